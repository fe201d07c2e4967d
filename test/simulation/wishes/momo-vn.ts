import { momoVn } from "../../../src/providers/momo-vn/index.ts";
import type { Chance } from "../chance.ts";
import type { Wish } from "../merchant.ts";
import {
  magicPhones,
  partsGivenBack,
  pickPhone,
  type Repertoire,
  type SubscriptionWish,
} from "./repertoire.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const DONG = 150_000;
/** Its payments count as paid by the provider's own word half a minute before anything is taken. */
const PAID_BEFORE_TAKEN = "+84900009000";

/**
 * In one step or in two; what is held is taken or given up, perhaps by both at once. What was paid is given back in
 * parts. Wallets are linked.
 */
export const holds: Repertoire = {
  provider: momoVn,
  settings: {
    auto_approve_after_ms: [3_000, 20_000],
    processing_ms: [500, 30_000],
    hold_lives_ms: [10 * MINUTE_MS, 24 * 60 * MINUTE_MS],
    ipn_retries: [0, 2],
    answer_after_ms: [0, 2_000],
    replay_status: [200, 400],
    link_ends_with: ["0", "9000"],
  },
  wish: (chance) => {
    const { request, ...wish } = payment(chance);
    return { ...wish, request: { ...request, provider: momoVn.id, phone_number: phoneOf(chance) } };
  },
  subscription,
};

function payment(chance: Chance): Wish {
  const capture = chance.pick(["automatic", "automatic", "manual"] as const);
  return {
    kind: "payment",
    request: { amount: { value: String(DONG), currency: "VND" }, capture },
    later: capture === "manual" ? chance.pick(endings) : [],
    refunds: chance.pick(partsGivenBack(DONG)),
  };
}

const endings: readonly NonNullable<Wish["later"]>[] = [
  [{ type: "capture_asked", within_ms: 3 * MINUTE_MS }],
  [{ type: "cancel_asked", within_ms: 3 * MINUTE_MS }],
  [
    { type: "capture_asked", within_ms: MINUTE_MS },
    { type: "cancel_asked", within_ms: MINUTE_MS },
    { type: "capture_asked", within_ms: 20 * MINUTE_MS },
  ],
  [],
];

/** A wallet that its owner links on a page, and that the merchant charges, too early and too late as well. */
function subscription(chance: Chance): SubscriptionWish {
  const charges = Array.from({ length: chance.between(1, 4) }, () => charge(chance));
  return {
    request: {
      provider: momoVn.id,
      phone_number: phoneOf(chance),
      provider_options: chance.pick([{}, { plan }]),
    },
    changes: chance.happens(0.3) ? [{ change: "cancel", within_ms: chance.pick([MINUTE_MS, DAY_MS]) }] : [],
    charges,
  };
}

/** Takes one charge a day. */
const plan = { name: "Daily tickets", every: "day", first_charge_on: "2026-01-01", ends_on: "2099-01-01" };

function charge(chance: Chance): NonNullable<SubscriptionWish["charges"]>[number] {
  const { request, later = [], refunds = [] } = payment(chance);
  const ask_for_code = chance.happens(0.3);
  return {
    request: { ...request, provider_options: { ask_for_code } },
    later: ask_for_code ? [...chance.pick(codes), ...later] : later,
    refunds,
    within_ms: chance.pick([5 * MINUTE_MS, DAY_MS, 3 * DAY_MS]),
  };
}

const typed = { type: "confirm_asked", within_ms: MINUTE_MS } as const;

const codes: readonly NonNullable<Wish["later"]>[] = [
  [{ ...typed, payer_answer: "000000" }],
  [
    { ...typed, payer_answer: "123456" },
    { ...typed, payer_answer: "000000" },
  ],
  [],
];

function phoneOf(chance: Chance): string {
  return pickPhone(chance, { ordinary: "+8491200000", magic });
}

const magic = magicPhones(momoVn, "userInfo.phoneNumber", (value) => `+84${value.slice(1)}`).filter(
  (number) => number !== PAID_BEFORE_TAKEN,
);
