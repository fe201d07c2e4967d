import { mtn } from "../../../src/providers/mtn/index.ts";
import type { System } from "../systems.ts";

const currency = "ZAR";

/** A wallet whose owner is asked on the phone. */
export const prompts: System = {
  provider: mtn,
  kind: "payment",
  phoneNumber: (count) => `+2783${String(1_000_000 + count)}`,
  wish: (phone_number) => ({ amount: { value: "125.50", currency }, phone_number }),
  starts: (path) => path === "/v1/payments",
  quick: {
    auto_approve_after_ms: 100,
    prompt_lives_ms: 1_000,
    settle_later_ms: 400,
    // Few tokens outlive a node, so that the next one is fetched in the midst of things.
    token_lives_s: 4,
    app_calls_per_second: null,
    customer_calls_per_minute: null,
  },
  mute: {},
  people: [null, null, null, null, "no_money", "declines", "timeout_then_paid"],
  gives_back: [
    { value: "25.50", currency },
    { value: "100", currency },
  ],
};

/** Airtime that is taken at once, where nobody calls back. */
export const airtime: System = {
  ...withoutRefunds(prompts),
  phoneNumber: (count) => `+2784${String(1_000_000 + count)}`,
  wish: (phone_number) => ({
    amount: { value: "10.50", currency },
    phone_number,
    provider_options: { method: "airtime" },
  }),
  people: [null, null, null, "no_money"],
};

export const refills: System = {
  ...withoutRefunds(prompts),
  kind: "topup",
  phoneNumber: (count) => `+2782${String(1_000_000 + count)}`,
  wish: (phone_number) => ({ amount: { value: "50", currency }, phone_number }),
  starts: (path) => path.endsWith("/plans/refill"),
  people: [null, null, null, "barred"],
};

/** Paid from airtime when it begins. Nobody calls back, and nobody tells what was taken. */
export const newsletters: System = {
  ...withoutRefunds(prompts),
  kind: "subscription",
  phoneNumber: (count) => `+2785${String(1_000_000 + count)}`,
  wish: (phone_number) => ({
    phone_number,
    provider_options: { subscription_id: "CSM-NEWS", subscription_provider: "CSM" },
  }),
  starts: (path) => path.endsWith("/subscriptions"),
  people: [null, null, null, "no_money", "timeout_then_paid", "reply_lost"],
};

function withoutRefunds({ gives_back: _, ...system }: System): System {
  return system;
}
