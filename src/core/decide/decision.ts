import type { Effect, Event, Verdict } from "../event.ts";
import { nextStep } from "../ladder.ts";
import {
  type Attempt,
  type AttemptKind,
  type Memory,
  type Next,
  type Operation,
  outcomeOf,
  type ReviewCause,
} from "../operation.ts";
import { type Evidence, isFinalStatus, type ProviderWords, type Reading, type Status } from "../outcome.ts";
import { noWords } from "../readings.ts";

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
export function remember(operation: Operation, memory: Partial<Memory>): Decision {
  return {
    operation: counted(withMemory(operation, memory)),
    effects: [],
    verdict: "applied",
    because: null,
  };
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
  const ended = isFinalStatus(to.status) ? withMemory(moved, { next: null }) : moved;
  const announces = to.announce !== false && to.status !== operation.status;
  const effects: Effect[] = [...(to.effects ?? [])];
  if (announces) effects.push({ do: "announce", what: to.status });
  return { operation: ended, effects, verdict: "applied", because: null };
}

/** Nobody can settle it by machine: it stands in reconciliation until a proof or a person does. */
export function reconcile(
  operation: Operation,
  event: Event,
  to: { readonly cause: ReviewCause; readonly reading: Reading } & Partial<Move>,
): Decision {
  if (operation.memory.review !== null) return ignore(operation, "A review is open already.");
  return move(operation, event, {
    evidence: null,
    ...to,
    status: "in_reconciliation",
    memory: { ...to.memory, next: null, review: { cause: to.cause, opened_at: event.at } },
    effects: [{ do: "open_review", cause: to.cause }],
  });
}

/** The outcome stands, but somebody has to look at it: a final status never changes by itself. */
export function openReview(operation: Operation, event: Event, cause: ReviewCause): Decision {
  if (operation.memory.review !== null) return ignore(operation, "A review is open already.");
  const reviewed = counted(withMemory(operation, { review: { cause, opened_at: event.at } }));
  return { operation: reviewed, effects: [{ do: "open_review", cause }], verdict: "applied", because: null };
}

export function withMemory(operation: Operation, memory: Partial<Memory>): Operation {
  return { ...operation, memory: { ...operation.memory, ...memory } };
}

/** The attempts with the last one changed. */
export function lastAttemptNow(operation: Operation, change: Partial<Attempt>): readonly Attempt[] {
  const { attempts } = operation.memory;
  return attempts.map((attempt, index) =>
    index === attempts.length - 1 ? { ...attempt, ...change } : attempt,
  );
}

/** The attempts with one more, planned. Its number, and so its reference, was never used before. */
export function plan(operation: Operation, kind: AttemptKind): readonly Attempt[] {
  const { attempts } = operation.memory;
  return [
    ...attempts,
    { number: attempts.length + 1, kind, state: "planned", began_at: null, ended_at: null, rule: null },
  ];
}

/** Fills in the next step that the ladder gives for what the memory will be. */
export function scheduled(operation: Operation, memory: Partial<Memory>, now: number): Partial<Memory> {
  const next: Next | null = nextStep(withMemory(operation, memory), now);
  return { ...memory, next };
}

function counted(operation: Operation): Operation {
  return { ...operation, version: operation.version + 1 };
}
