import type { SubscriptionDeclaration } from "../../connector/provider.ts";
import { codes } from "./codes.ts";
import type { SlaConfig } from "./config.ts";
import { completeOptions, subscriptionOptions } from "./connector/subscription-options.ts";
import { phoneNumber } from "./phone-number.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const subscriptions: SubscriptionDeclaration<SlaConfig> = {
  options: subscriptionOptions,
  completeOptions,
  phone_number: phoneNumber,
  amounts: null,
  payer_challenge: "pin",
  // Seed: a free trial cannot exceed thirty days.
  trial_days_max: 30,
  activation: ["automatic", "manual"],
  // Seed: at most thirty days of at most three tries each; the settings of a service may say less.
  grace: { days_max: 30, tries_per_day_max: 3 },
  inquiry_at: [15, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR],
  deadline: DAY,
  // Some operators tell of no renewals, and notifications can be lost: their list of charges is looked at once a day.
  check_every: DAY,
  example: {
    provider: codes.provider,
    phone_number: "+2348090001234",
    reference: "reader-77",
  },
};
