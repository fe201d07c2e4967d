import type { BookEntry, SimulatorHost } from "../../../connector/simulator.ts";
import { type MovementKind, movements } from "./ledger.ts";
import { findOrder } from "./order.ts";
import { internationalPhone } from "./payers.ts";

/** An authorized payment is no charge until it is captured, and its release no reversal. */
const bookKinds: { readonly [kind in MovementKind]?: BookEntry["kind"] } = {
  charge: "charge",
  capture: "charge",
  refund: "reversal",
};

/** What merchants took from payers and gave back. A refund has a receipt of its own and stands under its payment. */
export function books(host: SimulatorHost): readonly BookEntry[] {
  return movements(host).flatMap(([, { at_ms, kind, order_key, trans_id, amount }]) => {
    const bookKind = bookKinds[kind];
    const order = findOrder(host, order_key);
    if (bookKind === undefined || order === undefined) return [];
    return [
      {
        at_ms,
        kind: bookKind,
        provider_reference: String(order.trans_id),
        receipt: String(trans_id),
        amount_minor: String(amount),
        currency: "VND",
        phone_number: internationalPhone(order.payer),
        attempt: order.order_id,
      },
    ];
  });
}
