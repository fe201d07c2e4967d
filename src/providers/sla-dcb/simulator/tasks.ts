import type { SimulatorHost } from "../../../connector/simulator.ts";
import { closeAsk, openAsk, replyByHabit } from "./mo/asks.ts";
import { deliver, notify } from "./notifications.ts";
import { decide } from "./operator/charging.ts";
import { announceCharge } from "./subscription/announcements.ts";
import { renew } from "./subscription/renewal.ts";
import { follow } from "./subscription/start.ts";
import { findSubscription } from "./subscription/subscriptions.ts";
import { findTransaction, putTransaction, resultOf } from "./transactions.ts";

/** Everything that this provider does later. */
export type Task =
  | { readonly do: "notify"; readonly id: string; readonly failed: number }
  | { readonly do: "renew"; readonly uuid: string; readonly due_at_ms: number }
  | { readonly do: "decide"; readonly transaction_id: string }
  | { readonly do: "reply_by_habit" | "close_ask"; readonly ask_id: string };

/** May be called twice for one task; what has happened already does not happen again. */
export async function perform(host: SimulatorHost, task: Task): Promise<void> {
  switch (task.do) {
    case "notify":
      await deliver(host, task.id, task.failed);
      break;
    case "renew":
      renewNow(host, task.uuid, task.due_at_ms);
      break;
    case "decide":
      decideNow(host, task.transaction_id);
      break;
    case "reply_by_habit":
    case "close_ask": {
      const ask = openAsk(host, task.ask_id);
      if (ask !== undefined) (task.do === "close_ask" ? closeAsk : replyByHabit)(host, ask);
      break;
    }
  }
}

function renewNow(host: SimulatorHost, uuid: string, due_at_ms: number): void {
  const subscription = findSubscription(host, uuid);
  if (subscription !== undefined) renew(host, subscription, due_at_ms);
}

/** An operator that was waited for has decided, and the merchant is told. */
function decideNow(host: SimulatorHost, transaction_id: string): void {
  const waiting = findTransaction(host, transaction_id);
  if (waiting?.status !== "WAITING") return;
  const subscription = findSubscription(host, waiting.uuid ?? "");
  if (subscription === undefined) {
    notify(host, waiting.campaign, resultOf(host, decide(host, waiting)));
    return;
  }
  if (subscription.state !== "PROCESSING") {
    putTransaction(host, { ...waiting, status: "FAILED" });
    return;
  }
  const transaction = decide(host, waiting);
  const decided = follow(host, { subscription, transaction, whenDeclined: subscription.if_declined });
  announceCharge(host, decided, { transaction });
}
