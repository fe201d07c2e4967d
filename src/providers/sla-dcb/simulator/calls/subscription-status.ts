import type { SimulatedAnswer, SimulatorHost } from "../../../../connector/simulator.ts";
import { nameFor } from "../accounts.ts";
import { parseAmount, plain } from "../amounts.ts";
import { refusal } from "../api-error.ts";
import { customerOf } from "../checks/customers.ts";
import { ownSubscription } from "../checks/own-subscription.ts";
import { serviceOf } from "../checks/service-checks.ts";
import { type ApiCall, checkParameters } from "../parameters.ts";
import { json } from "../replies.ts";
import { operatorOf } from "../subscription/attempts.ts";
import {
  fieldsOfSubscription,
  type Subscription,
  serviceOfSubscription,
  subscriptionsOf,
} from "../subscription/subscriptions.ts";
import { timestamp } from "../timestamps.ts";
import { findTransaction } from "../transactions.ts";

/** One subscription by its uuid. */
export function subscriptionStatus(call: ApiCall): SimulatedAnswer {
  checkParameters(call, ["uuid"]);
  return json(200, describe(call.host, ownSubscription(call)));
}

/** The newest subscription of a customer to a service. */
export function latestSubscription(call: ApiCall): SimulatedAnswer {
  checkParameters(call, ["msisdn", "campaign", "merchant"]);
  const service = serviceOf(call, "allowed");
  const { msisdn } = customerOf(call, "none");
  const latest = subscriptionsOf(call.host, { msisdn, campaign: service.uri }).at(-1);
  if (latest === undefined) throw refusal("2011", {});
  return json(200, describe(call.host, latest));
}

function describe(host: SimulatorHost, subscription: Subscription): object {
  const { uuid, state, campaign, msisdn, transaction_ids } = subscription;
  const operator = operatorOf(subscription);
  const { currency } = operator;
  const price = parseAmount(serviceOfSubscription(host, subscription).amount, currency) ?? 0n;
  const { frequency = null, ...others } = fieldsOfSubscription(host, subscription);
  return {
    uuid,
    status: state,
    service: campaign,
    msisdn: nameFor(host, operator, msisdn),
    frequency,
    amount: plain(price, currency),
    currency,
    ...others,
    transactions: transaction_ids.flatMap((id) => describeTransaction(host, id)),
  };
}

function describeTransaction(host: SimulatorHost, id: string): readonly object[] {
  const transaction = findTransaction(host, id);
  if (transaction === undefined) return [];
  const { status, bill_id, at_ms, transaction_id } = transaction;
  return [{ status, bill_id, timestamp: timestamp(host, at_ms), transaction_id }];
}
