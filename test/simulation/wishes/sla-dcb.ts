import { slaDcb } from "../../../src/providers/sla-dcb/index.ts";
import type { Wish } from "../merchant.ts";
import { magicPhones, partsGivenBack, pickPhone, type Repertoire } from "./repertoire.ts";

const MINUTE_MS = 60_000;
const KOBO = 10_000;
/** Passes for every customer of the sandbox. */
const RIGHT = "000000";
const WRONG = "11111";

/** Charges after a PIN that the merchant passes on: in time or late, wrong or right, twice or never. */
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
  wish: (chance) => ({
    kind: "payment",
    request: {
      provider: slaDcb.id,
      amount: { value: "100.00", currency: "NGN" },
      phone_number: pickPhone(chance, { ordinary: "+234809000120", magic }),
    },
    later: chance.pick(answers),
    refunds: chance.pick(partsGivenBack(KOBO)),
  }),
};

const soon = { type: "confirm_asked", within_ms: 20_000 } as const;

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

const magic = magicPhones(slaDcb, "msisdn", (value) => `+${value}`);
