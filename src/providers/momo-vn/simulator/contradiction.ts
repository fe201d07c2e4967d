import type { HttpRequest } from "../../../connector/http.ts";
import type { SimulatorHost } from "../../../connector/simulator.ts";
import { foreignTransId, timeAsTransId } from "./ids.ts";
import { outcomeOf } from "./notification.ts";
import { findOrder, type Order, orderKey } from "./order.ts";

/** The same notification with the opposite outcome, rightly signed; null where it tells of none. */
export function contradict(host: SimulatorHost, notification: HttpRequest): HttpRequest | null {
  const order = findOrder(host, keyIn(notification.body ?? ""));
  if (order === undefined) return null;
  return { ...notification, body: JSON.stringify(outcomeOf(host, opposite(host, order))) };
}

function keyIn(body: string): string {
  const field = (name: string): string => new RegExp(`"${name}":"([^"]*)"`).exec(body)?.[1] ?? "";
  return orderKey({ partner_code: field("partnerCode"), order_id: field("orderId") });
}

function opposite(host: SimulatorHost, order: Order): Order {
  const paid = order.code === 0 || order.code === 9000;
  if (paid) return { ...order, code: 1006, pay_type: "", trans_id: timeAsTransId(host) };
  return { ...order, code: 0, pay_type: "qr", trans_id: foreignTransId(host) };
}
