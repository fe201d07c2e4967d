import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { toText } from "../amounts.ts";
import { customerOf, putCustomer, sendText } from "../customers/customer.ts";
import { newProviderTransactionId } from "../ids.ts";
import { type MovementKind, move, OUTSIDE } from "../ledger.ts";
import { provision } from "../subscriptions/provision.ts";
import { announce } from "./announce.ts";
import { feeOf, obstacleTo, routeOf } from "./billing-rules.ts";
import { findPayment, type Payment, putPayment, rememberProviderId } from "./payment.ts";

/** What was right ten minutes ago can be taken back. */
const REVERSED_AFTER_MS = 10 * 60 * 1000;

/** Moves the money if it can be moved, and ends the payment either way. */
export function execute(host: SimulatorHost, payment: Payment): Payment {
  const obstacle = obstacleTo(host, payment);
  if (obstacle !== null) return endPayment(host, payment, { status: "Failed", ...obstacle });
  const provider_transaction_id = payment.provider_transaction_id || newProviderTransactionId(host);
  const named: Payment = { ...payment, provider_transaction_id };
  const financial_transaction_id = moveMoney(host, named);
  rememberProviderId(host, named);
  noteRefund(host, named);
  if (payment.faults.includes("reversed_later") && payment.type !== "refund") {
    const task = { do: "reverse", payment_id: payment.payment_id };
    host.schedule(host.now() + REVERSED_AFTER_MS, task);
  }
  const moved: Payment = { ...named, financial_transaction_id };
  return endPayment(host, moved, { status: "Successful", code: "0000", says: null });
}

type End = Pick<Payment, "status" | "code" | "says">;

/** Gives the payment its end, frees the wallet and tells the merchant. */
export function endPayment(host: SimulatorHost, payment: Payment, end: End): Payment {
  const ended = putPayment(host, { ...payment, ...end, phase: "ended", status_at_ms: host.now() });
  const customer = customerOf(host, payment.msisdn);
  if (customer?.open_payment === payment.payment_id) putCustomer(host, { ...customer, open_payment: null });
  host.note(`The payment ends: ${end.status}.`, end.code);
  if (end.status === "Successful") sendText(host, payment.msisdn, textAbout(ended));
  provision(host, ended);
  announce(host, ended);
  return ended;
}

/** MTN gives back what was paid; nothing happens where that is done. */
export function reverse(host: SimulatorHost, payment: Payment): void {
  if (payment.status !== "Successful") return;
  const { from, to } = routeOf(host, payment);
  const amount = String(BigInt(payment.amount_minor) - BigInt(payment.refunded_minor));
  if (amount !== "0") moveBetween(host, payment, { kind: "reversal", from: to, to: from, amount });
  const says = "Reversed by the operator";
  const reversed: Payment = { ...payment, refunded_minor: payment.amount_minor };
  endPayment(host, reversed, { status: "Reversed", code: "0000", says });
}

const kinds: Readonly<Record<Payment["type"], MovementKind>> = {
  wallet: "payment",
  direct_wallet: "payment",
  airtime: "payment",
  topup: "topup",
  transfer: "transfer",
  refund: "refund",
};

function moveMoney(host: SimulatorHost, payment: Payment): string {
  const { from, to } = routeOf(host, payment);
  const { type, amount_minor, fee_bearer } = payment;
  const receipt = moveBetween(host, payment, { kind: kinds[type], from, to, amount: amount_minor });
  const fee = feeOf(payment);
  const bearer = fee_bearer === "Payer" ? from : to;
  if (fee > 0n) {
    moveBetween(host, payment, { kind: "fee", from: bearer, to: OUTSIDE, amount: String(fee) });
  }
  return receipt;
}

interface Transfer {
  readonly kind: MovementKind;
  readonly from: string;
  readonly to: string;
  readonly amount: string;
}

function moveBetween(host: SimulatorHost, payment: Payment, transfer: Transfer): string {
  return move(host, {
    ...transfer,
    currency: payment.currency,
    phone_number: `+${payment.msisdn}`,
    reference: payment.provider_transaction_id,
    attempt: payment.correlator_id,
  });
}

function noteRefund(host: SimulatorHost, { original, amount_minor }: Payment): void {
  const paid = original === null ? undefined : findPayment(host, original);
  if (paid === undefined) return;
  const refunded_minor = String(BigInt(paid.refunded_minor) + BigInt(amount_minor));
  putPayment(host, { ...paid, refunded_minor });
}

const texts: Readonly<Record<Payment["type"], string>> = {
  wallet: "was paid from your MoMo wallet",
  direct_wallet: "was paid from your MoMo wallet",
  airtime: "was paid from your airtime",
  topup: "of airtime was added to your account",
  transfer: "was paid to your MoMo wallet",
  refund: "was paid back to you",
};

function textAbout({ type, amount_minor, currency, provider_transaction_id }: Payment): string {
  return `${currency} ${toText(amount_minor, currency)} ${texts[type]}. Ref ${provider_transaction_id}.`;
}
