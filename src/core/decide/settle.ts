import type { Effect } from "../event.ts";
import { type Attempt, lastAttempt, type OpenReview, type Operation } from "../operation.ts";
import { provesNotCharged, type Reading, type Status } from "../outcome.ts";
import { type Decision, move } from "./decision.ts";
import { afterDoubt, type Found, saysDone, tookEffect } from "./finding.ts";
import { changed } from "./memory.ts";

/** The end, in words that the registry knows. */
export function settle(operation: Operation, event: Found, attempt: Attempt): Decision {
  const { evidence, provider } = event.finding;
  const reading = afterDoubt(operation, event.finding.reading);
  const status = finalStatus(operation, attempt, reading);
  const silence = operation.memory.silence && evidence !== "inquiry";
  const ended = { state: "ended", ended_at: event.at, rule: reading.rule } as const;
  const { review, effects } = reviewAtTheEnd(operation, event, attempt);
  return move(operation, event, {
    status,
    reading,
    evidence,
    provider,
    memory: { attempts: changed(operation, attempt, ended), review, silence },
    safe:
      status !== "succeeded" &&
      provesNotCharged(reading) &&
      !silence &&
      !isAnotherCharging(operation, attempt),
    effects: [{ do: "free_phone", at: phoneFreeAt(operation, event, attempt) }, ...effects],
  });
}

function finalStatus(operation: Operation, attempt: Attempt, reading: Reading): Status {
  if (attempt.kind === "cancel" && tookEffect(operation, attempt, reading)) return "cancelled";
  if (saysDone(operation, reading)) return "succeeded";
  return reading.category === "cancelled" && operation.memory.cancel_asked ? "cancelled" : "failed";
}

/** Proof closes an open review, unless it says that an attempt moved the money which was thought not to have begun. */
function reviewAtTheEnd(
  { memory }: Operation,
  event: Found,
  attempt: Attempt,
): { readonly review: OpenReview | null; readonly effects: readonly Effect[] } {
  const { review } = memory;
  const chargedTwicePerhaps = memory.attempts.some(
    (later) => later.number > attempt.number && later.kind === "submit" && mayHaveStarted(later),
  );
  if (!chargedTwicePerhaps) {
    return { review: null, effects: review === null ? [] : [{ do: "close_review", how: "settled" }] };
  }
  if (review !== null) return { review, effects: [] };
  const cause = "second_charge";
  return { review: { cause, opened_at: event.at }, effects: [{ do: "open_review", cause }] };
}

/** A capture or a PIN is under way, whose own answer nobody has seen. */
function isAnotherCharging(operation: Operation, attempt: Attempt): boolean {
  const last = lastAttempt(operation);
  return last?.state === "sending" && last.number !== attempt.number && last.kind !== "cancel";
}

function mayHaveStarted({ state }: Attempt): boolean {
  return state !== "planned" && state !== "not_started";
}

/** After the payer's silence the prompt may still stand on a slow handset. */
function phoneFreeAt({ terms }: Operation, { finding, at }: Found, { began_at }: Attempt): number {
  const { reason } = finding.reading;
  const lock = terms.phone_lock_after_silence;
  const unanswered = reason === "payer_no_response" || reason === "expired";
  return unanswered && lock !== null && began_at !== null ? Math.max(at, began_at + lock) : at;
}
