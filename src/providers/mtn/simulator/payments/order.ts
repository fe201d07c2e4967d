import type { Json, SimulatorHost } from "../../../../connector/simulator.ts";
import { type Customer, putCustomer } from "../customers/customer.ts";
import { faultsForAll } from "../faults.ts";
import { ApiError } from "../gateway/api-error.ts";
import { newApprovalId, newMessageNumber, newOrderRef, newSequenceNo } from "../ids.ts";
import { choice } from "../settings.ts";
import { findByCorrelator, type Payment, putPayment, rememberCorrelator } from "./payment.ts";

/** What a product has read out of its call: one operation about money, in good form. */
export interface Order {
  readonly product: Payment["product"];
  readonly type: Payment["type"];
  readonly correlator_id: string;
  readonly transaction_id: string;
  readonly msisdn: string;
  readonly amount_minor: bigint;
  readonly currency: string;
  readonly fee_bearer: Payment["fee_bearer"];
  readonly callback_url: string;
  readonly sent: Json;
  readonly original: string | null;
}

/** The operation of an earlier call with the same id and the same contents; undefined where this one is new. */
export function findRepeated(host: SimulatorHost, order: Order): Payment | undefined {
  if (choice(host, "dedupe") === "none") return undefined;
  const earlier = findByCorrelator(host, order.product, order.correlator_id);
  if (earlier === undefined) return undefined;
  if (JSON.stringify(earlier.sent) !== JSON.stringify(order.sent)) {
    throw new ApiError("5001", "The id was used before, for something else.");
  }
  if (earlier.phase !== "ended") throw new ApiError("1004", "The same request is being worked on.");
  host.note("The same request again: the answer is its result.");
  return earlier;
}

/** Turns the call away as often as this customer's case wants it. */
export function refuseForCase(host: SimulatorHost, customer: Customer): void {
  const [code, ...refusals] = customer.refusals;
  if (code === undefined) return;
  putCustomer(host, { ...customer, refusals, doubt: null });
  throw new ApiError(code, "The customer is busy elsewhere.");
}

/** Kept at once, so that a repetition finds it. */
export function takeOrder(host: SimulatorHost, order: Order, customer: Customer): Payment {
  const { amount_minor, ...asked } = order;
  const { fault } = customer;
  const payment = putPayment(host, {
    ...asked,
    payment_id: newSequenceNo(host),
    amount_minor: String(amount_minor),
    faults: [...faultsForAll(host), ...(fault === null ? [] : [fault])],
    taken_at_ms: host.now(),
    expires_at_ms: 0,
    approval_id: newApprovalId(host),
    provider_transaction_id: order.product === "billing" ? newMessageNumber(host) : "",
    order_ref: order.product === "billing" ? newOrderRef(host) : "",
    financial_transaction_id: null,
    phase: "taken",
    status: "Pending",
    status_at_ms: host.now(),
    says: null,
    code: "0000",
    wrong_pins: 0,
    ignored: false,
    refunded_minor: "0",
  });
  rememberCorrelator(host, payment);
  return payment;
}
