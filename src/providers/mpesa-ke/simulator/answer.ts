import type { SimulatorHost } from "../../../connector/simulator.ts";
import { endPush, settle } from "./core.ts";
import { type Push, putPush } from "./push.ts";
import { type Habit, putSubscriber, subscriberOf } from "./subscribers.ts";

/** What a payer can answer to a prompt. */
export type Answer = "right_pin" | "wrong_pin" | "cancel";

/** What a slow core needs after the right PIN. */
const SLOW_CORE_MS = 30_000;

/** After so many wrong PINs in a row M-Pesa ends the dialogue. */
const WRONG_PINS_MAX = 3;

/** For a prompt that stands on the screen. */
export function answerPrompt(host: SimulatorHost, push: Push, answer: Answer): void {
  if (losesAnswer(push)) {
    host.note("M-Pesa does not hear the answer.");
    putPush(host, { ...push, phase: "answered" });
    return;
  }
  switch (answer) {
    case "right_pin":
      takeRightPin(host, push);
      break;
    case "wrong_pin":
      countWrongPin(host, push);
      break;
    case "cancel":
      endPush(host, push, { code: "1032", charge: null });
      break;
  }
}

export function losesAnswer(push: Push): boolean {
  return push.unheard || push.faults.includes("answer_lost");
}

const habitualAnswers: Readonly<Record<Habit, readonly Answer[]>> = {
  approve: ["right_pin"],
  cancel: ["cancel"],
  wrong_pin: Array.from({ length: WRONG_PINS_MAX }, () => "wrong_pin" as const),
  ignore: [],
};

/** The holder of the phone does what they always do, unless somebody acted before or the phone is off. */
export function answerByHabit(host: SimulatorHost, push: Push): void {
  const payer = subscriberOf(host, push.msisdn);
  if (push.phase !== "prompt" || push.ignored || !payer.switched_on) return;
  for (const answer of habitualAnswers[payer.habit ?? "approve"]) answerPrompt(host, push, answer);
}

function takeRightPin(host: SimulatorHost, push: Push): void {
  putSubscriber(host, { ...subscriberOf(host, push.msisdn), wrong_pins: 0 });
  if (push.faults.includes("slow_core")) {
    putPush(host, { ...push, phase: "answered" });
    host.schedule(host.now() + SLOW_CORE_MS, { do: "settle", push_id: push.checkout_request_id });
  } else {
    settle(host, push);
  }
}

/** The PIN is not locked after the last one, so that the next push to this number starts afresh. */
function countWrongPin(host: SimulatorHost, push: Push): void {
  const payer = subscriberOf(host, push.msisdn);
  const wrong_pins = (payer.wrong_pins + 1) % WRONG_PINS_MAX;
  putSubscriber(host, { ...payer, wrong_pins });
  if (wrong_pins === 0) endPush(host, push, { code: "2001", charge: null });
  else host.note(`A wrong PIN; ${WRONG_PINS_MAX - wrong_pins} more end the dialogue.`);
}
