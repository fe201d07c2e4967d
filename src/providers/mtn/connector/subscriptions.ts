import type { HttpAnswer, HttpRequest } from "../../../connector/http.ts";
import type { SubscriptionCalls, SubscriptionOrder } from "../../../connector/subscription.ts";
import type { SubscriptionFinding } from "../../../core/subscription.ts";
import type { MtnConfig } from "../config.ts";
import {
  isPlaceOf,
  isStatusOf,
  ofProvider,
  paymentSources,
  subscribeBody,
  subscriptionPath,
  subscriptionsPath,
  types,
  withNumber,
  withoutNumber,
  withoutStatus,
} from "../wire/subscription.ts";
import { callTo, linksIn, locationOf, msisdnOf, pathBelow, readEnvelope } from "../wire.ts";
import { findingOf } from "./subscription-findings.ts";
import { isMissing } from "./subscription-list.ts";
import { subscriptionOptionsOf } from "./subscription-options.ts";

/** The provider tells of no renewals and calls nobody back: what became of a subscription is asked. */
export const subscriptions: SubscriptionCalls<MtnConfig> = {
  create,
  readCreate,
  inquire,
  readInquiry,
  changes: {
    cancel: {
      request: cancel,
      read: (answer, order) => findingOf(answer, { evidence: "answer", call: "subscription_change", order }),
    },
  },
};

/** Its name is the call's: the platform finds what became of the call by it. */
function create(order: SubscriptionOrder, config: MtnConfig): HttpRequest {
  const { subscription_id, subscription_provider, length, channel, ...wish } = subscriptionOptionsOf(order);
  const body = subscribeBody({
    subscriptionId: subscription_id,
    subscriptionProviderId: subscription_provider,
    subscriptionName: wish.name,
    subscriptionType: types[wish.type],
    subscriptionPaymentSource: paymentSources[wish.payment_source],
    sendSMSNotification: wish.notify,
    autoRenew: wish.auto_renew,
    ...(length !== null && { subscriptionLength: length }),
    ...(channel !== null && { registrationChannel: channel }),
  });
  const path = subscriptionsPath(msisdnOf(order));
  return callTo(config, { method: "POST", path, body, transaction_id: order.call_reference });
}

function readCreate(answer: HttpAnswer, order: SubscriptionOrder): SubscriptionFinding {
  const finding = findingOf(answer, { evidence: "answer", call: "subscribe", order });
  return withPlace(finding, placeNamedIn(answer, finding, order));
}

/**
 * Where the provisioning is told of. The subscription's own place is kept only once it is said to run, so that having it
 * is knowing that.
 */
function placeNamedIn(
  answer: HttpAnswer,
  { standing }: SubscriptionFinding,
  order: SubscriptionOrder,
): string | null {
  const named = locationOf(answer) ?? linksIn(readEnvelope(answer).fields)["self"] ?? "";
  const tells = withoutStatus(named) !== null || standing === "active";
  return tells && isPlaceOf(named, pathOf(order)) ? withoutNumber(named, msisdnOf(order)) : null;
}

function withPlace(finding: SubscriptionFinding, outcome_url: string | null): SubscriptionFinding {
  return outcome_url === null ? finding : { ...finding, outcome_url };
}

/**
 * A place that the platform named is followed only if it is one of this subscription's, at the configured host. One that
 * runs is looked for on its customer's list, where it is missing once it has ended; by itself it would just not be found.
 */
function inquire(order: SubscriptionOrder, config: MtnConfig): HttpRequest {
  const own = pathOf(order);
  const named = pathBelow(config.base_url, placeOf(order));
  const isStatus = named !== null && isStatusOf(named, own);
  const path = isStatus ? named : named === own ? listPath(order) : own;
  return callTo(config, { method: "GET", path, transaction_id: order.call_reference });
}

/** Once the provisioning has ended, its status says nothing new, so that the subscription itself is asked about. */
function readInquiry(answer: HttpAnswer, order: SubscriptionOrder): SubscriptionFinding {
  const place = placeOf(order);
  const itself = place === null ? null : withoutStatus(place);
  const ran = place !== null && itself === null && isPlaceOf(place, pathOf(order));
  const is_gone = ran && isMissing(answer, subscriptionOptionsOf(order));
  const finding = findingOf(answer, { evidence: "inquiry", call: "inquiry", order, is_gone });
  if (ran || finding.standing === null || finding.standing === "pending") return finding;
  const known = itself === null ? null : withoutNumber(itself, msisdnOf(order));
  return withPlace(finding, known ?? placeNamedIn(answer, finding, order));
}

function placeOf(order: SubscriptionOrder): string | null {
  return order.outcome_url === null ? null : withNumber(order.outcome_url, msisdnOf(order));
}

function listPath(order: SubscriptionOrder): string {
  return ofProvider(subscriptionsPath(msisdnOf(order)), subscriptionOptionsOf(order).subscription_provider);
}

function cancel(order: SubscriptionOrder, config: MtnConfig): HttpRequest {
  const { subscription_provider } = subscriptionOptionsOf(order);
  const path = ofProvider(pathOf(order), subscription_provider);
  return callTo(config, { method: "DELETE", path, transaction_id: order.call_reference });
}

function pathOf(order: SubscriptionOrder): string {
  return subscriptionPath(msisdnOf(order), subscriptionOptionsOf(order).subscription_id);
}
