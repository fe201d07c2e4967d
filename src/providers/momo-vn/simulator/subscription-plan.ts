import { type Fields, textOf } from "./fields.ts";
import { badField, Refusal } from "./refusal.ts";

/** When a linked wallet may be charged, and how much. */
export type SubscriptionPlan = {
  readonly frequency: Frequency;
  /** Null: any amount. */
  readonly fixed_amount: number | null;
  readonly next_payment_ms: number;
  readonly expires_at_ms: number;
  /** A period has been paid already. */
  readonly paid_before: boolean;
};

type Frequency = keyof typeof days;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Months are counted as thirty days. */
const days = {
  DAILY: 1,
  WEEKLY: 7,
  BI_WEEKLY: 14,
  MONTHLY: 30,
  BI_MONTHLY: 60,
  QUARTERLY: 90,
  SEMI_ANNUALLY: 182,
  ANNUALLY: 365,
} as const;

/** `subscriptionInfo` of a request to create. */
export function readPlan(info: Fields): SubscriptionPlan {
  const frequency = textOf(info, "frequency");
  if (!isFrequency(frequency)) throw badField("subscriptionInfo.frequency", "is not known");
  const amount = Number(textOf(info, "recurringAmount"));
  return {
    frequency,
    fixed_amount: textOf(info, "type") === "FIXED" ? amount : null,
    next_payment_ms: dayOf(info, "nextPaymentDate"),
    expires_at_ms: dayOf(info, "expiryDate"),
    paid_before: false,
  };
}

/** Whether so much may be charged at this moment: 0, or the code that says why it is too early. */
export function judgePeriod(plan: SubscriptionPlan, amount: number, at_ms: number): 0 | 2011 | 2015 {
  if (at_ms >= plan.expires_at_ms) throw new Refusal(2007, "The subscription has run out.");
  if (plan.fixed_amount !== null && amount !== plan.fixed_amount)
    throw new Refusal(22, `The subscription is about ${plan.fixed_amount} VND each time.`);
  if (at_ms >= plan.next_payment_ms) return 0;
  return plan.paid_before ? 2011 : 2015;
}

export function afterPayment(plan: SubscriptionPlan, at_ms: number): SubscriptionPlan {
  const next_payment_ms = at_ms + days[plan.frequency] * DAY_MS;
  return { ...plan, paid_before: true, next_payment_ms };
}

function isFrequency(text: string): text is Frequency {
  return Object.hasOwn(days, text);
}

/** Midnight in Vietnam. */
function dayOf(info: Fields, name: string): number {
  const at_ms = Date.parse(`${textOf(info, name)}T00:00:00+07:00`);
  if (Number.isNaN(at_ms)) throw badField(`subscriptionInfo.${name}`, "must be a day as yyyy-MM-dd");
  return at_ms;
}
