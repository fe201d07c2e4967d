import type { Json, SimulatorHost } from "../../../connector/simulator.ts";
import type { Call, Reply } from "./call.ts";
import { type Order, ownOrder } from "./order.ts";
import { listRefunds } from "./refunds.ts";

/** How an order stands: the code is that of the order, not of the question. */
export function query(host: SimulatorHost, { account, fields }: Call): Reply {
  const order = ownOrder(host, account, fields);
  return { code: order.code, fields: describe(host, order) };
}

function describe(host: SimulatorHost, order: Order): Readonly<Record<string, Json>> {
  return {
    extraData: order.extra_data,
    amount: order.amount,
    transId: order.trans_id,
    payType: order.pay_type,
    refundTrans: listRefunds(host, order.refunds),
    lastUpdated: order.changed_at_ms,
    signature: null,
  };
}
