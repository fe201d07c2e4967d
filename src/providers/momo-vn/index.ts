import { defineProvider, type PhoneLimit } from "../../connector/provider.ts";
import { codes } from "./codes.ts";
import { config } from "./config.ts";
import { linkOptions } from "./connector/link-options.ts";
import { options, refundOptions } from "./connector/options.ts";
import { connector } from "./connector.ts";
import { simulator } from "./simulator/index.ts";
import { linkTiming, paymentTiming, refundTiming } from "./timing.ts";

/** What a Vietnamese mobile number looks like. A wallet's owner need not be known before the page. */
const phone_number: PhoneLimit = {
  pattern: /^\+84[35789][0-9]{8}$/,
  example: "+84912345678",
  says: "a Vietnamese mobile number, +84 and nine more digits",
  optional: true,
};

export const momoVn = defineProvider({
  id: codes.provider,
  name: codes.name,
  countries: ["VN"],
  capabilities: {
    operations: ["payment"],
    capture: ["automatic", "manual"],
    cancel: true,
    refund: "partial",
    inquiry: "by_reference",
    payer_challenge: "redirect",
    one_prompt_per_phone: false,
    deduplicates: codes.deduplicates,
    reference_holds_number: false,
  },
  limits: {
    // Of the wallet; cards and the accounts of single merchants have limits of their own, which MoMo says with 22.
    amounts: [{ currency: "VND", minimum: "1000", maximum: "50000000", decimals: 0 }],
    phone_number,
    prompts_per_phone: null,
    calls_in_flight: 20,
  },
  timing: paymentTiming,
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
  kinds: {
    refund: {
      capabilities: {
        capture: ["automatic"],
        cancel: false,
        inquiry: "by_reference",
        payer_challenge: "none",
      },
      timing: refundTiming,
      options: refundOptions,
    },
  },
  subscriptions: {
    options: linkOptions,
    phone_number,
    // Each charge is a payment of its own, and says what it costs.
    amounts: null,
    payer_challenge: "redirect",
    trial_days_max: null,
    activation: ["automatic"],
    charged_by_merchant: true,
    grace: null,
    ...linkTiming,
    // Whether a link still stands, only a charge tells.
    check_every: null,
    example: {
      provider: codes.provider,
      reference: "customer-77",
      provider_options: { description: "Your tickets each month" },
    },
  },
});
