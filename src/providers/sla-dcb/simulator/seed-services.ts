import { createHash } from "node:crypto";
import { operatorRows } from "./operator/operator-table.ts";
import { has } from "./operator/operators.ts";
import { NOTIFICATION_URL, type Service } from "./services.ts";

/** The name of a seeded service or merchant as it stands on the wire. */
export function uri(kind: "campaign" | "partner", name: string): string {
  return `${kind}:${createHash("sha1").update(`${kind} ${name}`).digest("hex")}`;
}

export const MERCHANT = uri("partner", "main");
export const OTHER_MERCHANT = uri("partner", "other");

const oneOff: Omit<Service, "uri"> = {
  service_name: "Game coins",
  merchant: MERCHANT,
  kind: "one_off",
  status: "approved",
  operator: null,
  amount: "",
  frequency: "",
  notification_url: NOTIFICATION_URL,
  trial_enabled: true,
  free_period_enabled: true,
  max_free_days: 30,
  grace_period_days: 30,
  retries_per_day: 3,
  partial_charging: false,
  flows: ["pin_api", "checkout", "two_click", "mo"],
  checkout_only: false,
  fraud_required: "none",
  sms_allowed: true,
  sms_dynamic_allowed: true,
  mo_receiver: "",
  mo_keyword: "",
  mo_inactive: false,
  allow_list: [],
  block_list: [],
  creates_per_7_days: 5,
  civil_id_check: false,
  referral_black_list: [],
  block_reason: null,
};

/** For the operator of Nigeria, where nothing is special. */
const subscription: Omit<Service, "uri"> = {
  ...oneOff,
  service_name: "Daily news",
  kind: "subscription",
  operator: "mobile-ng",
  amount: "100",
  frequency: "daily",
};

interface Seeded {
  readonly differs: Partial<Service>;
  /** Null where it works. */
  readonly effect: string | null;
  readonly code: string | null;
}

const works = { effect: null, code: null };

/** One for each operator, called `subscription-` and its code. */
const byOperator = Object.fromEntries(
  operatorRows.map((operator): [string, Seeded] => {
    const { code, short_code } = operator;
    const differs: Partial<Service> = {
      ...subscription,
      operator: code,
      amount: "10",
      frequency: "weekly",
      mo_receiver: short_code ?? "",
      mo_keyword: short_code === null ? "" : "NEWS",
      creates_per_7_days: has(operator, "one_create_a_week") ? 1 : 5,
      fraud_required: code === "mobily-sa" ? "dual" : "none",
    };
    return [`subscription-${code}`, { differs, ...works }];
  }),
);

const brokenSubscription = (differs: Partial<Service>, effect: string, code: string): Seeded => ({
  differs: { ...subscription, ...differs },
  effect,
  code,
});

const brokenOneOff = (differs: Partial<Service>, effect: string, code: string): Seeded => ({
  differs,
  effect,
  code,
});

const seeded: Readonly<Record<string, Seeded>> = {
  "one-off": { differs: {}, ...works },
  ...byOperator,
  daily: { differs: subscription, ...works },
  monthly: {
    differs: { ...subscription, frequency: "monthly", amount: "2000", partial_charging: true },
    ...works,
  },
  draft: brokenOneOff({ status: "draft" }, "Not approved yet: only for sandbox credentials.", "2004"),
  inactive: brokenOneOff({ status: "inactive" }, "Switched off.", "6005"),
  foreign: brokenOneOff({ merchant: OTHER_MERCHANT }, "Belongs to another merchant.", "6004"),
  "no-notification-url": brokenSubscription({ notification_url: "" }, "Has no notification URL.", "6001"),
  "bad-notification-url": brokenSubscription(
    { notification_url: "our-shop/notify" },
    "Has a notification URL that is none.",
    "2009",
  ),
  "no-amount": brokenSubscription({ amount: "" }, "Has no price.", "6002"),
  "bad-frequency": brokenSubscription({ frequency: "hourly" }, "Has a frequency that is none.", "2010"),
  "long-grace": brokenSubscription({ grace_period_days: 31 }, "Has a grace period of 31 days.", "6003"),
  "many-retries": brokenSubscription({ retries_per_day: 4 }, "Tries four times a day.", "6003"),
  "too-dear": brokenSubscription(
    { operator: "zain-bh", amount: "30.001" },
    "Costs more than Zain Bahrain lets be charged.",
    "2006",
  ),
  "too-cheap": brokenSubscription({ amount: "0.99" }, "Costs less than an operator charges.", "2026"),
  "checkout-only": brokenOneOff({ checkout_only: true }, "Takes customers of the checkout only.", "2040"),
  "single-fraud-check": brokenOneOff(
    { fraud_required: "single" },
    "Demands a fraud token of every charge.",
    "2001",
  ),
  "double-fraud-check": brokenSubscription(
    { fraud_required: "dual" },
    "Demands one fraud token of the PIN and another of the create.",
    "2001",
  ),
  "no-sms": brokenOneOff({ sms_allowed: false }, "May send no SMS.", "8002"),
  "no-dynamic-sms": brokenOneOff({ sms_dynamic_allowed: false }, "May send fixed texts only.", "8003"),
  "listed-customers": brokenOneOff({ allow_list: ["2348090001234"] }, "Is for 2348090001234 alone.", "2034"),
  "blocked-customer": brokenOneOff({ block_list: ["2348090001234"] }, "Is closed to 2348090001234.", "2030"),
  "no-trial": brokenSubscription({ trial_enabled: false }, "Offers no trial.", "5001"),
  "no-free-period": brokenSubscription({ free_period_enabled: false }, "Offers no free periods.", "5501"),
  "no-mo": brokenOneOff({ flows: ["pin_api", "checkout"] }, "May not be used by SMS.", "10006"),
  "mo-inactive": brokenOneOff({ mo_inactive: true }, "Its use by SMS is switched off.", "10009"),
  "mo-in-test": brokenOneOff(
    { mo_inactive: true, allow_list: ["96560001234"] },
    "Its use by SMS is being tried out by 96560001234 alone.",
    "10010",
  ),
  "no-two-click": brokenOneOff(
    { flows: ["pin_api", "checkout"] },
    "May not use two clicks.",
    "service_not_allowed",
  ),
  "two-click-alone": brokenOneOff(
    { flows: ["checkout", "two_click"] },
    "Knows customers by their mobile data only.",
    "no_auth_methods",
  ),
  "civil-id": brokenOneOff(
    { civil_id_check: true },
    "Asks for the Civil ID: 2 and the last eleven digits of the number.",
    "civilid_check_failed",
  ),
  "blocked-referral": brokenOneOff(
    { referral_black_list: ["spam.example"] },
    "Takes nobody who comes from spam.example.",
    "invalid_referral_is_blacklisted",
  ),
  "blocked-visits": brokenOneOff({ block_reason: "" }, "Every visit is blocked.", "blocked"),
  "blocked-with-reason": brokenOneOff(
    { block_reason: "daily limit" },
    "Every visit is blocked, and the reason said.",
    "blocked_{msg}",
  ),
};

export const seededServices: readonly (Service & Pick<Seeded, "effect" | "code">)[] = Object.entries(
  seeded,
).map(([name, { differs, effect, code }]) => ({
  ...oneOff,
  ...differs,
  uri: uri("campaign", name),
  effect,
  code,
}));
