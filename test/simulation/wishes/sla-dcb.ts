import { slaDcb } from "../../../src/providers/sla-dcb/index.ts";
import type { Chance } from "../chance.ts";
import type { Wish } from "../merchant.ts";
import {
  magicPhones,
  partsGivenBack,
  pickPhone,
  type Repertoire,
  type SubscriptionWish,
  type WishedChange,
} from "./repertoire.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;
const KOBO = 10_000;
/** Passes for every customer of the sandbox. */
const RIGHT = "000000";
const WRONG = "11111";

/**
 * Charges after a PIN that the merchant passes on: in time or late, wrong or right, twice or never. Texts, and news that
 * cost something every day.
 */
export const pins: Repertoire = {
  provider: slaDcb,
  settings: {
    // What is too fast by their count would only make the worlds long.
    rate_limit: [null],
    operator_decides_after_ms: [2_000, 30_000],
    timestamp_format: ["seconds", "milliseconds", "offset", "zone_name"],
    no_resources_form: ["code", "message"],
    misspelt_code: [true, false],
    unclear_statuses_charge: [true, false],
  },
  wish: (chance) => (chance.happens(0.3) ? message(chance) : payment(chance)),
  subscription,
};

function payment(chance: Chance): Wish {
  const amount = { value: "100.00", currency: "NGN" };
  return {
    kind: "payment",
    request: { provider: slaDcb.id, amount, phone_number: phoneOf(chance) },
    later: chance.pick(answers),
    refunds: chance.pick(partsGivenBack(KOBO)),
  };
}

const soon = { type: "confirm_asked", within_ms: 20 * SECOND_MS } as const;

const answers: readonly NonNullable<Wish["later"]>[] = [
  [{ ...soon, payer_answer: RIGHT }],
  [
    { ...soon, payer_answer: RIGHT },
    { ...soon, payer_answer: RIGHT },
  ],
  [
    { ...soon, payer_answer: WRONG },
    { ...soon, within_ms: MINUTE_MS, payer_answer: RIGHT },
  ],
  [{ ...soon, within_ms: 5 * MINUTE_MS, payer_answer: RIGHT }],
  [],
];

/** No two texts of a world are the same, so that each can be found on its phone. */
function message(chance: Chance): Wish {
  const text = `Your word is ${chance.uuid()}.`;
  return { kind: "message", request: { provider: slaDcb.id, phone_number: phoneOf(chance), text } };
}

/** Charged when it begins, after a trial or when its merchant says so. */
function subscription(chance: Chance): SubscriptionWish {
  const phone_number = phoneOf(chance);
  const begins = chance.pick([{}, {}, { trial_days: 1 }, { activation: "manual" }] as const);
  const wished = [chance.pick(whims), chance.pick(whims)].flat();
  return {
    request: { provider: slaDcb.id, phone_number, ...begins },
    changes: [...chance.pick(agreements), ...wished],
  };
}

const typed = { change: "confirm", within_ms: 20 * SECOND_MS } as const;

const agreements: readonly (readonly WishedChange[])[] = [
  [{ ...typed, payer_answer: RIGHT }],
  [
    { ...typed, payer_answer: RIGHT },
    { ...typed, payer_answer: RIGHT },
  ],
  [
    { ...typed, payer_answer: WRONG },
    { ...typed, within_ms: MINUTE_MS, payer_answer: RIGHT },
  ],
  [],
];

const whims: readonly (readonly WishedChange[])[] = [
  [],
  [{ change: "activate", within_ms: MINUTE_MS }],
  [{ change: "activate", within_ms: DAY_MS }],
  [{ change: "free_period", within_ms: 2 * DAY_MS, periods: 2 }],
  // It does not know this one, and pauses what cannot be paid.
  [{ change: "pause", within_ms: 2 * DAY_MS }],
  [{ change: "resume", within_ms: 4 * DAY_MS }],
];

function phoneOf(chance: Chance): string {
  return pickPhone(chance, { ordinary: "+234809000120", magic });
}

const magic = magicPhones(slaDcb, "msisdn", (value) => `+${value}`);
