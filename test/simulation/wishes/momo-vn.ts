import { momoVn } from "../../../src/providers/momo-vn/index.ts";
import type { Wish } from "../merchant.ts";
import { magicPhones, partsGivenBack, pickPhone, type Repertoire } from "./repertoire.ts";

const MINUTE_MS = 60_000;
const DONG = 150_000;
/** Its payments count as paid by the provider's own word half a minute before anything is taken. */
const PAID_BEFORE_TAKEN = "+84900009000";

/** In one step or in two; what is held is taken or given up, perhaps by both at once. What was paid is given back in parts. */
export const holds: Repertoire = {
  provider: momoVn,
  settings: {
    auto_approve_after_ms: [3_000, 20_000],
    processing_ms: [500, 30_000],
    hold_lives_ms: [10 * MINUTE_MS, 24 * 60 * MINUTE_MS],
    ipn_retries: [0, 2],
    answer_after_ms: [0, 2_000],
    replay_status: [200, 400],
  },
  wish: (chance) => {
    const phone_number = pickPhone(chance, { ordinary: "+8491200000", magic });
    const capture = chance.pick(["automatic", "automatic", "manual"] as const);
    const amount = { value: String(DONG), currency: "VND" };
    return {
      kind: "payment",
      request: { provider: momoVn.id, amount, phone_number, capture },
      later: capture === "manual" ? chance.pick(endings) : [],
      refunds: chance.pick(partsGivenBack(DONG)),
    };
  },
};

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

const magic = magicPhones(momoVn, "userInfo.phoneNumber", (value) => `+84${value.slice(1)}`).filter(
  (number) => number !== PAID_BEFORE_TAKEN,
);
