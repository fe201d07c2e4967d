import type { SimulatorHost } from "../../../connector/simulator.ts";
import { deliver, type Notification } from "./notification.ts";
import { findOrder } from "./order.ts";
import { answerByHabit, expire } from "./payer-decisions.ts";
import { finishRefundLater } from "./refund.ts";
import { capture, release, settle } from "./settlement.ts";

/** Everything that this provider does later. */
export type Task =
  | { readonly do: "notify"; readonly notification: Notification }
  | { readonly do: "finish_refund"; readonly refund_key: string }
  | OrderTask;

type OrderTask = {
  readonly do: "answer_by_habit" | "expire" | "settle" | "capture" | "release";
  readonly order_key: string;
};

/** May be called twice for one task; what has happened already does not happen again. */
export async function perform(host: SimulatorHost, task: Task): Promise<void> {
  if (task.do === "notify") await deliver(host, task.notification);
  else if (task.do === "finish_refund") finishRefundLater(host, task.refund_key);
  else goOn(host, task);
}

function goOn(host: SimulatorHost, task: OrderTask): void {
  const order = findOrder(host, task.order_key);
  if (order === undefined) return;
  switch (task.do) {
    case "answer_by_habit":
      answerByHabit(host, order);
      break;
    case "expire":
      expire(host, order);
      break;
    case "settle":
      settle(host, order);
      break;
    case "capture":
      capture(host, order, { notify: true });
      break;
    case "release":
      release(host, order);
      break;
  }
}
