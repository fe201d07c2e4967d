import { defineProvider, type Timing } from "../../connector/provider.ts";
import { codes } from "./codes.ts";
import { config } from "./config.ts";
import { options } from "./connector/options.ts";
import { connector } from "./connector.ts";
import { simulator } from "./simulator/index.ts";

/** The longest that an order lives by default: a hundred minutes. */
const ORDER_LIVES = 100 * 60;

/** A payer who confirms in the last moment is still worked on for a while. */
const CLOSING_TIME = ORDER_LIVES + 20 * 60;

const timing: Timing = {
  // A notification may never come, so the inquiry alone must find the end: soon for whoever pays at once, then less often.
  inquiry_at: [
    30, 60, 120, 180, 300, 600, 900, 1_200, 1_800, 2_400, 3_000, 3_600, 4_500, 5_400, 6_060, 6_600,
  ],
  deadline: CLOSING_TIME,
  deadline_unaskable: CLOSING_TIME,
  prompt_lives: ORDER_LIVES,
  phone_lock: { open: 0, in_doubt: 0, after_silence: 0 },
  resubmit_after: [30, 60, 120, 300, 600],
};

export const momoVn = defineProvider({
  id: codes.provider,
  name: codes.name,
  countries: ["VN"],
  capabilities: {
    operations: ["payment"],
    capture: ["automatic", "manual"],
    cancel: true,
    refund: "none",
    inquiry: "by_reference",
    payer_challenge: "redirect",
    one_prompt_per_phone: false,
    deduplicates: codes.deduplicates,
    reference_holds_number: false,
  },
  limits: {
    // Of the wallet; cards and the accounts of single merchants have limits of their own, which MoMo says with 22.
    amounts: [{ currency: "VND", minimum: "1000", maximum: "50000000", decimals: 0 }],
    phone_number: {
      pattern: /^\+84[35789][0-9]{8}$/,
      example: "+84912345678",
      says: "a Vietnamese mobile number, +84 and nine more digits",
      optional: true,
    },
    prompts_per_phone: null,
    calls_in_flight: 20,
  },
  timing,
  callbacks: {
    url: "attempt",
    accepted: { status: 204, headers: {}, body: "" },
    refused: { status: 401, headers: {}, body: "" },
    probes: {},
  },
  config,
  options,
  codes,
  connector,
  simulator,
  example: {
    provider: codes.provider,
    amount: { value: "150000", currency: "VND" },
    reference: "order-77",
    description: "Two tickets",
  },
});
