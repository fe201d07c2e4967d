import type { SubscriptionOrder } from "../../../../connector/subscription.ts";
import type { SubscriptionFinding } from "../../../../core/subscription.ts";
import { subscriptions } from "../subscriptions.ts";
import { answerOf, BASE, settings } from "./orders.ts";

export const PATH = "/v2/customers/27832000046/subscriptions";

export const subscriber: SubscriptionOrder = {
  phone_number: "+27832000046",
  provider_options: { subscription_id: "CSM-NEWS", subscription_provider: "CSM" },
  amount: null,
  trial_days: null,
  activation: "automatic",
  attempt_reference: "07HAKIKAATTEMPT00001",
  call_reference: "07HAKIKAATTEMPT00001",
  callback_url: null,
  return_url: null,
  provider_reference: null,
  outcome_url: null,
  payer_answer: null,
  secret: null,
  created_at: Date.parse("2026-03-14T08:15:33.710Z"),
  free_periods: null,
};

export const NAME = "CSM/CSM-NEWS/07HAKIKAATTEMPT00001";
export const PLACE = `${BASE}${PATH}/CSM-NEWS`;
export const STATUS_PLACE = `${PLACE}/status/07HAKIKAATTEMPT00001`;

/** As a place is kept. */
export const kept = (place: string): string => place.replace("27832000046", "{customerId}");

const news = { subscriptionId: "CSM-NEWS", subscriptionProviderId: "CSM" };

/** As the newer specification has it. */
export const stands = (subscriptionStatus: string) => ({ ...news, subscriptionStatus });
/** In the answer to a call, and of the status resource. */
export const says = (status: string, statusCode?: string) => ({ ...news, status, statusCode });

type Read = (body: unknown, status: number, changes?: Partial<SubscriptionOrder>) => SubscriptionFinding;

export const created: Read = (body, status, changes) =>
  subscriptions.readCreate(answerOf(body, status), { ...subscriber, ...changes });

export const asked: Read = (body, status, changes) =>
  subscriptions.readInquiry(answerOf(body, status), { ...subscriber, ...changes });

export const cancelled: Read = (body, status, changes) => {
  const { cancel } = subscriptions.changes;
  if (cancel === undefined) throw new Error("A subscription can be cancelled.");
  return cancel.read(answerOf(body, status), { ...subscriber, ...changes }, settings);
};
