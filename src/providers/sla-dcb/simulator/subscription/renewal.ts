import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { plain } from "../amounts.ts";
import { newBillId } from "../ids.ts";
import { askToCharge } from "../operator/charging.ts";
import { has } from "../operator/operators.ts";
import type { Mode, Transaction } from "../transactions.ts";
import { announceCharge, announceState } from "./announcements.ts";
import { awaitAttempt, operatorOf } from "./attempts.ts";
import { DAY_MS } from "./calendar.ts";
import { enterPool } from "./pool.ts";
import { endAfter, isShortOfMoney, partOf } from "./renewal-outcomes.ts";
import { beginPaidPeriod, chargeOf, withNew } from "./start.ts";
import { putSubscription, type State, type Subscription, serviceOfSubscription } from "./subscriptions.ts";

const renewable: readonly State[] = ["TRIAL", "FREE", "ACTIVE", "GRACE", "SUSPENDED"];

/** The time of the next payment has come, or the end of the grace period. */
export function renew(host: SimulatorHost, before: Subscription, due_at_ms: number): void {
  if (before.next_payment_ms !== due_at_ms || !renewable.includes(before.state)) return;
  if (before.pool?.over === true) {
    endSubscription(host, before, { state: "REMOVED" });
    return;
  }
  const bill_id = before.pool === null ? newBillId(host) : before.bill_id;
  const billed = { ...before, bill_id };
  const attempt = before.pool?.attempts ?? 0;
  const { transaction } = askToCharge(host, chargeOf(host, billed, "RENEWAL"), { for: "renewal", attempt });
  const tried = { ...billed, transaction_ids: withNew(before, transaction) };
  if (transaction.moved) goOn(host, tried, transaction);
  else takeNo(host, tried, transaction);
}

/** Ends it for good, or until the merchant resumes it. */
function endSubscription(
  host: SimulatorHost,
  before: Subscription,
  { state, by }: { readonly state: State; readonly by?: Mode },
): void {
  const removed_at_ms = host.now();
  const ended = putSubscription(host, { ...before, state, next_payment_ms: null, pool: null, removed_at_ms });
  announceState(host, ended, by);
}

/** States in which there is something to delete. */
const deletable: readonly State[] = [...renewable, "PROCESSING", "INACTIVE"];

export function deleteIfLive(host: SimulatorHost, subscription: Subscription, by: Mode): void {
  if (deletable.includes(subscription.state)) endSubscription(host, subscription, { state: "DELETED", by });
}

function goOn(host: SimulatorHost, tried: Subscription, transaction: Transaction): void {
  const paid = beginPaidPeriod(host, tried);
  announceCharge(host, paid, { transaction });
  if (tried.state === "SUSPENDED") announceState(host, paid);
}

function takeNo(host: SimulatorHost, tried: Subscription, transaction: Transaction): void {
  const end = endAfter(transaction.status);
  if (end !== undefined) {
    announceCharge(host, tried, { transaction });
    endSubscription(host, tried, { state: end });
    return;
  }
  if (isShortOfMoney(transaction.status) && takePart(host, tried, transaction)) return;
  const state = stateInPool(tried);
  const waiting = enterPool(host, { ...tried, state });
  announceCharge(host, waiting, { transaction });
  if (state === "SUSPENDED" && tried.state !== state) announceState(host, waiting);
}

/** False where no part of the period can be paid either. */
function takePart(host: SimulatorHost, tried: Subscription, whole: Transaction): boolean {
  const { partial_charging, frequency } = serviceOfSubscription(host, tried);
  const part = partOf(BigInt(whole.amount_minor), frequency);
  if (!partial_charging || part === undefined) return false;
  const order = { ...chargeOf(host, tried, "PARTIAL"), amount: part.amount };
  const { transaction } = askToCharge(host, order, { for: "part" });
  if (!transaction.moved) return false;
  announceCharge(host, tried, { transaction: whole });
  const paid: Subscription = {
    ...tried,
    state: "ACTIVE",
    pool: null,
    transaction_ids: withNew(tried, transaction),
  };
  const next = awaitAttempt(host, paid, host.now() + part.days * DAY_MS);
  // The documents' example shows the full price where only a part was taken.
  const amount = plain(BigInt(whole.amount_minor), whole.currency);
  announceCharge(host, next, { transaction, differs: { amount, duration: part.days } });
  return true;
}

function stateInPool(tried: Subscription): State {
  if (tried.state === "GRACE") return "GRACE";
  return has(operatorOf(tried), "suspends") ? "SUSPENDED" : "ACTIVE";
}
