import type { Json, SimulatorHost } from "../../../../connector/simulator.ts";
import type { Fault } from "../faults.ts";

/**
 * One operation about money and what became of it, whatever product it came through. Kept under the platform's trace
 * number, for with `dedupe` off two of them can have the caller's same id.
 */
export type Payment = {
  readonly payment_id: string;
  readonly product: "payments" | "billing" | "refill" | "subscription";
  /**
   * `wallet`: MoMo, after a prompt. `direct_wallet`: MoMo, agreed to before. `airtime`: from airtime. `topup`: to airtime.
   * `transfer`: to a wallet, without a payment before it.
   */
  readonly type: "wallet" | "direct_wallet" | "airtime" | "topup" | "transfer" | "refund";
  /** The caller's own name for it: the correlatorId, or the transactionId where a product has nothing else. */
  readonly correlator_id: string;
  readonly transaction_id: string;
  readonly msisdn: string;
  readonly amount_minor: string;
  readonly currency: string;
  /** Who bears the fee that the platform takes. */
  readonly fee_bearer: "Payer" | "Payee";
  readonly callback_url: string;
  /** What was sent, so that a repetition can be told from another operation. */
  readonly sent: Json;
  /** The operation that is paid back; null for everything but a refund. */
  readonly original: string | null;
  /** What goes wrong with it, fixed when it was taken. */
  readonly faults: readonly Fault[];
  readonly taken_at_ms: number;
  readonly expires_at_ms: number;
  readonly approval_id: string;
  /** Empty until the money has moved. */
  readonly provider_transaction_id: string;
  readonly order_ref: string;
  readonly financial_transaction_id: string | null;
  readonly phase: "taken" | "prompt" | "ended";
  readonly status: PaymentStatus;
  readonly status_at_ms: number;
  readonly says: string | null;
  /** The code with which it would be answered now, had the call waited. */
  readonly code: "0000" | "1012" | "6000" | "6001";
  readonly wrong_pins: number;
  /** The holder was told to leave the prompt alone. */
  readonly ignored: boolean;
  readonly refunded_minor: string;
};

export type PaymentStatus = "Pending" | "Successful" | "Rejected" | "Expired" | "Failed" | "Reversed";

export function findPayment(host: SimulatorHost, payment_id: string): Payment | undefined {
  return host.records.get<Payment>("payment", payment_id);
}

export function putPayment(host: SimulatorHost, payment: Payment): Payment {
  host.records.put("payment", payment.payment_id, payment);
  return payment;
}

/** The latest with this name of the caller's. */
export function findByCorrelator(
  host: SimulatorHost,
  product: Payment["product"],
  correlator_id: string,
): Payment | undefined {
  const payment_id = host.records.get<string>("correlator", `${product} ${correlator_id}`);
  return payment_id === undefined ? undefined : findPayment(host, payment_id);
}

export function rememberCorrelator(host: SimulatorHost, payment: Payment): void {
  host.records.put("correlator", `${payment.product} ${payment.correlator_id}`, payment.payment_id);
}

/** The platform never heard of it. */
export function forgetPayment(host: SimulatorHost, { product, correlator_id, payment_id }: Payment): void {
  host.records.remove("correlator", `${product} ${correlator_id}`);
  host.records.remove("payment", payment_id);
}

/** By the back-end's name, which a refund needs. */
export function findByProviderId(host: SimulatorHost, provider_transaction_id: string): Payment | undefined {
  const payment_id = host.records.get<string>("provider_id", provider_transaction_id);
  return payment_id === undefined ? undefined : findPayment(host, payment_id);
}

export function rememberProviderId(host: SimulatorHost, payment: Payment): void {
  host.records.put("provider_id", payment.provider_transaction_id, payment.payment_id);
}
