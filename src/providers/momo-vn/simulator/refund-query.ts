import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Call, Reply } from "./call.ts";
import { requiredText } from "./fields.ts";
import { findOrder, orderKey } from "./order.ts";
import { findRefund, listRefunds } from "./refunds.ts";
import { Refusal } from "./refusal.ts";

/** The refunds of a payment, by the payment's id or by a refund's own. 0 says that the question was answered. */
export function refundQuery(host: SimulatorHost, { account: { partner_code }, fields }: Call): Reply {
  const order_id = requiredText(fields, "orderId", 200);
  const key = orderKey({ partner_code, order_id });
  const refund = findRefund(host, key);
  const payment = findOrder(host, refund?.payment_key ?? key);
  if (refund === undefined && payment === undefined)
    throw new Refusal(42, `The merchant has no order ${order_id}.`);
  return { code: 0, fields: { refundTrans: listRefunds(host, payment?.refunds ?? [key]), items: [] } };
}
