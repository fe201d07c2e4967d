import { NOT_UNDER_WAY, underWay } from "../call-under-way.ts";
import type { Event } from "../event.ts";
import { type Attempt, lastAttempt, type Memory, type Operation, type Terms } from "../operation.ts";
import { isFinalStatus, provesNotCharged, type Reading } from "../outcome.ts";
import { expiredUnsent, held, neverSent, sending } from "../readings.ts";
import { callEndedAfterTheEnd } from "./after-the-end.ts";
import { type Decision, ignore, type Move, move, remember } from "./decision.ts";
import { changed, isWithoutDoubt, plan, scheduled, stateUnsent } from "./memory.ts";

/** The intent to call, written down before a byte leaves. Only where it is applied may its writer make the call. */
export function decideAttemptBegan(
  operation: Operation,
  event: Event & { readonly type: "attempt_began" },
): Decision {
  if (isFinalStatus(operation.status)) return ignore(operation, "The operation has ended.");
  const attempt = lastAttempt(operation);
  if (attempt?.state !== "planned") return ignore(operation, "No call was planned.");
  const attempts = changed(operation, attempt, { state: "sending", began_at: event.at });
  if (attempt.kind !== "submit") return remember(operation, { attempts, next: null });
  const { prompt_lives } = operation.terms;
  const prompt_until = prompt_lives === null ? null : event.at + prompt_lives;
  return move(operation, event, {
    status: "processing",
    reading: sending,
    evidence: null,
    memory: {
      attempts,
      prompt_until,
      next: null,
      ...(event.only_confirm_charges && { only_confirm_charges: true }),
    },
    announce: false,
  });
}

/** Proof that nothing was started is the only permission to make the call again by ourselves. */
export function decideNotSent(
  operation: Operation,
  event: Event & { readonly type: "attempt_not_sent" },
): Decision {
  const attempt = underWay(operation, event.attempt);
  if (attempt === undefined) return ignore(operation, NOT_UNDER_WAY);
  if (isFinalStatus(operation.status)) {
    const state = stateUnsent(attempt);
    return callEndedAfterTheEnd(operation, attempt, { state, ended_at: event.at, rule: neverSent.rule });
  }
  if (attempt.kind !== "submit" || operation.status === "in_reconciliation")
    return forgetCall(operation, event, attempt);
  return tryAgain(operation, event, { attempt, reading: neverSent, evidence: null });
}

/** The operation waits for its turn. */
export function decideHeld(operation: Operation, event: Event & { readonly type: "held" }): Decision {
  if (isFinalStatus(operation.status)) return ignore(operation, "The operation has ended.");
  const attempt = lastAttempt(operation);
  if (attempt?.state !== "planned") return ignore(operation, "No call was planned.");
  const memory: Partial<Memory> = { next: { do: "attempt", at: event.until } };
  if (attempt.kind !== "submit") return remember(operation, memory);
  if (event.at >= operation.created_at + operation.terms.deadline)
    return giveUpUnsent(operation, event, attempt);
  return move(operation, event, { status: "queued", reading: held, evidence: null, memory });
}

/** Its turn never came. No call is under way and none was ever answered with anything but a proof of nothing. */
function giveUpUnsent(operation: Operation, event: Event, attempt: Attempt): Decision {
  const { rule } = expiredUnsent;
  return move(operation, event, {
    status: "failed",
    reading: expiredUnsent,
    evidence: null,
    memory: { attempts: changed(operation, attempt, { state: "not_started", ended_at: event.at, rule }) },
    safe: isWithoutDoubt(operation),
  });
}

/**
 * Nothing was started, so a new attempt under a new reference is safe. When our patience is used up, the operation ends
 * as failed, for it is proven that no call can have charged anybody.
 */
export function tryAgain(
  operation: Operation,
  event: Event,
  refusal: { readonly attempt: Attempt } & Pick<Move, "reading" | "evidence" | "provider">,
): Decision {
  const { attempt, ...said } = refusal;
  const { reading } = said;
  const ended = { state: "not_started", ended_at: event.at, rule: reading.rule } as const;
  const attempts = changed(operation, attempt, ended);
  const effects = [{ do: "free_phone", at: event.at }] as const;
  const wait = waitBeforeAttempt(operation, reading, event.at);
  if (wait === null) {
    const safe = provesNotCharged(reading) && isWithoutDoubt(operation);
    return move(operation, event, { ...said, status: "failed", memory: { attempts }, safe, effects });
  }
  return move(operation, event, {
    ...said,
    status: "queued",
    reading: { ...reading, finality: "interim", actor: "provider", advice: { action: "wait" } },
    memory: {
      attempts: plan(attempts, "submit"),
      prompt_until: null,
      next: { do: "attempt", at: event.at + wait },
    },
    effects,
  });
}

/** How long to wait before the next submit; null where there is to be none. */
function waitBeforeAttempt(operation: Operation, reading: Reading, now: number): number | null {
  const { terms, memory, created_at } = operation;
  const made = memory.attempts.filter((attempt) => attempt.kind === "submit").length;
  const { max_attempts } = reading.advice;
  if (max_attempts !== undefined && made > max_attempts) return null;
  const listed = terms.resubmit_after[made - 1];
  if (reading.category !== "throttled") return listed ?? null;
  const wait = waitOfThrottled(terms, reading, listed);
  return now + wait < created_at + terms.deadline ? wait : null;
}

/** How long to wait before a capture or a cancel is made anew, which nothing but the hour has refused; null: it is not. */
export function waitBeforeCall(
  { terms, memory }: Operation,
  { kind }: Attempt,
  { category, money, advice, confirm_by_inquiry }: Reading,
): number | null {
  const passing = category === "provider_down" || category === "throttled";
  const undone = (money === "not_moved" || money === "reserved") && !confirm_by_inquiry;
  if (kind === "submit" || kind === "confirm" || !passing || !undone) return null;
  const made = memory.attempts.filter((attempt) => attempt.kind === kind).length;
  const listed = terms.resubmit_after[made - 1];
  return listed === undefined ? null : Math.max(listed, (advice.after_seconds ?? 0) * 1000);
}

/** Of an operation's time, so that however long it lives, only so many attempts are made. */
const SHARE_OF_DEADLINE = 1 / 100;

/** Too many calls at once say nothing against this one, so it waits for its turn as long as an operation may. */
function waitOfThrottled(terms: Terms, { advice }: Reading, listed: number | undefined): number {
  const last = terms.resubmit_after.at(-1) ?? 0;
  const ours = listed ?? Math.max(last, Math.ceil(terms.deadline * SHARE_OF_DEADLINE));
  return Math.max(ours, (advice.after_seconds ?? 0) * 1000);
}

/** A call that never left and is not to be repeated: the operation stands where it stood before it was asked. */
function forgetCall(operation: Operation, event: Event, attempt: Attempt): Decision {
  const { rule } = neverSent;
  const state = stateUnsent(attempt);
  const attempts = changed(operation, attempt, { state, ended_at: event.at, rule });
  const cancel_asked = operation.memory.cancel_asked && (attempt.kind !== "cancel" || state === "silent");
  return remember(operation, scheduled(operation, { attempts, cancel_asked }, event.at));
}
