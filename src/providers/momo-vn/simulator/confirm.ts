import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Call, Reply } from "./call.ts";
import { amountOf, type Fields, requiredText } from "./fields.ts";
import { type Order, ownOrder } from "./order.ts";
import { badField, Refusal } from "./refusal.ts";
import { isFinal, messageOf } from "./result-codes.ts";
import { capture, endOrder, release } from "./settlement.ts";

/** Takes an authorized payment, or lets it go. The answer says it all: no notification follows. */
export function confirm(host: SimulatorHost, { account, fields, lang }: Call): Reply {
  const requestType = requestTypeOf(fields);
  const amount = amountOf(fields, { zero: false });
  const order = ownOrder(host, account, fields);
  refuseWhereNothingToConfirm(order, requestType);
  if (amount !== order.amount)
    throw new Refusal(22, `${amount} VND is not the amount of the order, ${order.amount}.`);
  const reply = (after: Order): Reply => ({
    code: 0,
    fields: { amount, transId: after.trans_id, requestType },
  });
  if (requestType === "capture") return reply(capture(host, order, { notify: false }));
  const cancelled = order.code === 1000 ? endOrder(host, order, 1017) : release(host, order);
  // A cancel that works answers 0, with the words of a cancelled payment.
  return { ...reply(cancelled), message: messageOf(1003, lang) };
}

function requestTypeOf(fields: Fields): "capture" | "cancel" {
  const request_type = requiredText(fields, "requestType", 50);
  if (request_type === "capture" || request_type === "cancel") return request_type;
  throw badField("requestType", "must be capture or cancel");
}

/** An order that has failed answers with its own end. */
function refuseWhereNothingToConfirm(order: Order, requestType: "capture" | "cancel"): void {
  const { code, money, two_step } = order;
  if (code === 9000 && money === "held" && two_step) return;
  if (code === 1000 && requestType === "cancel") return;
  if (code === 7000 || code === 7002) throw new Refusal(43, "The payment itself is still being processed.");
  if (code !== 0 && isFinal(code)) throw new Refusal(code, "The order has ended.");
  throw new Refusal(47, `An order at ${code} cannot be confirmed with ${requestType}.`);
}
