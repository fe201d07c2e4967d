import type { BookEntry, SimulatorHost } from "../../../connector/simulator.ts";
import { type Movement, movements } from "./accounts.ts";
import { findTransaction } from "./transactions.ts";

/** What operators took from their customers and gave back; a refund stands under the charge that it undoes. */
export function books(host: SimulatorHost): readonly BookEntry[] {
  return movements(host).flatMap((movement) => {
    const transaction = findTransaction(host, movement.transaction_id ?? "");
    if (transaction === undefined) return [];
    const charge = findTransaction(host, chargeIdOf(host, movement)) ?? transaction;
    return [
      {
        at_ms: movement.at_ms,
        kind: movement.kind === "charge" ? "charge" : "reversal",
        provider_reference: charge.transaction_id,
        receipt: transaction.transaction_id,
        amount_minor: movement.amount_minor,
        currency: transaction.currency,
        phone_number: `+${movement.msisdn}`,
        attempt: charge.correlator || (charge.uuid ?? charge.transaction_id),
      },
    ];
  });
}

function chargeIdOf(host: SimulatorHost, { transaction_id }: Movement): string {
  return host.records.get<string>("refund", transaction_id ?? "") ?? transaction_id ?? "";
}
