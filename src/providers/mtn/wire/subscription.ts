import { objectAt, textAt, type WireObject } from "../../../connector/json-fields.ts";
import { wordAt } from "./profile.ts";
import { readSubscription, servicesIn } from "./subscription-list.ts";

/** Subscriptions v2: one customer's subscriptions, which the systems behind the platform keep under ids of their own. */
export function subscriptionsPath(msisdn: string): string {
  return `/v2/customers/${msisdn}/subscriptions`;
}

export function subscriptionPath(msisdn: string, subscriptionId: string): string {
  return `${subscriptionsPath(msisdn)}/${encodeURIComponent(subscriptionId)}`;
}

/** One subscription, or all of the customer's, of this provider alone. */
export function ofProvider(path: string, subscriptionProviderId: string): string {
  return `${path}?${new URLSearchParams({ subscriptionProviderId })}`;
}

/** What became of each is told at this URL. */
export function unsubscribeAllBody(callbackUrl: string): object {
  return { callbackUrl, description: "The customer wants none of them any more." };
}

/** How far the call has come that asked for the subscription; the last step names that call. */
const STATUS = /\/status\/[^/?]{1,64}$/;

export function isStatusOf(path: string, subscription_path: string): boolean {
  return STATUS.test(path) && path.replace(STATUS, "") === subscription_path;
}

/** The subscription whose provisioning this place tells of; null for any other place. */
export function withoutStatus(place: string): string | null {
  return STATUS.test(place) ? place.replace(STATUS, "") : null;
}

/** Whether a URL leads to the subscription or to the status of its provisioning, wherever the platform stands. */
export function isPlaceOf(place: string, subscription_path: string): boolean {
  const { pathname } = URL.parse(place) ?? { pathname: "" };
  return pathname.replace(STATUS, "").endsWith(subscription_path);
}

/** Stands for the phone number in a place that is kept, for numbers are kept sealed. */
const CUSTOMER = "{customerId}";

/** Null for a place that is not below this customer's. */
export function withoutNumber(place: string, msisdn: string): string | null {
  const kept = place.replace(`/customers/${msisdn}/`, `/customers/${CUSTOMER}/`);
  return kept === place || kept.includes(msisdn) ? null : kept;
}

export function withNumber(kept: string, msisdn: string): string {
  return kept.replace(CUSTOMER, msisdn);
}

/** What pays for it, and what the platform calls that. */
export const paymentSources = {
  airtime: "Airtime",
  wallet: "MoMo",
  evds: "EVDS",
  loyalty: "Loyalty",
} as const;

export const types = { adhoc: "Adhoc", recurring: "Recurring" } as const;

export interface Wish {
  readonly subscriptionId: string;
  readonly subscriptionProviderId: string;
  readonly subscriptionName: string;
  readonly subscriptionType: (typeof types)[keyof typeof types];
  readonly subscriptionPaymentSource: (typeof paymentSources)[keyof typeof paymentSources];
  readonly sendSMSNotification: boolean;
  readonly autoRenew: boolean;
  readonly subscriptionLength?: string;
  readonly registrationChannel?: string;
}

/** One field has a hyphen in its name. */
export function subscribeBody({ autoRenew, ...wish }: Wish): object {
  return { ...wish, "auto-renew": autoRenew };
}

/** What a message says of one subscription. */
export interface Said {
  /** In lower case; null where it says nothing. In the body of an error the same field is an HTTP status. */
  readonly word: string | null;
  /** Of which subscription; null where it does not name one. */
  readonly subscriptionId: string | null;
}

/** It stands bare, under `data`, or among others in a map of services. */
export function saidOf(fields: WireObject, subscriptionId: string): Said {
  const inside = objectAt(fields, "data");
  const found =
    listedIn(fields, subscriptionId) ?? (inside["subscriptionId"] === undefined ? fields : inside);
  const { status, subscriptionId: named } = readSubscription(found);
  return { word: status ?? wordAt(found, "status"), subscriptionId: named };
}

/** Among others in a map of services; undefined where it is not. */
export function listedIn(fields: WireObject, subscriptionId: string): WireObject | undefined {
  return (servicesIn(fields) ?? [])
    .flatMap(({ subscriptions }) => (typeof subscriptions === "string" ? [] : subscriptions))
    .find((subscription) => textAt(subscription, "subscriptionId") === subscriptionId);
}
