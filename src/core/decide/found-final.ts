import type { Effect } from "../event.ts";
import { type Attempt, lastAttempt, type OpenReview, type Operation } from "../operation.ts";
import { type Category, provesNotCharged, type Reading, type Status } from "../outcome.ts";
import { tryAgain } from "./attempts.ts";
import { type Decision, ignore, move, remember } from "./decision.ts";
import { type Found, needsInquiry, saysDone } from "./finding.ts";
import { askToConfirm, foundOpen } from "./found-open.ts";
import { askNow, changed, scheduled } from "./memory.ts";

/** The message says how it ended. Whether that settles it depends on how it reached us and on what is known. */
export function foundFinal(operation: Operation, event: Found, attempt: Attempt): Decision {
  const { finding } = event;
  const { reading, evidence, provider } = finding;
  if (evidence === "answer" && saysNothingStarted(reading)) {
    return attempt.state === "sending" && operation.status === "processing"
      ? tryAgain(operation, event, { attempt, reading, evidence, provider })
      : askToConfirm(operation, event, attempt);
  }
  if (needsInquiry(operation, finding)) return askToConfirm(operation, event, attempt);
  if (reading.category === "not_found" && evidence === "inquiry" && mayStillArrive(operation))
    return ignore(operation, "What was lost may still arrive, so that it is not found proves nothing.");
  return settle(operation, event, attempt);
}

/** A new attempt by ourselves needs this proof, from the very answer to the call, while nothing else has been heard. */
function saysNothingStarted(reading: Reading): boolean {
  const passing: readonly Category[] = ["provider_down", "throttled"];
  const proven = provesNotCharged(reading) && reading.money === "not_moved" && !reading.confirm_by_inquiry;
  return proven && passing.includes(reading.category);
}

function mayStillArrive(operation: Operation): boolean {
  return operation.memory.silence || lastAttempt(operation)?.state === "sending";
}

/** The answer to a capture, a cancel or a PIN. A refusal of it leaves the operation where it was. */
export function foundCallAnswer(operation: Operation, event: Found, attempt: Attempt): Decision {
  const { reading } = event.finding;
  if (tookEffect(operation, attempt, reading)) return settle(operation, event, attempt);
  const refused = reading.category !== "completed" && reading.category !== "duplicate";
  if (!refused || reading.money === "unknown" || reading.money === "reserved")
    return foundOpen(operation, event, attempt);
  const ended = { state: "ended", ended_at: event.at, rule: reading.rule } as const;
  const cancel_asked = operation.memory.cancel_asked && attempt.kind !== "cancel";
  const attempts = changed(operation, attempt, ended);
  const memory = scheduled(operation, { attempts, cancel_asked }, event.at);
  // Often a refusal means that it has ended already. A refused PIN means that the payer may try again.
  return remember(operation, attempt.kind === "confirm" ? memory : askNow(operation, memory, event.at));
}

/** Whether this answer to a call says that the call did what it was made for. */
export function tookEffect(operation: Operation, attempt: Attempt, reading: Reading): boolean {
  if (attempt.kind !== "cancel") return saysDone(operation, reading);
  const withdrawn = reading.category === "completed" || reading.category === "cancelled";
  return reading.finality === "final" && withdrawn && isWithoutCharge(reading);
}

function isWithoutCharge({ money }: Reading): boolean {
  return money === "not_moved" || money === "returned" || money === "none";
}

/** The end, in words that the registry knows. */
function settle(operation: Operation, event: Found, attempt: Attempt): Decision {
  const { reading, evidence, provider } = event.finding;
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
