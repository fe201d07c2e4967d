import { defineProvider, type Timing } from "../../connector/provider.ts";
import { codes } from "./codes.ts";
import { config } from "./config.ts";
import { lookupOptions } from "./connector/lookup.ts";
import { countries, paymentAmounts, phoneNumber, topupAmounts } from "./connector/markets.ts";
import { completeOptions, options, topupOptions } from "./connector/options.ts";
import { unsubscribeOptions } from "./connector/unsubscribe.ts";
import { connector } from "./connector.ts";
import { simulator } from "./simulator/index.ts";
import { subscriptions } from "./subscriptions.ts";

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** The neighbouring product's time for an approval; this one's pages name none. */
const PROMPT_LIVES = 5 * MINUTE;

/** Assumed throughout: no page says how long a payment is worked on, or how long it can be asked about. */
const timing: Timing = {
  // Densely at first, for most payments end within a minute; past the list every hour.
  inquiry_at: [2, 4, 8, 15, 30, 60, 180, 300, 420, 540, 660, 780, 900, 1_800, 3_600, 7_200],
  deadline: DAY,
  // Our own name always finds the payment, so this never comes to pass.
  deadline_unaskable: DAY,
  prompt_lives: PROMPT_LIVES,
  phone_lock: { open: PROMPT_LIVES, in_doubt: PROMPT_LIVES, after_silence: PROMPT_LIVES },
  // For calls that never left, and for 1013 and 3006, which are answered before any work.
  resubmit_after: [30, 60, 120, 300, 600],
  // A prompt that has expired can be overtaken by the approval for so long.
  late_after: 2 * MINUTE,
};

/** Nothing can be asked and nobody calls back: a refill whose answer leaves doubt is for a person, soon. */
const refillTiming: Timing = {
  ...timing,
  inquiry_at: [],
  deadline_unaskable: MINUTE,
  prompt_lives: null,
  phone_lock: { open: 0, in_doubt: 0, after_silence: 0 },
};

export const mtn = defineProvider({
  id: codes.provider,
  name: codes.name,
  countries,
  capabilities: {
    operations: ["payment", "topup"],
    capture: ["automatic"],
    cancel: false,
    refund: "partial",
    inquiry: "by_reference",
    payer_challenge: "prompt",
    // A second payment of a wallet that is being asked is answered with 1005, which proves nothing.
    one_prompt_per_phone: true,
    deduplicates: codes.deduplicates,
    reference_holds_number: false,
  },
  limits: {
    amounts: paymentAmounts,
    phone_number: phoneNumber,
    prompts_per_phone: null,
    calls_in_flight: 20,
    // Assumed: 1013 and 3006 exist, and no number for them does. One call at once and four a minute are five in any minute.
    rates: [
      { per: "connection", count: 50, seconds: 1, burst: 100 },
      { per: "phone", count: 4, seconds: MINUTE },
    ],
  },
  timing,
  callbacks: {
    url: "attempt",
    accepted: { status: 200, headers: {}, body: "" },
    refused: { status: 405, headers: { allow: "POST, PUT" }, body: "" },
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
    amount: { value: "125.50", currency: "ZAR" },
    phone_number: "+27832000046",
    reference: "order-1042",
    description: "Order 1042",
  },
  kinds: {
    topup: {
      capabilities: { inquiry: "never", payer_challenge: "none", one_prompt_per_phone: false },
      limits: { amounts: topupAmounts },
      timing: refillTiming,
      options: topupOptions,
      example: {
        provider: codes.provider,
        amount: { value: "50", currency: "ZAR" },
        phone_number: "+27832000046",
        reference: "topup-42",
      },
    },
    refund: { timing: { ...timing, prompt_lives: null } },
  },
  subscriptions,
  lookup: {
    options: lookupOptions,
    example: { provider: codes.provider, phone_number: "+27832000048" },
  },
  unsubscribe: {
    options: unsubscribeOptions,
    example: {
      provider: codes.provider,
      phone_number: "+27832000046",
      provider_options: { subscription_provider: "RBT" },
    },
  },
});
