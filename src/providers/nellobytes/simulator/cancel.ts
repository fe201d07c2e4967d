import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../connector/simulator.ts";
import { authenticate } from "./accounts.ts";
import { familyOf, statusOf } from "./code-table.ts";
import { cancelOrder, moveTo } from "./endings.ts";
import { readFields } from "./fields.ts";
import { type Order, ownOrder } from "./order.ts";
import { orderNumber, reply } from "./replies.ts";

/** Cancels an order that is received or on hold; of any other it says that it is too late. */
export function cancel(host: SimulatorHost, request: SimulatedRequest): SimulatedAnswer {
  const fields = readFields(request);
  const account = authenticate(host, fields);
  const order = ownOrder(host, account, fields);
  const family = familyOf(order.code);
  if (family !== "received" && family !== "on_hold") return sayTooLate(host, order);
  if (order.in_flight !== null) return cancelInFlight(host, order);
  return sayCancelled(host, cancelOrder(host, order, "500"));
}

/**
 * A retry is with the operator, and its answer decides: after a success the order is completed, else it is cancelled.
 * No source tells what 606 is for; this is the one place where it makes sense.
 */
function cancelInFlight(host: SimulatorHost, order: Order): SimulatedAnswer {
  const waiting = moveTo(host, { ...order, cancel_wanted: true }, "606");
  if (order.faults.includes("cancel_answered_early")) return sayCancelled(host, { ...waiting, code: "500" });
  return sayCancelled(host, waiting);
}

function sayCancelled(host: SimulatorHost, order: Order): SimulatedAnswer {
  const { code, remark } = order;
  const state = { statuscode: code, status: statusOf(code), remark };
  return reply(host, { ...orderNumber(host, order), ...state });
}

/** The word of a cancellation for an order that stays as it is. */
function sayTooLate(host: SimulatorHost, order: Order): SimulatedAnswer {
  host.note(`Too late: the order is at ${order.code} and stays there.`, "521");
  const remark = "Order already completed, cancelled or refunded";
  const state = { statuscode: "521", status: "ORDER_CANCELLED", remark };
  return reply(host, { ...orderNumber(host, order), ...state });
}
