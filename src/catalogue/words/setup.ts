import type { Reason, ReasonWords } from "../reasons.ts";
import { notAvailable } from "./masked.ts";

/** The merchant's set-up and float, and suspicions. A payer must not hear which it is. */
export const setupWords = {
  invalid_credentials: {
    payer: notAvailable,
    operator: "The provider does not accept our credentials.",
  },
  missing_credentials: {
    payer: notAvailable,
    operator: "The call carried no credentials, or not all of them.",
  },
  access_denied: {
    payer: notAvailable,
    operator: "Our account at the provider is not allowed to do this.",
  },
  ip_not_allowed: {
    payer: notAvailable,
    operator: "The provider does not accept calls from our IP address.",
  },
  merchant_inactive: {
    payer: notAvailable,
    operator: "Our account, service or shortcode at the provider is switched off.",
  },
  merchant_misconfigured: {
    payer: notAvailable,
    operator: "A setting of our account or service at the provider is missing or wrong.",
  },
  product_not_enabled: {
    payer: notAvailable,
    operator: "This product is not switched on for our account at the provider.",
  },
  merchant_balance_insufficient: {
    payer: notAvailable,
    operator: "Our own pre-paid float at the provider is too low; the payer's money is not the problem.",
  },
  suspected_fraud: {
    payer: notAvailable,
    operator: "The provider's fraud checks stopped it.",
  },
  blocked: {
    payer: notAvailable,
    operator: "The provider blocks this customer, source or request.",
  },
} as const satisfies Partial<Record<Reason, ReasonWords>>;
