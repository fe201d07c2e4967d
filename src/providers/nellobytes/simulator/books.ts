import type { BookEntry, SimulatorHost } from "../../../connector/simulator.ts";
import { international } from "./code-table.ts";
import { toKobo } from "./naira.ts";
import { findOrder, type Order } from "./order.ts";
import { type MovementKind, movements } from "./wallet.ts";

const bookKinds: { readonly [kind in MovementKind]?: BookEntry["kind"] } = {
  hold: "charge",
  release: "reversal",
  refund: "reversal",
};

/**
 * What orders took from the wallet and gave back. The amount is the face value, which is what the order was about; the
 * price that the wallet paid can hold part of a kobo, and stands in the wallet's own statement.
 */
export function books(host: SimulatorHost): readonly BookEntry[] {
  return movements(host).flatMap(([receipt, { at_ms, kind, order_id }]) => {
    const bookKind = bookKinds[kind];
    const order = order_id === null ? undefined : findOrder(host, order_id);
    if (bookKind === undefined || order === undefined) return [];
    return [{ at_ms, kind: bookKind, receipt, ...aboutOrder(order) }];
  });
}

function aboutOrder(order: Order): Omit<BookEntry, "at_ms" | "kind" | "receipt"> {
  return {
    provider_reference: order.order_id,
    amount_minor: String(toKobo(BigInt(order.face))),
    currency: "NGN",
    phone_number: `+${international(order.mobile_number)}`,
    attempt: order.request_id || (order.callback_url ?? ""),
  };
}
