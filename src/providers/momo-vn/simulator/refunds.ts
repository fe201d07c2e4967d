import type { Json, SimulatorHost } from "../../../connector/simulator.ts";
import { newTransId, timeAsTransId } from "./ids.ts";
import { moveMoney } from "./ledger.ts";
import { findOrder, type Order, orderKey, putOrder } from "./order.ts";
import type { ResultCode } from "./result-codes.ts";

/** One attempt to give a payment back, in whole or in part. Kept under its own key. */
export type Refund = {
  readonly partner_code: string;
  readonly order_id: string;
  readonly amount: number;
  /** Null where no payment has the transaction that was named. */
  readonly payment_key: string | null;
  readonly code: ResultCode;
  readonly trans_id: number;
  readonly created_at_ms: number;
};

export function findRefund(host: SimulatorHost, key: string): Refund | undefined {
  return host.records.get<Refund>("refund", key);
}

/** Writes the attempt down, at its payment too. */
export function addRefund(
  host: SimulatorHost,
  asked: Pick<Refund, "partner_code" | "order_id" | "amount">,
  { payment, code }: { readonly payment: Order | null; readonly code: 7002 | 1080 | 1081 | 1088 },
): Refund {
  const payment_key = payment === null ? null : orderKey(payment);
  const trans_id = code === 7002 ? newTransId(host) : timeAsTransId(host);
  const refund: Refund = { ...asked, payment_key, code, trans_id, created_at_ms: host.now() };
  putRefund(host, refund);
  if (payment !== null) putOrder(host, { ...payment, refunds: [...payment.refunds, orderKey(refund)] });
  return refund;
}

/** Gives the money back. */
export function finishRefund(host: SimulatorHost, refund: Refund): Refund {
  const payment = findOrder(host, refund.payment_key ?? "");
  if (refund.code !== 7002 || payment === undefined) return refund;
  const { partner_code, amount, trans_id } = refund;
  const payer_wallet = payment.payer_wallet ?? payment.payer;
  const order_key = orderKey(payment);
  moveMoney(host, { kind: "refund", payer_wallet, partner_code, order_key, trans_id, amount });
  host.note("The refund is done.", "0");
  return putRefund(host, { ...refund, code: 0 });
}

/** What has been given back, or is about to be. */
export function refundedSoFar(host: SimulatorHost, payment: Order): number {
  return refundsOf(host, payment.refunds)
    .filter(({ code }) => code === 0 || code === 7002)
    .reduce((sum, { amount }) => sum + amount, 0);
}

export function refundsOf(host: SimulatorHost, keys: readonly string[]): readonly Refund[] {
  return keys.flatMap((key) => findRefund(host, key) ?? []);
}

/** As a query shows them. */
export function listRefunds(host: SimulatorHost, keys: readonly string[]): readonly Json[] {
  return refundsOf(host, keys).map(({ order_id, amount, code, trans_id, created_at_ms }) => ({
    orderId: order_id,
    amount,
    resultCode: code,
    transId: trans_id,
    createdTime: created_at_ms,
  }));
}

function putRefund(host: SimulatorHost, refund: Refund): Refund {
  host.records.put("refund", orderKey(refund), refund);
  return refund;
}
