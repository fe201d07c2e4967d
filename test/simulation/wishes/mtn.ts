import { mtn } from "../../../src/providers/mtn/index.ts";
import type { Chance } from "../chance.ts";
import type { Wish } from "../merchant.ts";
import {
  magicPhones,
  partsGivenBack,
  pickPhone,
  type Repertoire,
  type SubscriptionWish,
} from "./repertoire.ts";

const DAY_MS = 24 * 60 * 60_000;
const CENTS = 1_000;
/** MTN gives back of its own accord what it took, ten minutes later. */
const TAKEN_BACK = "+27832000086";
const amount = { value: "10", currency: "ZAR" };

/**
 * From a wallet after a prompt or from airtime at once, and given back; top-ups of which nothing can be asked; offers to
 * which a customer subscribes.
 */
export const walletsAndAirtime: Repertoire = {
  provider: mtn,
  settings: {
    // What is too fast by their count would only make the worlds long.
    customer_calls_per_minute: [null],
    app_calls_per_second: [null],
    auto_approve_after_ms: [3_000, 20_000],
    approval_wait_ms: [0, 60_000],
    callback_attempts: [1, 3],
    token_lives_s: [60, 3_599],
    error_body: ["five_fields_and_code", "five_fields", "canonical", "mixed"],
    pending_style: ["interim", "final200", "bare102", "illegal102"],
    applied: ["later", "yes", "no", "lost"],
    provision_later: [false, true],
  },
  wish: (chance) => (chance.happens(0.3) ? topup(chance) : payment(chance)),
  subscription,
};

function payment(chance: Chance): Wish {
  const provider_options = { method: chance.pick(["wallet", "wallet", "airtime"]) };
  const phone_number = phoneOf(chance);
  return {
    kind: "payment",
    request: { provider: mtn.id, amount, phone_number, provider_options },
    refunds: phone_number === TAKEN_BACK ? [] : chance.pick(partsGivenBack(CENTS)),
  };
}

function topup(chance: Chance): Wish {
  return { kind: "topup", request: { provider: mtn.id, amount, phone_number: phoneOf(chance) } };
}

/** Charged once, when it is taken out, from airtime or a wallet. All that can be asked of it is that it end. */
function subscription(chance: Chance): SubscriptionWish {
  const [subscription_id, subscription_provider] = chance.pick(offers);
  const payment_source = chance.pick(["airtime", "wallet"]);
  const provider_options = { subscription_id, subscription_provider, payment_source };
  return {
    request: { provider: mtn.id, phone_number: phoneOf(chance), provider_options },
    changes: chance.happens(0.3) ? [{ change: "cancel", within_ms: DAY_MS }] : [],
  };
}

const offers = [
  ["CSM-NEWS", "CSM"],
  ["RBT-GOLD", "RBT"],
] as const;

function phoneOf(chance: Chance): string {
  return pickPhone(chance, { ordinary: "+2783200030", magic });
}

const magic = magicPhones(mtn, "msisdn", (value) => `+${value}`);
