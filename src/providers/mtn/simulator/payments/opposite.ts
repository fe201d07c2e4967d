import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { newLedgerId, newProviderTransactionId } from "../ids.ts";
import type { Payment } from "./payment.ts";

/** The same payment as it would be told of with the other outcome. Nothing is changed but the counters of names. */
export function oppositeOf(host: SimulatorHost, payment: Payment): Payment {
  if (payment.status === "Successful") {
    return { ...payment, status: "Rejected", says: "Payer declined", financial_transaction_id: null };
  }
  return {
    ...payment,
    status: "Successful",
    says: null,
    provider_transaction_id: newProviderTransactionId(host),
    financial_transaction_id: newLedgerId(host),
  };
}
