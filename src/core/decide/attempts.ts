import type { Event } from "../event.ts";
import { lastAttempt, type Memory, type Operation } from "../operation.ts";
import {
  type Evidence,
  isFinalStatus,
  type ProviderWords,
  provesNotCharged,
  type Reading,
} from "../outcome.ts";
import { expiredUnsent, held, neverSent, sending } from "../readings.ts";
import { type Decision, ignore, lastAttemptNow, move, plan, remember, scheduled } from "./decision.ts";

/** The intent to call, written down before a byte leaves. Whoever does not see `sending` after it must not call. */
export function decideAttemptBegan(operation: Operation, event: Event): Decision {
  if (isFinalStatus(operation.status)) return ignore(operation, "The operation has ended.");
  const attempt = lastAttempt(operation);
  if (attempt?.state !== "planned") return ignore(operation, "No call was planned.");
  const attempts = lastAttemptNow(operation, { state: "sending", began_at: event.at });
  const prompt_until = operation.terms.prompt_lives === null ? null : event.at + operation.terms.prompt_lives;
  if (attempt.kind !== "submit") return remember(operation, { attempts, next: null });
  return move(operation, event, {
    status: "processing",
    reading: sending,
    evidence: null,
    memory: { attempts, prompt_until, next: null },
    announce: false,
  });
}

/** Proof that nothing was started is the only permission to make the call again by ourselves. */
export function decideNotSent(
  operation: Operation,
  event: Event & { readonly type: "attempt_not_sent" },
): Decision {
  if (isFinalStatus(operation.status)) return ignore(operation, "The operation has ended.");
  const attempt = lastAttempt(operation);
  if (attempt?.state !== "sending") return ignore(operation, "No call was under way.");
  if (attempt.kind !== "submit") return forgetCall(operation, event);
  return tryAgain(operation, event, { reading: neverSent, evidence: null });
}

/** The operation waits for its turn. */
export function decideHeld(operation: Operation, event: Event & { readonly type: "held" }): Decision {
  if (isFinalStatus(operation.status)) return ignore(operation, "The operation has ended.");
  if (lastAttempt(operation)?.state !== "planned") return ignore(operation, "No call was planned.");
  const memory: Partial<Memory> = { next: { do: "attempt", at: event.until } };
  if (lastAttempt(operation)?.kind !== "submit") return remember(operation, memory);
  if (event.at >= operation.created_at + operation.terms.deadline) return giveUpUnsent(operation, event);
  return move(operation, event, { status: "queued", reading: held, evidence: null, memory });
}

/** Its turn never came. No call is under way and none was ever answered with anything but a proof of nothing. */
function giveUpUnsent(operation: Operation, event: Event): Decision {
  const attempts = lastAttemptNow(operation, {
    state: "not_started",
    ended_at: event.at,
    rule: expiredUnsent.rule,
  });
  const safe = !operation.memory.silence;
  return move(operation, event, {
    status: "failed",
    reading: expiredUnsent,
    evidence: null,
    memory: { attempts },
    safe,
  });
}

/**
 * Nothing was started, so a new attempt under a new reference is safe. When the provider's patience is used up, the
 * operation ends as failed, for it is proven that no call can have charged anybody.
 */
export function tryAgain(
  operation: Operation,
  event: Event,
  refusal: {
    readonly reading: Reading;
    readonly evidence: Evidence | null;
    readonly provider?: ProviderWords;
  },
): Decision {
  const attempts = lastAttemptNow(operation, {
    state: "not_started",
    ended_at: event.at,
    rule: refusal.reading.rule,
  });
  const submits = attempts.filter((attempt) => attempt.kind === "submit");
  const wait = waitBeforeAttempt(operation, refusal.reading, submits.length);
  if (wait === null) {
    const safe = provesNotCharged(refusal.reading) && !operation.memory.silence;
    return move(operation, event, {
      ...refusal,
      status: "failed",
      memory: { attempts },
      safe,
      effects: [{ do: "free_phone", at: event.at }],
    });
  }
  const planned = plan({ ...operation, memory: { ...operation.memory, attempts } }, "submit");
  return move(operation, event, {
    ...refusal,
    status: "queued",
    reading: { ...refusal.reading, finality: "interim", actor: "provider", advice: { action: "wait" } },
    memory: { attempts: planned, prompt_until: null, next: { do: "attempt", at: event.at + wait } },
    effects: [{ do: "free_phone", at: event.at }],
  });
}

function waitBeforeAttempt(operation: Operation, reading: Reading, made: number): number | null {
  const wait = operation.terms.resubmit_after[made - 1];
  const { max_attempts } = reading.advice;
  return wait === undefined || (max_attempts !== undefined && made > max_attempts) ? null : wait;
}

/** A capture, cancel or PIN that never left: the operation stands where it stood before it was asked. */
function forgetCall(operation: Operation, event: Event): Decision {
  const attempts = lastAttemptNow(operation, {
    state: "not_started",
    ended_at: event.at,
    rule: neverSent.rule,
  });
  return remember(operation, scheduled(operation, { attempts, cancel_asked: false }, event.at));
}
