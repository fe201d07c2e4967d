import type { SimulatorHost } from "../../../connector/simulator.ts";
import { announceEnd, announceProgress } from "./announce.ts";
import { international, isFinal, type OrderCode, remarkOf, statusOf } from "./code-table.ts";
import { withCommas } from "./naira.ts";
import { deliver } from "./operator.ts";
import { type Order, putOrder } from "./order.ts";
import { moveMoney } from "./wallet.ts";

/** What comes back later than it should comes so much later. */
const LATE_MS = 10 * 60 * 1000;

/** The one place where an order that exists gets another code. */
export function moveTo(host: SimulatorHost, order: Order, code: OrderCode): Order {
  const remark = code === "200" ? successRemark(order) : remarkOf(code, order.mobile_number);
  const moved = putOrder(host, { ...order, code, remark });
  if (code === order.code) return moved;
  host.note(`The order is now ${statusOf(code)} ${code}.`, code);
  if (isFinal(code)) announceEnd(host, moved);
  else announceProgress(host, moved);
  return moved;
}

export function completeOrder(host: SimulatorHost, order: Order): Order {
  if (isFinal(order.code)) return order;
  const delivered = deliver(host, order);
  moveMoney(host, "spend", payment(order));
  if (order.faults.includes("refunded_later")) {
    host.schedule(host.now() + LATE_MS, { do: "refund", order_id: order.order_id });
  }
  return moveTo(host, { ...delivered, money: "spent" }, "200");
}

export function cancelOrder(host: SimulatorHost, order: Order, code: OrderCode): Order {
  const cancelled = moveTo(host, order, code);
  const { order_id, faults } = order;
  if (faults.includes("credit_back_missing")) {
    host.note("The money does not come back.");
  } else if (faults.includes("credit_back_late")) {
    host.schedule(host.now() + LATE_MS, { do: "credit_back", order_id });
  } else {
    return creditBack(host, cancelled);
  }
  return cancelled;
}

/** Nothing happens where the money is back already. */
export function creditBack(host: SimulatorHost, order: Order): Order {
  if (order.money === "back") return order;
  moveMoney(host, order.money === "held" ? "release" : "refund", payment(order));
  return putOrder(host, { ...order, money: "back" });
}

/** The provider gives the money of a completed order back. */
export function refundOrder(host: SimulatorHost, order: Order): void {
  moveTo(host, creditBack(host, order), "899");
}

function payment({ user_id, order_id, price }: Order) {
  return { user_id, order_id, amount: BigInt(price) };
}

/** The operator's own sentence. */
function successRemark({ product, face, label, mobile_number }: Order): string {
  const number = international(mobile_number);
  return product === "airtime"
    ? `Top up of N${withCommas(BigInt(face))} to ${number} was successful.`
    : `${label} for ${number} was successful.`;
}
