import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { accountOf, moveMoney } from "../accounts.ts";
import type { Minor } from "../amounts.ts";
import { statusOfCase } from "../magic.ts";
import { isOn } from "../settings.ts";
import { type NewTransaction, openTransaction, putTransaction, type Transaction } from "../transactions.ts";
import type { Asked } from "./charging.ts";

/** Hands a refund to the operator. `amount` is what the customer gets back, above zero. */
export function askToRefund(host: SimulatorHost, order: NewTransaction, charge: Transaction): Asked {
  const opened = openTransaction(host, order);
  const account = accountOf(host, order.msisdn);
  const name = account?.case ?? null;
  if (isOn(host, "operator_down") || name === "no_answer")
    return { transaction: end(host, opened, "FAILED"), lost: "answer" };
  if (name === "connection_lost") return { transaction: end(host, opened, "FAILED"), lost: "connection" };
  const status = judge(
    charge,
    -order.amount,
    account === undefined ? "ACCOUNT_NOT_FOUND" : statusOfCase(name),
  );
  const transaction = end(host, opened, status);
  if (transaction.moved) giveBack(host, charge, transaction);
  if (name === "no_answer_charged") return { transaction, lost: "answer" };
  return { transaction, lost: name === "connection_lost_charged" ? "connection" : null };
}

function end(host: SimulatorHost, transaction: Transaction, status: string): Transaction {
  host.note(`The operator says ${status}.`, status);
  return putTransaction(host, { ...transaction, status, moved: status === "REFUNDED" });
}

/** States of an account in which nothing can be given back either. */
const closedAccounts: readonly string[] = [
  "ACCOUNT_NOT_FOUND",
  "ACCOUNT_SUSPENDED",
  "INACTIVE_ACCOUNT",
  "INVALID_ACCOUNT",
  "SYSTEM_ERROR",
  "FAILED",
  "ERROR",
];

function judge(charge: Transaction, amount: Minor, byCase: string | undefined): string {
  if (byCase !== undefined && closedAccounts.includes(byCase)) return byCase;
  const left = BigInt(charge.amount_minor) - BigInt(charge.refunded_minor);
  return charge.moved && charge.type !== "refund" && amount <= left ? "REFUNDED" : "NOT_SUPPORTED";
}

function giveBack(host: SimulatorHost, charge: Transaction, refund: Transaction): void {
  const amount = -BigInt(refund.amount_minor);
  const { msisdn } = charge;
  const { transaction_id } = refund;
  moveMoney(host, { msisdn, kind: "refund", amount_minor: String(amount), transaction_id });
  const refunded_minor = String(BigInt(charge.refunded_minor) + amount);
  putTransaction(host, { ...charge, refunded_minor });
  host.records.put("refund", transaction_id, charge.transaction_id);
}
