import { defineProvider, type Timing } from "../../connector/provider.ts";
import { codes } from "./codes.ts";
import { config } from "./config.ts";
import { completeOptions, options } from "./connector/options.ts";
import { connector } from "./connector.ts";
import { simulator } from "./simulator/index.ts";

/** The operator's time to answer, and a little for the order to wait its turn before and to be found after. */
const OPERATOR_ANSWERED = 80;

/** The provider tries an order again every five minutes for an hour. */
const RETRY_EVERY = 5 * 60;
const RETRIES = 12;

/** The hour of retries and a quarter: what is still open then, the provider should have ended long ago. */
const OVERDUE = 75 * 60;

const afterEachRetry = Array.from(
  { length: RETRIES },
  (_, index) => OPERATOR_ANSWERED + (index + 1) * RETRY_EVERY,
);

const timing: Timing = {
  // No longer than one round of retries between two questions, so that no order passes through 201 unseen. The last
  // retry may itself be met with a minute's silence before the order is cancelled.
  inquiry_at: [10, 30, OPERATOR_ANSWERED, 180, ...afterEachRetry, 3_740, 3_900, 4_200],
  deadline: OVERDUE,
  // Our own reference always finds the order, so this never comes to pass.
  deadline_unaskable: OVERDUE,
  prompt_lives: null,
  phone_lock: { open: 0, in_doubt: 0, after_silence: 0 },
  // Only for calls that never left: no answer of the provider's proves that nothing was started and is worth repeating.
  late_after: OPERATOR_ANSWERED,
  resubmit_after: [30, 60, 120, 300, 600],
};

export const nellobytes = defineProvider({
  id: codes.provider,
  name: codes.name,
  countries: ["NG"],
  capabilities: {
    operations: ["topup"],
    capture: ["automatic"],
    cancel: true,
    refund: "none",
    inquiry: "by_reference",
    payer_challenge: "none",
    one_prompt_per_phone: false,
    deduplicates: codes.deduplicates,
    reference_holds_number: false,
  },
  limits: {
    // The page says 100 to 50,000 and newer clients 50 to 200,000. The provider refuses the rest before anything is
    // spent, so the wider bounds are the ones to declare.
    amounts: [{ currency: "NGN", minimum: "50", maximum: "200000", decimals: 0 }],
    phone_number: {
      pattern: /^\+234[789][0-9]{9}$/,
      example: "+2348030000001",
      says: "a Nigerian mobile number, +234 and ten more digits of which the first is 7, 8 or 9",
    },
    prompts_per_phone: null,
    // No limit is documented.
    calls_in_flight: 10,
  },
  timing,
  callbacks: {
    url: "attempt",
    accepted: { status: 200, headers: {}, body: "" },
    refused: { status: 405, headers: { allow: "GET, POST" }, body: "" },
    probes: {},
  },
  config,
  options,
  completeOptions,
  codes,
  connector,
  simulator,
  example: {
    provider: codes.provider,
    amount: { value: "100", currency: "NGN" },
    phone_number: "+2348030000001",
    reference: "topup-77",
    provider_options: { product: "airtime" },
  },
});
