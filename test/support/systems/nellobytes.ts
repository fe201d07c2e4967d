import { nellobytes } from "../../../src/providers/nellobytes/index.ts";
import type { System } from "../systems.ts";

export const topups: System = {
  provider: nellobytes,
  kind: "topup",
  phoneNumber: (count) => `+234813${String(1_000_000 + count).padStart(7, "0")}`,
  wish: (phone_number) => ({
    amount: { value: "100", currency: "NGN" },
    phone_number,
    provider_options: { product: "airtime" },
  }),
  starts: (path) => path.startsWith("/APIAirtime"),
  quick: {
    queue_ms: 20,
    answer_after_ms: 40,
    operator_window_ms: 1_000,
    retry_every_ms: 5_000,
    retry_for_ms: 60_000,
  },
  mute: { callback_lost: true },
  people: [null, null, null, null, "code_511", "first_retry_succeeds", "reply_lost"],
};
