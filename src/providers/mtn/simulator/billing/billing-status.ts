import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { json } from "../gateway/answers.ts";
import { ApiError } from "../gateway/api-error.ts";
import type { Call } from "../gateway/call.ts";
import { pendingAnswer } from "../gateway/pending.ts";
import { systemOf } from "../payments/billing-rules.ts";
import { findByCorrelator, findByProviderId, type Payment } from "../payments/payment.ts";
import { isUnknownYet } from "../payments/status.ts";
import { reachForReading } from "../systems.ts";
import { billingAnswer } from "./billing-answer.ts";
import { readToken } from "./content-token.ts";
import { describe } from "./debit.ts";

/**
 * Tells what became of a debit or a refund. The answer has no field for it, so one that failed is answered with the code
 * with which it failed.
 */
export async function billingStatus(call: Call): Promise<SimulatedAnswer> {
  const { host } = call;
  const payment = findAsked(call);
  if (payment === undefined || isUnknownYet(host, payment)) {
    throw new ApiError("1000", "Pantheon: no such transaction");
  }
  await reachForReading(host, systemOf(payment));
  const data = { type: payment.type === "refund" ? "refund" : "debit", ...describe(payment) };
  if (payment.phase !== "ended") return pendingAnswer(call, { transactionId: call.transaction_id, data });
  if (payment.status === "Failed") throw new ApiError(failureOf(payment), "Pantheon: not carried out");
  return json(host, { status: 200, body: billingAnswer(call, data) });
}

export async function tokenStatus(call: Call): Promise<SimulatedAnswer> {
  const { host, request } = call;
  const { content_token, state } = readToken(host, request.query);
  await reachForReading(host, "CSM");
  const data = { contentToken: content_token, tokenState: state };
  return json(host, { status: 200, body: billingAnswer(call, data) });
}

/** By the caller's own id, by the message number, or by the number of the order. */
function findAsked({ host, request }: Call): Payment | undefined {
  const { originTransactionID, paymentRef, orderRef, type } = request.query;
  if (type !== undefined && !["debit", "order", "refund"].includes(type)) {
    throw new ApiError("5000", "type is none of debit, order and refund.");
  }
  if (originTransactionID !== undefined) return findByCorrelator(host, "billing", originTransactionID);
  if (paymentRef !== undefined) return findByProviderId(host, paymentRef);
  if (orderRef === undefined) throw new ApiError("5000", "Nothing names the transaction.");
  const found = host.records.all<Payment>("payment").find(([, payment]) => payment.order_ref === orderRef);
  return found?.[1];
}

function failureOf({ code }: Payment): "6000" | "6001" {
  return code === "6001" ? "6001" : "6000";
}
