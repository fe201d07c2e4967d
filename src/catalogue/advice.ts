import type { AdviceAction, RowAdvice } from "../core/outcome.ts";

/** The advice as a person would say it to an operator. */
export function adviceSentence(advice: RowAdvice): string {
  const parts = [actions[advice.action]];
  if (advice.reference !== undefined && actsAgain.includes(advice.action))
    parts.push(references[advice.reference]);
  if (advice.after_seconds !== undefined) parts.push(delay(advice.action, duration(advice.after_seconds)));
  if (advice.max_attempts !== undefined) parts.push(`At most ${count(advice.max_attempts, "time")}.`);
  return parts.join(" ");
}

const actions: Readonly<Record<AdviceAction, string>> = {
  none: "Nothing is left to do.",
  wait: "Wait; it changes by itself.",
  verify: "Ask the provider what happened before anything else.",
  resend_same: "Send the same request again; the provider recognises its reference.",
  retry_new: "Try again as a new attempt.",
  retry_later: "Try again later.",
  change_and_retry: "Change what was not accepted, then try again.",
  switch_method: "Offer another way to pay.",
  ask_payer: "Ask the payer to act.",
  capture_or_cancel: "Capture the held money, or cancel the hold.",
  fix_setup: "Put the set-up at the provider right.",
  top_up_float: "Top up the float at the provider, then try again.",
  reverse: "Have the money given back.",
  escalate: "Take it to the provider's support, with all references.",
};

const actsAgain: readonly AdviceAction[] = [
  "retry_new",
  "retry_later",
  "change_and_retry",
  "switch_method",
  "top_up_float",
];

const references = { same: "Keep the same reference.", new: "Use a new reference." } as const;

function delay(action: AdviceAction, time: string): string {
  return action === "wait" ? `Look again after ${time}.` : `Let ${time} pass first.`;
}

/** In the largest unit that fits without a remainder: 3600 is one hour, 90 is 90 seconds. */
function duration(seconds: number): string {
  if (seconds % 3600 === 0) return count(seconds / 3600, "hour");
  if (seconds % 60 === 0) return count(seconds / 60, "minute");
  return count(seconds, "second");
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}
