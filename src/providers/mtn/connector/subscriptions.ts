import type { HttpAnswer, HttpRequest } from "../../../connector/http.ts";
import type { SubscriptionCalls, SubscriptionOrder } from "../../../connector/subscription.ts";
import type { SubscriptionFinding } from "../../../core/subscription.ts";
import type { MtnConfig } from "../config.ts";
import {
  isStatusOf,
  paymentSources,
  subscribeBody,
  subscribePath,
  subscriptionPath,
  types,
  unsubscribePath,
  withNumber,
  withoutNumber,
  withoutStatus,
} from "../wire/subscription.ts";
import { callTo, linksIn, locationOf, msisdnOf, pathBelow, readEnvelope } from "../wire.ts";
import { findingOf } from "./subscription-findings.ts";
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
  const path = subscribePath(msisdnOf(order));
  return callTo(config, { method: "POST", path, body, transaction_id: order.call_reference });
}

function readCreate(answer: HttpAnswer, order: SubscriptionOrder): SubscriptionFinding {
  const named = locationOf(answer) ?? statusLinkIn(answer);
  const place = named === null ? null : withoutNumber(named, msisdnOf(order));
  const finding = findingOf(answer, { evidence: "answer", call: "subscribe", order });
  return place === null ? finding : { ...finding, outcome_url: place };
}

/** A subscription's own link says nothing that its ids do not; one to a status names the call. */
function statusLinkIn(answer: HttpAnswer): string | null {
  const { self = "" } = linksIn(readEnvelope(answer).fields);
  return withoutStatus(self) === null ? null : self;
}

/** A place that the platform named is followed only if it is one of this subscription's, at the configured host. */
function inquire(order: SubscriptionOrder, config: MtnConfig): HttpRequest {
  const own = pathOf(order);
  const { outcome_url } = order;
  const place = outcome_url === null ? null : withNumber(outcome_url, msisdnOf(order));
  const named = pathBelow(config.base_url, place);
  const path = named !== null && isStatusOf(named, own) ? named : own;
  return callTo(config, { method: "GET", path, transaction_id: order.call_reference });
}

/** Once the provisioning has ended, its status says nothing new, so that the subscription itself is asked about. */
function readInquiry(answer: HttpAnswer, order: SubscriptionOrder): SubscriptionFinding {
  const finding = findingOf(answer, { evidence: "inquiry", call: "inquiry", order });
  const itself = order.outcome_url === null ? null : withoutStatus(order.outcome_url);
  const isOver = finding.standing !== null && finding.standing !== "pending";
  return isOver && itself !== null ? { ...finding, outcome_url: itself } : finding;
}

function cancel(order: SubscriptionOrder, config: MtnConfig): HttpRequest {
  const { subscription_provider } = subscriptionOptionsOf(order);
  const path = unsubscribePath(pathOf(order), subscription_provider);
  return callTo(config, { method: "DELETE", path, transaction_id: order.call_reference });
}

function pathOf(order: SubscriptionOrder): string {
  return subscriptionPath(msisdnOf(order), subscriptionOptionsOf(order).subscription_id);
}
