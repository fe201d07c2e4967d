import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { nameFor } from "../accounts.ts";
import { parseAmount } from "../amounts.ts";
import { newBillId } from "../ids.ts";
import { type Asked, askToCharge } from "../operator/charging.ts";
import { has, operatorByCode } from "../operator/operators.ts";
import { type Mode, type NewTransaction, putTransaction, type Transaction } from "../transactions.ts";
import { awaitAttempt, operatorOf } from "./attempts.ts";
import { periodEnd } from "./calendar.ts";
import { enterPool } from "./pool.ts";
import { isPassing } from "./renewal-outcomes.ts";
import { putSubscription, type State, type Subscription, serviceOfSubscription } from "./subscriptions.ts";

/** A subscription and what its operator said to the charge. */
export interface Started {
  readonly subscription: Subscription;
  readonly asked: Asked;
}

/** Charges the first period, of a new subscription or of one that comes back. */
export function startPeriod(host: SimulatorHost, before: Subscription, whenDeclined: State): Started {
  const bill_id = newBillId(host);
  const order = chargeOf(host, { ...before, bill_id }, before.mode);
  const charged = askToCharge(host, order, { for: "create" });
  const asked = { ...charged, transaction: withWordOfOperator(host, charged.transaction) };
  const { transaction } = asked;
  const subscription = { ...before, bill_id, transaction_ids: withNew(before, transaction) };
  // Of a request that never came through, nobody knows.
  if (asked.lost !== null && !transaction.moved) return { subscription: before, asked };
  return { subscription: follow(host, { subscription, transaction, whenDeclined }), asked };
}

/** What a first charge makes of a subscription, at once or once the operator has decided. */
export function follow(
  host: SimulatorHost,
  started: {
    readonly subscription: Subscription;
    readonly transaction: Transaction;
    readonly whenDeclined: State;
  },
): Subscription {
  const { subscription, transaction, whenDeclined } = started;
  if (transaction.moved) return beginPaidPeriod(host, subscription);
  if (transaction.status === "WAITING") {
    const if_declined = whenDeclined === "CREATED" ? "FAILED" : whenDeclined;
    return putSubscription(host, { ...subscription, state: "PROCESSING", if_declined });
  }
  if (!startsInGrace(subscription, transaction, whenDeclined))
    return putSubscription(host, { ...subscription, state: whenDeclined });
  return enterPool(host, { ...subscription, state: "GRACE" });
}

/** Nothing is owed until the next period. */
export function beginPaidPeriod(host: SimulatorHost, subscription: Subscription): Subscription {
  const { frequency } = serviceOfSubscription(host, subscription);
  const next = periodEnd(host.now(), frequency);
  return awaitAttempt(host, { ...subscription, state: "ACTIVE", pool: null, removed_at_ms: null }, next);
}

/** One period, at the price that the service has now. */
export function chargeOf(host: SimulatorHost, subscription: Subscription, mode: Mode): NewTransaction {
  const operator = operatorOf(subscription);
  const { merchant, campaign, environment, msisdn, uuid, bill_id, correlator } = subscription;
  return {
    type: "subscription",
    merchant,
    campaign,
    environment,
    operator: operator.code,
    msisdn,
    named: nameFor(host, operator, msisdn),
    currency: operator.currency,
    amount: parseAmount(serviceOfSubscription(host, subscription).amount, operator.currency) ?? 0n,
    uuid,
    bill_id,
    mode,
    // A renewal answers no request of the merchant's.
    correlator: mode === "API" ? correlator : "",
  };
}

export function withNew(before: Subscription, { transaction_id }: Transaction): readonly string[] {
  return [...before.transaction_ids, transaction_id];
}

/** An operator that bills by itself calls it SUCCESS. */
function withWordOfOperator(host: SimulatorHost, transaction: Transaction): Transaction {
  const operator = operatorByCode(transaction.operator);
  const says = operator !== undefined && has(operator, "bills_by_itself");
  if (!says || transaction.status !== "CHARGED") return transaction;
  return putTransaction(host, { ...transaction, status: "SUCCESS" });
}

function startsInGrace(subscription: Subscription, { status }: Transaction, whenDeclined: State): boolean {
  const isNew = whenDeclined === "CREATED" || whenDeclined === "FAILED";
  return isNew && has(operatorOf(subscription), "grace_at_start") && isPassing(status);
}
