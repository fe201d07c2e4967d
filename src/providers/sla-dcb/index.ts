import { type AmountLimit, defineProvider, type Timing } from "../../connector/provider.ts";
import { exponentOf, formatMoney } from "../../core/money.ts";
import { codes } from "./codes.ts";
import { config } from "./config.ts";
import { lookupOptions } from "./connector/lookup.ts";
import { markets } from "./connector/operators.ts";
import { completeOptions, messageOptions, options, refundOptions } from "./connector/options.ts";
import { connector } from "./connector.ts";
import { phoneNumber } from "./phone-number.ts";
import { simulator } from "./simulator/index.ts";
import { subscriptions } from "./subscriptions.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const timing: Timing = {
  // For operators that decide later: soon for those that take seconds, then less often, for they may take hours.
  inquiry_at: [10, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR],
  deadline: DAY,
  // A visit to the checkout lives for ten minutes and its token for two more. Who replies to an SMS even later is still
  // told of by a notification, which settles what a person has not settled meanwhile.
  deadline_unaskable: 30 * MINUTE,
  prompt_lives: 10 * MINUTE,
  phone_lock: { open: 0, in_doubt: 0, after_silence: 0 },
  // A PIN that could not be sent is worth three tries.
  resubmit_after: [30, 60],
};

/** What each operator takes is not published, and they refuse the rest before anybody is charged; this keeps slips out. */
const amounts: readonly AmountLimit[] = [...new Set(markets.map(({ currency }) => currency))].map(
  (currency) => {
    const smallest = formatMoney({ minor: 1n, currency }).value;
    return { currency, minimum: smallest, maximum: "1000000", decimals: exponentOf(currency) ?? 0 };
  },
);

export const slaDcb = defineProvider({
  id: codes.provider,
  name: codes.name,
  countries: markets.map(({ country }) => country),
  capabilities: {
    operations: ["payment", "message"],
    capture: ["automatic"],
    cancel: false,
    refund: "partial",
    inquiry: "after_answer",
    payer_challenge: "pin",
    one_prompt_per_phone: false,
    deduplicates: codes.deduplicates,
    reference_holds_number: false,
  },
  limits: {
    amounts,
    phone_number: phoneNumber,
    prompts_per_phone: null,
    // No limit is published; the rate below is what keeps us polite.
    calls_in_flight: 20,
    // Not published either: a hundred calls in any minute, of which ten may come at once.
    rates: [{ per: "connection", count: 90, seconds: 60, burst: 10 }],
  },
  timing,
  kinds: {
    refund: { capabilities: { inquiry: "never", payer_challenge: "none" }, options: refundOptions },
    message: {
      capabilities: { inquiry: "never", payer_challenge: "none" },
      limits: { amounts: [] },
      options: messageOptions,
      example: {
        provider: codes.provider,
        phone_number: "+2348090001234",
        text: "Welcome to Game coins.",
        reference: "welcome-77",
      },
    },
  },
  subscriptions,
  lookup: {
    options: lookupOptions,
    example: { provider: codes.provider, phone_number: "+97330001234" },
  },
  callbacks: {
    url: "connection",
    // Any answer from 200 to 299 ends their tries; what we cannot use must not come again for a day.
    accepted: { status: 200, headers: {}, body: "" },
    refused: { status: 403, headers: {}, body: "" },
    probes: { GET: { status: 200, headers: {}, body: "" } },
  },
  config,
  options,
  completeOptions,
  codes,
  connector,
  simulator,
  example: {
    provider: codes.provider,
    amount: { value: "100.00", currency: "NGN" },
    phone_number: "+2348090001234",
    reference: "order-77",
    description: "Game coins",
  },
});
