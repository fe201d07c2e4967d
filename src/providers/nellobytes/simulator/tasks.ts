import type { SimulatorHost } from "../../../connector/simulator.ts";
import { type Callback, callBack } from "./callback.ts";
import { creditBack, refundOrder } from "./endings.ts";
import { findOrder } from "./order.ts";
import { endWindow, hear, type Try, tryOrder } from "./vending.ts";

/** Everything that this provider does later. */
export type Task = { readonly do: "call_back"; readonly callback: Callback } | OrderTask;

type OrderTask = { readonly order_id: string } & (
  | { readonly do: "try" | "end_window"; readonly number: number }
  | ({ readonly do: "hear" } & Try)
  | { readonly do: "credit_back" | "refund" }
);

/** May be called twice for one task; what has happened already does not happen again. */
export async function perform(host: SimulatorHost, task: Task): Promise<void> {
  if (task.do === "call_back") await callBack(host, task.callback);
  else goOn(host, task);
}

function goOn(host: SimulatorHost, task: OrderTask): void {
  const order = findOrder(host, task.order_id);
  if (order === undefined) return;
  switch (task.do) {
    case "try":
      tryOrder(host, order, task.number);
      break;
    case "hear":
      hear(host, order, task);
      break;
    case "end_window":
      endWindow(host, order, task.number);
      break;
    case "credit_back":
      creditBack(host, order);
      break;
    case "refund":
      refundOrder(host, order);
      break;
  }
}
