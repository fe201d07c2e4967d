import { objectAt, textAt, type WireObject } from "../../../connector/json-fields.ts";
import { timeIn } from "./timestamps.ts";

/**
 * What they say of a charge, a refund or a subscription: the same object in answers and notifications, whether it stands
 * under `success` or under `error`. Nothing in it can be relied on to be there.
 */
export interface Result {
  /** `charge`, `refund`, `subscription` or `mo_charge`. */
  readonly type: string | null;
  /** Names a subscription. */
  readonly uuid: string | null;
  /** Shared by all attempts at one period of a subscription. */
  readonly bill_id: string | null;
  readonly operator: string | null;
  readonly merchant: string | null;
  readonly campaign: string | null;
  /** Digits, or an anonymous reference; the real number even where a token was sent. */
  readonly msisdn: string | null;
  readonly currency: string | null;
  /** Left out by operators that bill by themselves. */
  readonly amount: string | null;
  /** Why it happened: `API`, `RENEWAL`, `PARTIAL`, `MOSMS`, `DELETE`, `STATUS`. */
  readonly mode: string | null;
  readonly frequency: string | null;
  readonly correlator: string | null;
  /** Milliseconds since the epoch. */
  readonly next_payment_at: number | null;
  /** Where a subscription stands; only in answers that bring no transaction. */
  readonly status: string | null;
  readonly transaction: Transaction;
}

/** One attempt to move money; every field is null where there was none. */
export interface Transaction {
  readonly status: string | null;
  readonly bill_id: string | null;
  /** Milliseconds since the epoch. */
  readonly at: number | null;
  readonly transaction_id: string | null;
}

export function resultIn(object: WireObject): Result {
  return {
    type: textAt(object, "type"),
    uuid: textAt(object, "uuid"),
    bill_id: textAt(object, "bill_id"),
    operator: textAt(object, "operator"),
    merchant: textAt(object, "merchant"),
    campaign: textAt(object, "campaign") ?? textAt(object, "service"),
    msisdn: textAt(object, "msisdn"),
    currency: textAt(object, "currency"),
    amount: textAt(object, "amount"),
    mode: textAt(object, "mode"),
    frequency: textAt(object, "frequency"),
    correlator: textAt(object, "correlator"),
    next_payment_at: timeIn(textAt(object, "next_payment_timestamp")),
    status: textAt(object, "status"),
    transaction: transactionIn(objectAt(object, "transaction")),
  };
}

export function transactionIn(object: WireObject): Transaction {
  return {
    status: textAt(object, "status"),
    bill_id: textAt(object, "bill_id"),
    at: timeIn(textAt(object, "timestamp")),
    transaction_id: textAt(object, "transaction_id"),
  };
}
