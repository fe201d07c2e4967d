import type { SimulatorHost } from "../../../../connector/simulator.ts";
import type { Customer } from "../customers/customer.ts";
import { linksTo } from "../gateway/answers.ts";
import type { Call } from "../gateway/call.ts";
import { dateOnly } from "../timestamps.ts";
import { findOfferById, type ProviderId } from "./catalogue.ts";
import { answers } from "./providers.ts";

/** Kept under customer and id. */
export type Subscription = {
  readonly subscription_id: string;
  readonly provider: ProviderId;
  readonly msisdn: string;
  readonly name: string;
  readonly status: "Active" | "Inactive" | "Pending";
  readonly type: "Adhoc" | "Recurring";
  readonly payment_source: string;
  readonly auto_renew: boolean;
  readonly start_ms: number;
  readonly end_ms: number;
  /** The transactionId of the call that asked for it, by which its provisioning can be asked about. */
  readonly status_id: string;
};

/** Undefined where there is none, or its paid time is over. */
export function findSubscription(host: SimulatorHost, msisdn: string, id: string): Subscription | undefined {
  const kept = host.records.get<Subscription>("subscription", `${msisdn} ${id}`);
  return kept && asItIsNow(host, kept);
}

/** What has ended stays until its paid time is over, and then is gone like what ran out. What renews itself goes on. */
function asItIsNow(host: SimulatorHost, subscription: Subscription): Subscription | undefined {
  const { status, auto_renew, start_ms, end_ms } = subscription;
  if (status === "Pending" || end_ms > host.now()) return subscription;
  if (status === "Inactive" || !auto_renew) return undefined;
  const period_ms = end_ms - start_ms;
  const periods = Math.floor((host.now() - end_ms) / period_ms) + 1;
  return { ...subscription, end_ms: end_ms + periods * period_ms };
}

export function putSubscription(host: SimulatorHost, subscription: Subscription): Subscription {
  host.records.put("subscription", `${subscription.msisdn} ${subscription.subscription_id}`, subscription);
  return subscription;
}

export function subscriptionsOf(host: SimulatorHost, msisdn: string): readonly Subscription[] {
  return host.records
    .all<Subscription>("subscription")
    .flatMap(([, subscription]) => (subscription.msisdn === msisdn ? [subscription] : []))
    .flatMap((subscription) => asItIsNow(host, subscription) ?? []);
}

/** The older form, in which each has the id of its system. */
export function olderForm(subscription: Subscription): object {
  const { subscription_id, provider, name, status, type, start_ms, end_ms } = subscription;
  return {
    subscriptionId: subscription_id,
    systemId: provider,
    subscriptionName: name,
    subscriptionStatus: status === "Pending" ? "Inactive" : status,
    subscriptionType: type,
    subscriptionLength: `${findOfferById(subscription_id)?.days ?? 30}`,
    registrationChannel: "WEB",
    startDate: dateOnly(start_ms),
    endDate: dateOnly(end_ms),
  };
}

export function newerForm(call: Call, subscription: Subscription): object {
  const { subscription_id, provider, msisdn, name, status, type } = subscription;
  return {
    subscriptionId: subscription_id,
    subscriptionProviderId: provider,
    subscriptionName: name,
    subscriptionStatus: status,
    subscriptionType: type,
    subscriptionPaymentSource: subscription.payment_source,
    "auto-renew": subscription.auto_renew,
    startDate: dateOnly(subscription.start_ms),
    endDate: dateOnly(subscription.end_ms),
    ...linksTo(call, `/v2/customers/${msisdn}/subscriptions/${subscription_id}`),
  };
}

/** As a part of the profile: those of the systems that answer. */
export function shownSubscriptions(call: Call, customer: Customer, path: string): object {
  const data = subscriptionsOf(call.host, customer.msisdn)
    .filter(({ provider }) => answers(call.host, customer, provider))
    .map(olderForm);
  return { data, ...linksTo(call, path) };
}
