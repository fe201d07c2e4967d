import type { Effect, Event, Verdict } from "../event.ts";
import { type Memory, type Operation, outcomeOf, type ReviewCause } from "../operation.ts";
import { type Evidence, isFinalStatus, type ProviderWords, type Reading, type Status } from "../outcome.ts";
import { noWords } from "../readings.ts";
import { withMemory, withoutPlans } from "./memory.ts";

export interface Decision {
  readonly operation: Operation;
  readonly effects: readonly Effect[];
  readonly verdict: Verdict;
  /** Why an event was ignored or refused: a sentence for the timeline and for the caller. */
  readonly because: string | null;
}

/** Takes the event into the history and changes nothing else. */
export function ignore(operation: Operation, because: string): Decision {
  return { operation: counted(operation), effects: [], verdict: "ignored", because };
}

/** Somebody asked for what cannot be done now: nothing changes, and nothing is written. */
export function refuse(operation: Operation, because: string): Decision {
  return { operation, effects: [], verdict: "refused", because };
}

/** A change of memory alone, such as an attempt that began. */
export function remember(
  operation: Operation,
  memory: Partial<Memory>,
  effects: readonly Effect[] = [],
): Decision {
  return { operation: counted(withMemory(operation, memory)), effects, verdict: "applied", because: null };
}

export interface Move {
  readonly status: Status;
  readonly reading: Reading;
  readonly evidence: Evidence | null;
  readonly provider?: ProviderWords;
  readonly memory?: Partial<Memory>;
  readonly safe?: boolean;
  readonly effects?: readonly Effect[];
  /** False where the step is too small to tell the merchant of. */
  readonly announce?: boolean;
}

/** Moves the operation to a status with a new outcome, and announces it where the status is new. */
export function move(operation: Operation, event: Event, to: Move): Decision {
  const outcome = outcomeOf(to.reading, {
    evidence: to.evidence,
    at: event.at,
    provider: to.provider ?? noWords,
    safe: to.safe ?? false,
  });
  const moved = counted({ ...withMemory(operation, to.memory ?? {}), status: to.status, outcome });
  const effects: Effect[] = [...(to.effects ?? [])];
  if (to.announce !== false && to.status !== operation.status)
    effects.push({ do: "announce", what: to.status });
  return { operation: atRest(moved, event.at), effects, verdict: "applied", because: null };
}

/** Where it has ended, or only a proof or a person can end it, nothing that was planned is done any more. */
function atRest(operation: Operation, now: number): Operation {
  const attempts = withoutPlans(operation.memory.attempts, now);
  if (isFinalStatus(operation.status)) return withMemory(operation, { attempts, next: null });
  return operation.status === "in_reconciliation" ? withMemory(operation, { attempts }) : operation;
}

/**
 * Nobody can settle it by machine: it stands in reconciliation until a proof or a person does. Where a review is open
 * already, the graver cause is remembered, so that no later proof ends what a person has to look at.
 */
export function reconcile(
  operation: Operation,
  event: Event,
  to: { readonly cause: ReviewCause } & Pick<Move, "reading" | "provider"> & Partial<Pick<Move, "evidence">>,
): Decision {
  const { cause, ...known } = to;
  const { review } = operation.memory;
  if (review?.cause === cause) return ignore(operation, "A review is open already.");
  if (review !== null) return remember(operation, { review: { ...review, cause } });
  return move(operation, event, {
    evidence: null,
    ...known,
    status: "in_reconciliation",
    memory: { next: null, review: { cause, opened_at: event.at } },
    effects: [{ do: "open_review", cause }],
  });
}

/**
 * The outcome stands, but somebody has to look at it: a final status never changes by itself. Until then nobody is told
 * that charging again is safe.
 */
export function openReview(operation: Operation, event: Event, cause: ReviewCause): Decision {
  if (operation.memory.review !== null) return ignore(operation, "A review is open already.");
  const outcome = { ...operation.outcome, safe_to_charge_again: false };
  const review = { cause, opened_at: event.at };
  return remember({ ...operation, outcome }, { review }, [{ do: "open_review", cause }]);
}

function counted(operation: Operation): Operation {
  return { ...operation, version: operation.version + 1 };
}
