import { decide } from "../../src/core/decide/decide.ts";
import { submitInQuestion } from "../../src/core/decide/memory.ts";
import type { Event } from "../../src/core/event.ts";
import { firstMemory, type Operation, outcomeOf, type Terms } from "../../src/core/operation.ts";
import { accepted, noWords } from "../../src/core/readings.ts";

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** When every operation of these tests was made. */
export const born = Date.UTC(2026, 10, 21, 10);

export const AMOUNT_MINOR = 150_000n;

/** A provider with a prompt on the phone that can be asked about any submit, unless a test says otherwise. */
export function termsWith(change: Partial<Terms> = {}): Terms {
  return {
    capture: "automatic",
    challenge: "prompt",
    inquiry: "by_reference",
    can_cancel: false,
    inquiry_at: [5 * SECOND, 15 * SECOND, 30 * SECOND],
    deadline: HOUR,
    deadline_unaskable: 10 * MINUTE,
    prompt_lives: 2 * MINUTE,
    phone_lock_after_silence: null,
    resubmit_after: [10 * SECOND, 30 * SECOND],
    ...change,
  };
}

export function newOperation(terms: Partial<Terms> = {}, kind: Operation["kind"] = "payment"): Operation {
  return {
    kind,
    amount_minor: AMOUNT_MINOR,
    created_at: born,
    status: "created",
    version: 1,
    outcome: outcomeOf(accepted, { evidence: null, at: born, provider: noWords, safe: false }),
    memory: firstMemory(born),
    terms: termsWith(terms),
  };
}

type CallEnd = "attempt_not_sent" | "attempt_silent";

/** An event without its time: the history that it stands in gives it one. The end of a call is that of the last, if it says nothing else. */
export type Untimed<E = Event> = E extends { readonly type: CallEnd }
  ? Omit<E, "at" | "attempt"> & { readonly attempt?: number }
  : E extends Event
    ? Omit<E, "at">
    : never;

export function timed({ memory }: Pick<Operation, "memory">, event: Untimed, at: number): Event {
  const attempt = memory.attempts.at(-1)?.number;
  return { ...(isCallEnd(event) && { attempt }), ...event, at } as Event;
}

function isCallEnd({ type }: Untimed): boolean {
  return type === "attempt_not_sent" || type === "attempt_silent";
}

/** What becomes of an operation when these things happen, one a second. */
export function afterwards(operation: Operation, ...history: readonly Untimed[]): Operation {
  return history.reduce<Operation>(
    (known, event, index) => decide(known, timed(known, event, born + (index + 1) * SECOND)).operation,
    operation,
  );
}

/** The number of the submit that inquiries and callbacks are about. */
export function submitNumber(operation: Operation): number {
  return submitInQuestion(operation) ?? 1;
}
