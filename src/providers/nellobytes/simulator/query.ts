import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../connector/simulator.ts";
import { type Account, authenticate } from "./accounts.ts";
import { statusOf } from "./code-table.ts";
import { type Fields, readFields } from "./fields.ts";
import { lagosDate } from "./lagos-time.ts";
import { plain } from "./naira.ts";
import { networks } from "./networks.ts";
import { type Order, ownOrder, ownOrderByRequest } from "./order.ts";
import { orderNumber, reply } from "./replies.ts";

/** Tells what became of one order. */
export function query(host: SimulatorHost, request: SimulatedRequest): SimulatedAnswer {
  const fields = readFields(request);
  const order = findAsked(host, authenticate(host, fields), fields);
  return reply(host, {
    date: lagosDate(order.placed_at_ms),
    ...orderNumber(host, order),
    requestid: order.request_id,
    statuscode: order.code,
    status: statusOf(order.code),
    remark: order.remark,
    ordertype: order.label,
    mobilenetwork: networks[order.network].name,
    mobilenumber: order.mobile_number,
    amountcharged: plain(BigInt(order.price)),
    walletbalance: plain(BigInt(order.wallet_after)),
  });
}

/** The number of the order goes before its RequestID. */
function findAsked(host: SimulatorHost, account: Account, fields: Fields): Order {
  const request_id = fields.get("requestid") ?? "";
  const byRequest = request_id !== "" && (fields.get("orderid") ?? "") === "";
  return byRequest ? ownOrderByRequest(host, account, request_id) : ownOrder(host, account, fields);
}
