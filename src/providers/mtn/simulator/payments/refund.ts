import type { Json, SimulatorHost } from "../../../../connector/simulator.ts";
import { payingCustomer } from "../customers/find.ts";
import { ApiError } from "../gateway/api-error.ts";
import type { Call, Ending } from "../gateway/call.ts";
import { countCustomerCall } from "../gateway/rate-limits.ts";
import { accept } from "./accept.ts";
import type { Order } from "./order.ts";
import { findByProviderId, findPayment, type Payment } from "./payment.ts";
import type { PaymentRequest } from "./payment-request.ts";

/** Pays back all or part of a payment, which is named by the back-end's id for it. */
export async function refund(
  call: Call,
  asked: PaymentRequest,
  answers: Parameters<typeof accept>[2],
): Promise<Ending> {
  if (asked.authorization_code === null) {
    throw new ApiError("5000", "authorizationCode is missing: what is to be paid back?");
  }
  const original = findByProviderId(call.host, asked.authorization_code);
  if (original === undefined) throw new ApiError("1000", "ECW: no such transaction");
  const customer = payingCustomer(call.host, original.msisdn);
  countCustomerCall(call.host, customer.msisdn);
  const { correlator_id, amount_minor, currency, callback_url, fields } = asked;
  const order: Order = {
    product: "payments",
    type: "refund",
    correlator_id,
    transaction_id: call.transaction_id,
    msisdn: original.msisdn,
    amount_minor,
    currency,
    fee_bearer: "Payee",
    callback_url,
    sent: fields as Json,
    original: original.payment_id,
  };
  return accept(call, { order, customer, check: () => checkRefund(call.host, order) }, answers);
}

/** For carrier billing too. */
export function checkRefund(host: SimulatorHost, { amount_minor, currency, original }: Order): Payment {
  const paid = findPayment(host, original ?? "");
  if (paid === undefined || paid.type === "refund" || paid.type === "transfer")
    throw new ApiError("5001", "This cannot be paid back.");
  if (paid.status !== "Successful") throw new ApiError("5001", "The payment is not finished.");
  if (paid.currency !== currency) throw new ApiError("5001", "The payment has another currency.");
  const left = BigInt(paid.amount_minor) - BigInt(paid.refunded_minor);
  if (amount_minor > left) throw new ApiError("5001", "The refund is above what was paid.");
  return paid;
}
