import type { SimulatorHost } from "../../../connector/simulator.ts";
import { answerByHabit } from "./answer.ts";
import { endPush, settle, settleLate } from "./core.ts";
import { expire, startPrompt } from "./prompt.ts";
import { findPush } from "./push.ts";
import { type Delivery, deliver } from "./webhook.ts";

/** Everything that this provider does later. */
export type Task = { readonly do: "deliver"; readonly delivery: Delivery } | PushTask;

/** What is done to one push. */
type PushTask =
  | {
      readonly do: "start_prompt" | "answer_by_habit" | "expire" | "settle" | "settle_late";
      readonly push_id: string;
    }
  | { readonly do: "end_without_prompt"; readonly push_id: string; readonly code: "1001" | "1025" };

/** May be called twice for one task; what has ended already stays as it is. */
export async function perform(host: SimulatorHost, task: Task): Promise<void> {
  if (task.do === "deliver") await deliver(host, task.delivery);
  else goOn(host, task);
}

function goOn(host: SimulatorHost, task: PushTask): void {
  const push = findPush(host, task.push_id);
  if (push === undefined) return;
  switch (task.do) {
    case "start_prompt":
      startPrompt(host, push);
      break;
    case "answer_by_habit":
      answerByHabit(host, push);
      break;
    case "expire":
      expire(host, push);
      break;
    case "settle_late":
      settleLate(host, push);
      break;
    case "settle":
      if (push.phase !== "ended") settle(host, push);
      break;
    case "end_without_prompt":
      if (push.phase !== "ended") endPush(host, push, { code: task.code, charge: null });
      break;
  }
}
