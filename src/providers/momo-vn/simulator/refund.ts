import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Call, Reply } from "./call.ts";
import { amountOf, requiredText } from "./fields.ts";
import { findByTransaction, newOrderId, type Order, orderKey } from "./order.ts";
import { faultsOf, payerOf } from "./payers.ts";
import { addRefund, findRefund, finishRefund, type Refund, refundedSoFar, refundsOf } from "./refunds.ts";
import { badField, Refusal } from "./refusal.ts";

/** What a slow bank needs to take money back. */
const SLOW_MS = 10 * 60_000;

const AMOUNT_MIN = 1_000;
const AMOUNT_MIN_CARD = 10_000;
const AMOUNT_MAX = 50_000_000;
const AMOUNT_MAX_TOKEN = 30_000_000;

/** Gives a payment back, under an order id of its own. Its code is about this attempt alone. */
export function refund(host: SimulatorHost, { account, fields }: Call): Reply {
  const amount = amountOf(fields, { zero: false });
  const trans_id = requiredText(fields, "transId", 20);
  if (!/^\d+$/.test(trans_id)) throw badField("transId", "must be a number");
  const payment = ownPayment(host, account.partner_code, trans_id);
  checkRange(amount, payment);
  const { partner_code } = account;
  const asked = { partner_code, order_id: newOrderId(host, account, fields), amount };
  if (payment !== null && refundsOf(host, payment.refunds).some(({ code }) => code === 7002))
    throw new Refusal(43, "Another refund of this payment is being processed.");
  const code = judge(host, amount, payment);
  if (code !== 0) return replyTo(addRefund(host, asked, { payment, code }));
  const started = addRefund(host, asked, { payment, code: 7002 });
  if (!suffers(host, payment, "refund_slow")) return replyTo(finishRefund(host, started));
  host.schedule(host.now() + SLOW_MS, { do: "finish_refund", refund_key: orderKey(started) });
  return replyTo(started);
}

/** A task's part: may come twice. */
export function finishRefundLater(host: SimulatorHost, refund_key: string): void {
  const started = findRefund(host, refund_key);
  if (started !== undefined) finishRefund(host, started);
}

function ownPayment(host: SimulatorHost, partner_code: string, trans_id: string): Order | null {
  const order = findByTransaction(host, trans_id);
  return order?.partner_code === partner_code ? order : null;
}

function checkRange(amount: number, payment: Order | null): void {
  const minimum = payment?.pay_type === "napas" ? AMOUNT_MIN_CARD : AMOUNT_MIN;
  const maximum = payment?.product === "payByToken" ? AMOUNT_MAX_TOKEN : AMOUNT_MAX;
  if (amount < minimum || amount > maximum)
    throw new Refusal(22, `A refund of this payment takes ${minimum} to ${maximum} VND.`);
}

/** 0 where the money may go back. */
function judge(host: SimulatorHost, amount: number, payment: Order | null): 0 | 1080 | 1081 | 1088 {
  if (payment === null || suffers(host, payment, "refund_fails")) return 1080;
  const taken = payment.code === 0 && payment.money === "taken";
  if (!taken || suffers(host, payment, "refund_not_possible")) return 1088;
  return refundedSoFar(host, payment) + amount > payment.amount ? 1081 : 0;
}

/** What goes wrong is about the payer as they are now, so that a refund can fail first and work later. */
function suffers(
  host: SimulatorHost,
  payment: Order | null,
  fault: "refund_fails" | "refund_not_possible" | "refund_slow",
): boolean {
  return payment !== null && faultsOf(host, payerOf(host, payment.payer)).includes(fault);
}

function replyTo({ code, amount, trans_id }: Refund): Reply {
  return { code, fields: { amount, transId: trans_id } };
}
