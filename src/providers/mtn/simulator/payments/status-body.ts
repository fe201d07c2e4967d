import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { toNumber } from "../amounts.ts";
import { SUCCESS } from "../gateway/code-table.ts";
import { newSequenceNo } from "../ids.ts";
import { choice } from "../settings.ts";
import { rfc3339 } from "../timestamps.ts";
import type { Payment } from "./payment.ts";

/** What the status call and the callback say of a payment. */
export function statusBody(host: SimulatorHost, payment: Payment): object {
  return {
    statusCode: SUCCESS,
    statusMessage: "Success",
    sequenceNo: newSequenceNo(host),
    providerTransactionId: payment.provider_transaction_id,
    correlatorId: payment.correlator_id,
    customerId: payment.msisdn,
    data: statusData(host, payment),
  };
}

export function statusData(host: SimulatorHost, payment: Payment): object {
  const { amount_minor, currency, financial_transaction_id, says, status_at_ms } = payment;
  return {
    amount: toNumber(amount_minor, currency),
    status: statusWord(host, payment),
    ...fulfilment(payment),
    ...(financial_transaction_id !== null && { financialTransactionId: financial_transaction_id }),
    ...(says !== null && { transactionDescription: says }),
    date: rfc3339(status_at_ms),
  };
}

/** The list of words is not published; one of them is misspelt in the specifications. */
export function statusWord(host: SimulatorHost, { status }: Payment): string {
  return status === "Successful" ? choice(host, "success_word") : status;
}

/** Only of what was paid; so spelt. */
export function fulfilment({ status, faults }: Payment): { readonly fulfillmentStatus?: string } {
  if (status !== "Successful") return {};
  return { fulfillmentStatus: faults.includes("fulfilment_fails") ? "Failed" : "Succesful" };
}
