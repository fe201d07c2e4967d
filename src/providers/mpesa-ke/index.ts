import { Type } from "typebox";
import { defineProvider, type Timing } from "../../connector/provider.ts";
import { codes } from "./codes.ts";
import { config } from "./config.ts";
import { connector } from "./connector.ts";
import { simulator } from "./simulator/index.ts";

/** The aggregator delivers a result for the last time 111 minutes after it came; the rest is margin. */
const CLOSING_TIME = 125 * 60;

/** A prompt is surely gone this long after it was sent, even on a slow handset. */
const PROMPT_SURELY_GONE = 4 * 60;

const timing: Timing = {
  // Densely while the prompt may be answered, then rarely, for a payment that still hangs hangs for long.
  inquiry_at: [...every(15, 30, PROMPT_SURELY_GONE), 360, 600, 1_200, 2_400, 3_600, 5_400, 7_200],
  deadline: CLOSING_TIME,
  // A callback may still come and settle it, but from here on a person should know that nobody can be asked.
  deadline_unaskable: PROMPT_SURELY_GONE,
  prompt_lives: 60,
  phone_lock: { open: PROMPT_SURELY_GONE, in_doubt: PROMPT_SURELY_GONE, after_silence: 120 },
  resubmit_after: [30, 60, 120, 300, 600],
};

/** From `first` to `last`, both included. */
function every(step: number, first: number, last: number): readonly number[] {
  return Array.from({ length: (last - first) / step + 1 }, (_, index) => first + index * step);
}

export const mpesaKe = defineProvider({
  id: codes.provider,
  name: codes.name,
  countries: ["KE"],
  capabilities: {
    operations: ["payment"],
    capture: ["automatic"],
    cancel: false,
    refund: "none",
    inquiry: "after_answer",
    payer_challenge: "prompt",
    one_prompt_per_phone: true,
    deduplicates: codes.deduplicates,
    reference_holds_number: true,
  },
  limits: {
    // The aggregator takes 300,000 and M-Pesa does not: what lies between would only fail after the prompt.
    amounts: [{ currency: "KES", minimum: "1", maximum: "250000", decimals: 0 }],
    phone_number: {
      pattern: /^\+254(7|1)[0-9]{8}$/,
      example: "+254712345678",
      says: "a Kenyan mobile number, +2547 or +2541 and eight more digits",
    },
    prompts_per_phone: { count: 3, seconds: 600 },
    calls_in_flight: 20,
  },
  timing,
  callbacks: {
    url: "attempt",
    // No other 2xx is known to count as received.
    accepted: { status: 200, headers: {}, body: "" },
    refused: { status: 401, headers: {}, body: "" },
    // Before it prompts, the aggregator tries the URL with a GET and wants an answer below 500.
    probes: {
      GET: { status: 200, headers: {}, body: "" },
      HEAD: { status: 200, headers: {}, body: "" },
    },
  },
  config,
  // The wire has no field beyond phone, amount and callback URL.
  options: Type.Object({}, { additionalProperties: false }),
  codes,
  connector,
  simulator,
  example: {
    provider: codes.provider,
    amount: { value: "150", currency: "KES" },
    phone_number: "+254712345678",
    reference: "order-77",
    description: "Two tickets",
  },
});
