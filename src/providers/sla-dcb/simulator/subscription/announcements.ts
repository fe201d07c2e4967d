import type { Json, SimulatorHost } from "../../../../connector/simulator.ts";
import { nameFor } from "../accounts.ts";
import { notify } from "../notifications.ts";
import { has } from "../operator/operators.ts";
import { type Mode, resultOf, type Transaction } from "../transactions.ts";
import { operatorOf } from "./attempts.ts";
import { fieldsOfSubscription, type Subscription } from "./subscriptions.ts";

interface Announced {
  readonly transaction: Transaction;
  /** Fields in which the notification deviates from the charge. */
  readonly differs?: Readonly<Record<string, Json>>;
}

/** Tells the merchant of an attempt to charge, except where the operator keeps that to itself. */
export function announceCharge(
  host: SimulatorHost,
  subscription: Subscription,
  { transaction, differs = {} }: Announced,
): void {
  const isRenewal = transaction.mode === "RENEWAL" || transaction.mode === "PARTIAL";
  if (isRenewal && has(operatorOf(subscription), "no_renewal_notifications")) return;
  const fields = { ...fieldsOfSubscription(host, subscription), ...differs };
  notify(host, subscription.campaign, resultOf(host, transaction, fields));
}

/** Tells the merchant that a subscription has ended, or is suspended or active again. */
export function announceState(host: SimulatorHost, subscription: Subscription, by?: Mode): void {
  const { uuid, merchant, campaign, environment, msisdn, state } = subscription;
  const operator = operatorOf(subscription);
  notify(host, campaign, {
    success: {
      type: "subscription",
      uuid,
      operator: operator.code,
      merchant,
      campaign,
      environment,
      msisdn: nameFor(host, operator, msisdn),
      mode: by ?? (state === "DELETED" ? "DELETE" : "STATUS"),
      transaction: { status: state },
    },
  });
}
