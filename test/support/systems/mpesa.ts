import { mpesaKe } from "../../../src/providers/mpesa-ke/index.ts";
import type { System } from "../systems.ts";

export const payments: System = {
  provider: mpesaKe,
  kind: "payment",
  phoneNumber: (count) => `+25471${String(1_000_000 + count).padStart(7, "0")}`,
  wish: (phone_number) => ({ amount: { value: "150", currency: "KES" }, phone_number }),
  starts: (path) => path.endsWith("/initiate"),
  quick: { auto_approve_after_ms: 100, prompt_lives_ms: 1_000 },
  mute: { webhook_lost: true },
  people: [null, null, null, null, "no_money", "cancels", "answer_lost_on_the_way"],
};
