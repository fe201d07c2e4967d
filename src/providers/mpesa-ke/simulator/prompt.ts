import type { SimulatorHost } from "../../../connector/simulator.ts";
import { losesAnswer } from "./answer.ts";
import { endPush } from "./core.ts";
import { findPush, type Push, promptText, putPush } from "./push.ts";
import { autoApproveAfter, duration, secondPush } from "./settings.ts";
import { putSubscriber, type Subscriber, subscriberOf } from "./subscribers.ts";

/** M-Pesa needs a moment to find out that a prompt cannot be shown. */
const REFUSED_AFTER_MS = 1_000;

/** Characters of a prompt that a phone can show. */
const PROMPT_LENGTH_MAX = 182;

/** How long after its expiry a late payer approves all the same. */
const LATE_SUCCESS_MS = 30_000;

/** When a number with a habit answers where ordinary ones wait to be told. */
const HABIT_AFTER_MS = 3_000;

/** What M-Pesa has taken comes to the screen, or to an early end. */
export function startPrompt(host: SimulatorHost, asked: Push): void {
  if (asked.phase !== "asked") return;
  const expires_at_ms = host.now() + duration(host, "prompt_lives_ms");
  const push: Push = { ...asked, phase: "prompt", expires_at_ms };
  const push_id = push.checkout_request_id;
  putPush(host, push);
  const payer = subscriberOf(host, push.msisdn);
  const obstacle = obstacleToPrompt(host, push, payer);
  if (obstacle === null) {
    host.note("The prompt is on its way to the phone.");
    putSubscriber(host, { ...payer, open_push: push_id });
    host.schedule(push.expires_at_ms, { do: "expire", push_id });
    awaitHabit(host, push, payer);
  } else {
    host.note(`No prompt: result ${obstacle} will follow.`);
    const task = { do: "end_without_prompt", push_id, code: obstacle } as const;
    host.schedule(host.now() + REFUSED_AFTER_MS, task);
  }
}

/** Nobody answered in time, or nobody heard the answer. */
export function expire(host: SimulatorHost, push: Push): void {
  const stillSettling = push.phase === "answered" && !losesAnswer(push);
  if (push.phase === "ended" || stillSettling) return;
  if (push.faults.includes("late_success")) {
    host.schedule(host.now() + LATE_SUCCESS_MS, { do: "settle_late", push_id: push.checkout_request_id });
  }
  endPush(host, push, { code: codeOfExpiry(push), charge: null });
}

function codeOfExpiry(push: Push): "1019" | "1036" | "1037" {
  if (push.phase === "answered" && !push.unheard) return "1036";
  return push.faults.includes("dialogue_expires") ? "1019" : "1037";
}

/** The result of a push without a prompt; null where the prompt can go out. A phone that is off shows only at the expiry. */
function obstacleToPrompt(host: SimulatorHost, push: Push, payer: Subscriber): "1001" | "1025" | null {
  const tooLong = promptText(host, push).length > PROMPT_LENGTH_MAX;
  if (tooLong || push.faults.includes("prompt_not_sent")) return "1025";
  if (payer.open_push === null) return payer.dialogue_open ? "1001" : null;
  const first = findPush(host, payer.open_push);
  if (first !== undefined && secondPush(host) === "kills_first") putPush(host, { ...first, unheard: true });
  return "1001";
}

function awaitHabit(host: SimulatorHost, push: Push, payer: Subscriber): void {
  const set_ms = autoApproveAfter(host);
  const after_ms = payer.habit === null ? set_ms : (set_ms ?? HABIT_AFTER_MS);
  if (payer.habit === "ignore" || after_ms === null) return;
  host.schedule(host.now() + after_ms, { do: "answer_by_habit", push_id: push.checkout_request_id });
}
