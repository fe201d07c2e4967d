import { objectAt, textAt, type WireObject } from "../../../connector/json-fields.ts";
import { formatMoney, type Money } from "../../../core/money.ts";
import type { MtnConfig } from "../config.ts";

/** Payments V1 in its classic form: payment, charge of airtime, refund, and the question what became of one. */
export const PAYMENTS = "/v1/payments";

export function statusPath(correlatorId: string, { target_system }: MtnConfig): string {
  const query = target_system === "" ? "" : `?${new URLSearchParams({ targetSystem: target_system })}`;
  return `${PAYMENTS}/${encodeURIComponent(correlatorId)}/transactionStatus${query}`;
}

/** How the payer pays, and what the platform calls it. */
export const ways = {
  wallet: { transactionType: "Payment", type: "Mobile Money" },
  airtime: { transactionType: "Debit", type: "Airtime" },
} as const;
export type Way = keyof typeof ways;

interface Payment {
  readonly correlatorId: string;
  readonly way: Way;
  readonly amount: Money;
  readonly callbackURL: string;
  readonly description: string | null;
}

/** No list says how long a description may be; the neighbouring product takes so much. */
const DESCRIPTION_LENGTH_MAX = 160;

export function paymentBody(payment: Payment & { readonly payerId: string }, config: MtnConfig): object {
  const { transactionType } = ways[payment.way];
  const payer = { payerId: payment.payerId, payerIdType: "MSISDN" };
  return { transactionType, ...fieldsOf(payment, config), payer };
}

/** `authorizationCode`: the platform's name for the payment that is given back. */
export function refundBody(
  refund: Payment & { readonly authorizationCode: string },
  config: MtnConfig,
): object {
  const { authorizationCode } = refund;
  return { transactionType: "Refund", ...fieldsOf(refund, config), authorizationCode };
}

function fieldsOf({ correlatorId, way, amount, callbackURL, description }: Payment, config: MtnConfig) {
  return {
    correlatorId,
    callbackURL,
    totalAmount: amountOf(amount),
    paymentMethod: { type: ways[way].type },
    ...(config.target_system !== "" && { targetSystem: config.target_system }),
    ...(description !== null && { description: description.slice(0, DESCRIPTION_LENGTH_MAX) }),
  };
}

/** A JSON number. Amounts have so few digits that it is written out as it was read. */
function amountOf(money: Money): { readonly amount: number; readonly units: string } {
  const { value, currency } = formatMoney(money);
  return { amount: Number(value), units: currency };
}

/** What a message tells of a payment or refund. Answer, status and callback keep some of it in different places. */
export interface Fate {
  readonly correlatorId: string | null;
  /** In lower case, for their spelling varies. */
  readonly status: string | null;
  /** In major units, as written; null where the message states none. */
  readonly amount: string | null;
  readonly provider_reference: string | null;
  readonly receipt: string | null;
  /** Paid for, and not delivered. */
  readonly is_unfulfilled: boolean;
}

export function readFate(fields: WireObject): Fate {
  const data = objectAt(fields, "data");
  const fulfilment = textAt(data, "fulfillmentStatus") ?? textAt(fields, "fulfillmentStatus");
  return {
    correlatorId: textAt(fields, "correlatorId") ?? textAt(data, "correlatorId"),
    status: textAt(data, "status")?.toLowerCase() ?? null,
    amount: textAt(data, "amount"),
    provider_reference: textAt(fields, "providerTransactionId"),
    receipt: textAt(data, "financialTransactionId"),
    is_unfulfilled: fulfilment?.toLowerCase() === "failed",
  };
}
