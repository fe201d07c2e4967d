import type { SubscriptionDeclaration } from "../../connector/provider.ts";
import { codes } from "./codes.ts";
import { phoneNumber } from "./connector/markets.ts";
import { subscriptionOptions } from "./connector/subscription-options.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Assumed throughout, like the timing of payments: no page says how long a provisioning takes. */
export const subscriptions: SubscriptionDeclaration = {
  options: subscriptionOptions,
  phone_number: phoneNumber,
  // Prices stand in the catalogue of the system that provides the subscription.
  amounts: null,
  payer_challenge: "none",
  trial_days_max: null,
  activation: ["automatic"],
  grace: null,
  inquiry_at: [5, 15, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR],
  deadline: DAY,
  // Nobody tells that one has run out, was renewed or was ended elsewhere.
  check_every: DAY,
  example: {
    provider: codes.provider,
    phone_number: "+27832000046",
    reference: "reader-77",
    provider_options: { subscription_id: "CSM-NEWS", subscription_provider: "CSM" },
  },
};
