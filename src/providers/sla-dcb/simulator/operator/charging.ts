import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { type Account, accountOf, moveMoney } from "../accounts.ts";
import type { Minor } from "../amounts.ts";
import { ConnectionLost, refusal } from "../api-error.ts";
import { type CaseName, statusOfCase } from "../magic.ts";
import { duration, isOn } from "../settings.ts";
import { type NewTransaction, openTransaction, putTransaction, type Transaction } from "../transactions.ts";
import { has, operatorByCode } from "./operators.ts";

/** What a charge is for; a renewal tells which attempt it is, from 0. */
export type Purpose =
  | { readonly for: "one_off" | "create" | "part" }
  | { readonly for: "renewal"; readonly attempt: number };

/** What the operator did, and what of it the platform got to hear. */
export interface Asked {
  readonly transaction: Transaction;
  readonly lost: "answer" | "connection" | null;
}

/** Hands a charge to the operator. What follows from it is written down before `passOn` says what was heard. */
export function askToCharge(host: SimulatorHost, order: NewTransaction, purpose: Purpose): Asked {
  const opened = openTransaction(host, order);
  const account = accountOf(host, order.msisdn);
  const lost = isFirst(purpose) ? lossOf(host, account) : null;
  if (lost !== null && !isChargedUnheard(host, account))
    return { transaction: end(host, opened, "FAILED"), lost };
  if (lost === null && isDecidedLater(opened, account, purpose)) {
    host.schedule(host.now() + duration(host, "operator_decides_after_ms"), {
      do: "decide",
      transaction_id: opened.transaction_id,
    });
    return { transaction: putTransaction(host, { ...opened, status: "WAITING" }), lost };
  }
  return { transaction: end(host, opened, judge(account, order.amount, purpose)), lost };
}

/** Ends the call where the answer, or the connection, was lost. */
export function passOn({ transaction, lost }: Asked): Transaction {
  if (lost === "connection") throw new ConnectionLost("The connection is broken off without an answer.");
  if (lost === "answer") throw refusal("No resources", {});
  return transaction;
}

/** For calls to the operator that move no money. */
export function reachOperator(host: SimulatorHost): void {
  if (isOn(host, "operator_down")) throw refusal("No resources", {});
}

/** What an operator that said WAITING has come to. */
export function decide(host: SimulatorHost, waiting: Transaction): Transaction {
  const account = accountOf(host, waiting.msisdn);
  const amount = BigInt(waiting.amount_minor);
  const purpose = { for: waiting.type === "subscription" ? "create" : "one_off" } as const;
  const refused = account?.case === "waiting_then_declined";
  return end(host, waiting, refused ? "FAILED" : judge(account, amount, purpose));
}

function end(host: SimulatorHost, transaction: Transaction, status: string): Transaction {
  const unclear = unclearStatuses.includes(status) && isOn(host, "unclear_statuses_charge");
  const moved = status === "CHARGED" || unclear;
  const { msisdn, transaction_id, amount_minor } = transaction;
  if (moved) moveMoney(host, { msisdn, kind: "charge", amount_minor, transaction_id });
  host.note(`The operator says ${status}${unclear ? ", and has charged" : ""}.`, status);
  return putTransaction(host, { ...transaction, status, moved });
}

/** They say that something went wrong, not that nothing was charged. */
const unclearStatuses: readonly string[] = ["SYSTEM_ERROR", "FAILED", "ERROR", "CREATED"];

function judge(account: Account | undefined, amount: Minor, purpose: Purpose): string {
  if (account === undefined) return "ACCOUNT_NOT_FOUND";
  const byCase = statusOfCase(account.case) ?? statusByPurpose(account, purpose);
  if (byCase !== undefined) return byCase;
  return BigInt(account.balance_minor) < amount ? "INSUFFICIENT_FUNDS" : "CHARGED";
}

const refusedCreates: Readonly<Partial<Record<CaseName, string>>> = {
  expired_reference: "EXPIRED_ACR",
  pin_refused: "INVALID_PIN",
};

/** Undefined where the case makes no difference to such a charge. */
function statusByPurpose({ case: name }: Account, purpose: Purpose): string | undefined {
  if (purpose.for === "create") return name === null ? undefined : refusedCreates[name];
  if (purpose.for !== "renewal") return undefined;
  switch (name) {
    case "retry_failed":
      return "RETRY_FAILED";
    case "customer_changed":
      return "CUSTOMER_CHANGED";
    case "customer_unsubscribed":
      return "CUSTOMER_UNSUBSCRIBED";
    case "never_renews":
    case "only_parts":
      return "INSUFFICIENT_FUNDS";
    case "third_attempt_pays":
      return purpose.attempt < 2 ? "INSUFFICIENT_FUNDS" : undefined;
    default:
      return undefined;
  }
}

function isFirst(purpose: Purpose): boolean {
  return purpose.for === "one_off" || purpose.for === "create";
}

function lossOf(host: SimulatorHost, account: Account | undefined): Asked["lost"] {
  const name = account?.case;
  if (name === "connection_lost" || name === "connection_lost_charged") return "connection";
  const silent = name === "no_answer" || name === "no_answer_charged" || isOn(host, "operator_down");
  return silent ? "answer" : null;
}

function isChargedUnheard(host: SimulatorHost, account: Account | undefined): boolean {
  if (isOn(host, "operator_down")) return false;
  return account?.case === "no_answer_charged" || account?.case === "connection_lost_charged";
}

function isDecidedLater(
  { operator: code, type }: Transaction,
  account: Account | undefined,
  purpose: Purpose,
): boolean {
  if (!isFirst(purpose)) return false;
  if (account?.case === "waiting_then_charged" || account?.case === "waiting_then_declined") return true;
  const operator = operatorByCode(code);
  if (operator === undefined) return false;
  return (
    has(operator, "decides_later") || (type === "subscription" && has(operator, "decides_creates_later"))
  );
}
