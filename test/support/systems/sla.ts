import { slaDcb } from "../../../src/providers/sla-dcb/index.ts";
import type { System } from "../systems.ts";

const currency = "NGN";

/** The phone's bill, once its owner has typed in the PIN that came by SMS. The submit charges nobody. */
export const phoneBills: System = {
  provider: slaDcb,
  kind: "payment",
  // Four last digits from 9101 on would be a case of the simulator's.
  phoneNumber: (count) => `+234809${String(5_000_000 + count)}`,
  wish: (phone_number) => ({ amount: { value: "100.00", currency }, phone_number }),
  starts: (path) => path === "/v2.2/charge",
  quick: { rate_limit: null, operator_decides_after_ms: 500, pin_lives_ms: 20_000 },
  mute: {},
  people: [null, null, null, null, "insufficient_funds", "waiting_then_charged", "connection_lost_charged"],
  // One that passes for everybody in the provider's sandbox.
  next: { at: "awaiting_payer", ask: "confirm", body: { pin: "000000" } },
  gives_back: [
    { value: "40.00", currency },
    { value: "60.00", currency },
  ],
};

/** Read every day, and charged for every day, once its reader has typed in the PIN. */
export const dailyNews: System = {
  ...withoutRefunds(phoneBills),
  kind: "subscription",
  world: "readers",
  phoneNumber: (count) => `+234809${String(6_000_000 + count)}`,
  // A renewal that comes before its beginning was heard of is known by the campaign, where the merchant names one.
  wish: (phone_number) => ({
    phone_number,
    provider_options: { campaign: slaDcb.simulator.credentials["subscription_campaign"] },
  }),
  starts: (path) => path === "/v2.2/subscription/create",
  people: [null, null, null, null, "third_attempt_pays", "waiting_then_charged", "connection_lost_charged"],
  next: { at: "pending", ask: "confirm", body: { pin: "000000" } },
  charged: "daily",
};

/** They go out at once; nobody can ask what became of one. */
export const texts: System = {
  ...withoutRefunds(phoneBills),
  kind: "message",
  world: "texts",
  phoneNumber: (count) => `+234809${String(7_000_000 + count)}`,
  wish: (phone_number) => ({ phone_number, text: `Your order for ${phone_number} is on its way.` }),
  starts: (path) => path === "/v2.2/sms",
  people: [null, null, null, "sms_gateway_down", "sms_refused"],
};

function withoutRefunds({ gives_back: _, next: __, ...system }: System): System {
  return system;
}
