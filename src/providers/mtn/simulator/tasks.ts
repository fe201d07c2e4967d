import type { SimulatorHost } from "../../../connector/simulator.ts";
import { confirmToken } from "./billing/register.ts";
import { type Callback, callBack } from "./payments/announce.ts";
import { execute, reverse } from "./payments/execute.ts";
import { findPayment, type Payment } from "./payments/payment.ts";
import { answerByHabit, executeLate, expire } from "./payments/prompt.ts";
import { complete, type Wish } from "./subscriptions/provision.ts";

/** Everything that this provider does later. */
export type Task =
  | { readonly do: "call_back"; readonly callback: Callback }
  | { readonly do: "confirm_token"; readonly content_token: string }
  | { readonly do: "provision"; readonly wish: Wish }
  | PaymentTask;

type PaymentTask = {
  readonly do: "answer" | "expire" | "execute" | "execute_late" | "reverse";
  readonly payment_id: string;
};

/** May be called twice for one task; what has happened already does not happen again. */
export async function perform(host: SimulatorHost, task: Task): Promise<void> {
  switch (task.do) {
    case "call_back":
      await callBack(host, task.callback);
      break;
    case "confirm_token":
      confirmToken(host, task.content_token);
      break;
    case "provision":
      complete(host, task.wish);
      break;
    default: {
      const payment = findPayment(host, task.payment_id);
      if (payment !== undefined) goOn(host, payment, task.do);
    }
  }
}

function goOn(host: SimulatorHost, payment: Payment, what: PaymentTask["do"]): void {
  switch (what) {
    case "answer":
      answerByHabit(host, payment);
      break;
    case "expire":
      expire(host, payment);
      break;
    case "execute":
      if (payment.phase !== "ended") execute(host, payment);
      break;
    case "execute_late":
      executeLate(host, payment);
      break;
    case "reverse":
      reverse(host, payment);
      break;
  }
}
