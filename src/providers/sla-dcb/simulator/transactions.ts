import type { Json, SimulatorHost } from "../../../connector/simulator.ts";
import { type Minor, plain } from "./amounts.ts";
import { newTransactionId } from "./ids.ts";
import type { Environment } from "./services.ts";
import { timestamp } from "./timestamps.ts";

/** Why something happened, as results say it. */
export type Mode = "API" | "RENEWAL" | "PARTIAL" | "MOSMS" | "DELETE" | "STATUS";

/** One attempt to take money or to give it back. Kept under its id. */
export type Transaction = {
  readonly transaction_id: string;
  readonly type: "charge" | "subscription" | "refund" | "mo_charge";
  readonly merchant: string;
  readonly campaign: string;
  readonly environment: Environment;
  readonly operator: string;
  readonly msisdn: string;
  /** What the results call the customer by. */
  readonly named: string;
  readonly currency: string;
  /** Below zero for a refund. */
  readonly amount_minor: string;
  readonly status: string;
  /** Money moved, whatever the status says. */
  readonly moved: boolean;
  readonly at_ms: number;
  /** Empty where the call had none. */
  readonly correlator: string;
  readonly uuid: string | null;
  readonly bill_id: string | null;
  readonly mode: Mode | null;
  /** What of it was given back. */
  readonly refunded_minor: string;
  /** The merchant's own name for the checkout visit that led here. */
  readonly visit: string | null;
};

export type NewTransaction = Pick<
  Transaction,
  "type" | "merchant" | "campaign" | "environment" | "operator" | "msisdn" | "named" | "currency"
> &
  Partial<Pick<Transaction, "correlator" | "uuid" | "bill_id" | "mode" | "visit">> & {
    readonly amount: Minor;
  };

export function openTransaction(host: SimulatorHost, { amount, ...known }: NewTransaction): Transaction {
  return putTransaction(host, {
    correlator: "",
    uuid: null,
    bill_id: null,
    mode: null,
    visit: null,
    ...known,
    transaction_id: newTransactionId(host),
    amount_minor: String(amount),
    status: "NEW",
    moved: false,
    at_ms: host.now(),
    refunded_minor: "0",
  });
}

export function putTransaction(host: SimulatorHost, transaction: Transaction): Transaction {
  host.records.put("transaction", transaction.transaction_id, transaction);
  return transaction;
}

export function findTransaction(host: SimulatorHost, transaction_id: string): Transaction | undefined {
  return host.records.get<Transaction>("transaction", transaction_id);
}

export function transactions(host: SimulatorHost): readonly Transaction[] {
  return host.records.all<Transaction>("transaction").map(([, transaction]) => transaction);
}

type Fields = Readonly<Record<string, Json | undefined>>;

/** A result under the word that says whether the operator accepted. */
export type Envelope = { readonly success: Fields } | { readonly error: Fields };

const goodStatuses: readonly string[] = ["CHARGED", "SUCCESS", "REFUNDED", "WAITING"];

export function isGood(status: string): boolean {
  return goodStatuses.includes(status);
}

/** `more`: what only subscriptions have. */
export function resultOf(host: SimulatorHost, transaction: Transaction, more: Fields = {}): Envelope {
  const fields = fieldsOf(host, transaction, more);
  return isGood(transaction.status) ? { success: fields } : { error: fields };
}

/** An operator that bills by itself says SUCCESS, and nothing of money. */
function fieldsOf(host: SimulatorHost, transaction: Transaction, more: Fields): Fields {
  const { type, uuid, bill_id, operator, merchant, campaign, environment, named, mode, correlator, status } =
    transaction;
  const billed = status === "SUCCESS" ? {} : billingOf(transaction);
  const numbered = status === "SUCCESS" ? {} : { transaction_id: transaction.transaction_id };
  return {
    type,
    ...(uuid !== null && { uuid }),
    ...(bill_id !== null && { bill_id }),
    operator,
    merchant,
    campaign,
    environment,
    msisdn: named,
    ...billed,
    ...(mode !== null && { mode }),
    ...more,
    ...(correlator !== "" && { correlator }),
    transaction: {
      status,
      ...(bill_id !== null && { bill_id }),
      timestamp: timestamp(host, transaction.at_ms),
      ...numbered,
    },
  };
}

function billingOf({ currency, amount_minor }: Transaction): Fields {
  return { currency, amount: plain(BigInt(amount_minor), currency) };
}
