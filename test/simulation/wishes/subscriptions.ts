import type { SubscriptionRequest } from "../../../src/api/subscriptions/order.ts";
import { slaDcb } from "../../../src/providers/sla-dcb/index.ts";
import type { Chance } from "../chance.ts";
import { magicPhones, pickPhone } from "./repertoire.ts";

/** Passes for every customer of the sandbox, and one that never does. */
const pins = { right: "000000", wrong: "11111" };

export interface SubscriptionWish {
  readonly request: SubscriptionRequest;
  /** What the customer types, one after the other. */
  readonly pins: readonly string[];
}

/** One that is renewed every day, from a PIN to its cancellation some days later. */
export function wishForSubscription(chance: Chance): SubscriptionWish {
  const phone_number = pickPhone(chance, { ordinary: "+234809000130", magic });
  return {
    request: { provider: slaDcb.id, phone_number, ...chance.pick([{}, {}, { trial_days: 1 }]) },
    pins: chance.pick([[pins.right], [pins.right, pins.right], [pins.wrong, pins.right], []]),
  };
}

const magic = magicPhones(slaDcb, "msisdn", (value) => `+${value}`);
