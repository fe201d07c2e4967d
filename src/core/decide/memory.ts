import { nextStep } from "../ladder.ts";
import {
  type Attempt,
  type AttemptKind,
  canAsk,
  lastAttempt,
  type Memory,
  type Next,
  type Operation,
} from "../operation.ts";

/** What an operation remembers, and changes of it that move nothing. */
export function withMemory(operation: Operation, memory: Partial<Memory>): Operation {
  return { ...operation, memory: { ...operation.memory, ...memory } };
}

/** The attempts with one of them changed. */
export function changed(
  operation: Operation,
  attempt: Attempt,
  change: Partial<Attempt>,
): readonly Attempt[] {
  return operation.memory.attempts.map((other) =>
    other.number === attempt.number ? { ...other, ...change } : other,
  );
}

/** The attempts with one more, planned. Its number, and so its reference, was never used before. */
export function plan(attempts: readonly Attempt[], kind: AttemptKind): readonly Attempt[] {
  const number = attempts.length + 1;
  return [...attempts, { number, kind, state: "planned", began_at: null, ended_at: null, rule: null }];
}

/** What was planned will not be done any more. */
export function withoutPlans(attempts: readonly Attempt[], now: number): readonly Attempt[] {
  return attempts.map((attempt) =>
    attempt.state === "planned" ? { ...attempt, state: stateUnsent(attempt), ended_at: now } : attempt,
  );
}

/** What a call is that was planned and did not leave: one that is sent again may have done its work before. */
export function stateUnsent(attempt: Attempt): "not_started" | "silent" {
  return isRepeat(attempt) ? "silent" : "not_started";
}

/** A call that is to be sent again, or was: only such a one has ended before it is answered. */
export function isRepeat({ state, ended_at }: Attempt): boolean {
  return (state === "planned" || state === "sending") && ended_at !== null;
}

/** Nothing that was said or left unsaid speaks for a charge that nobody has seen. */
export function isWithoutDoubt({ memory }: Operation): boolean {
  return !memory.silence && !memory.doubt;
}

/** Only a confirm of ours could charge anybody, and none was made that may have done so. */
export function isUnconfirmed(operation: Operation): boolean {
  const { only_confirm_charges, attempts } = operation.memory;
  const harmless: readonly Attempt["state"][] = ["planned", "not_started", "ended"];
  const unmade = attempts.every(({ kind, state }) => kind !== "confirm" || harmless.includes(state));
  return only_confirm_charges === true && unmade && isWithoutDoubt(operation);
}

/** Whether a call may have charged somebody, as far as is known before it is answered. */
export function canCharge({ memory }: Operation, attempt: Attempt): boolean {
  return attempt.kind !== "submit" || memory.only_confirm_charges !== true;
}

/** Number of the submit whose fate is the operation's: every other one is proven not to have started anything. */
export function submitInQuestion({ memory }: Pick<Operation, "memory">): number | undefined {
  return lastThatCounts(memory.attempts);
}

/** Number of the submit that an attempt is, or that it follows. */
export function submitOf({ memory }: Operation, attempt: Attempt): number | undefined {
  if (attempt.kind === "submit") return attempt.number;
  return lastThatCounts(memory.attempts.filter((other) => other.number < attempt.number));
}

function lastThatCounts(attempts: readonly Attempt[]): number | undefined {
  const submits = attempts.filter((attempt) => attempt.kind === "submit");
  return (submits.findLast((submit) => submit.state !== "not_started") ?? submits.at(-1))?.number;
}

/** A call that is planned or under way comes first: until it has ended, nothing else is due. */
export function hasCallAhead(operation: Operation): boolean {
  const state = lastAttempt(operation)?.state;
  return state === "planned" || state === "sending";
}

/** The same, seen from an earlier call: what comes next depends on how the later one ends. */
export function hasLaterCallAhead(operation: Operation, attempt: Attempt): boolean {
  return lastAttempt(operation)?.number !== attempt.number && hasCallAhead(operation);
}

/** Fills in the next step that the ladder gives for what the memory will be. */
export function scheduled(operation: Operation, memory: Partial<Memory>, now: number): Partial<Memory> {
  // What is in reconciliation waits for a proof or a person.
  if (operation.status === "in_reconciliation") return { ...memory, next: null };
  const known = withMemory(operation, memory);
  return { ...memory, next: operation.status === "reserved" ? nextCheck(known, now) : nextStep(known, now) };
}

/** Reserved funds wait for the merchant, without a deadline of ours, but a provider may let them go before. */
function nextCheck(operation: Operation, now: number): Next | null {
  const { held_check_every } = operation.terms;
  return held_check_every === undefined || !canAsk(operation)
    ? null
    : { do: "inquire", at: now + held_check_every };
}

/** Makes an inquiry due at once, where there is anything to ask with. */
export function askNow(operation: Operation, memory: Partial<Memory>, now: number): Partial<Memory> {
  return canAsk(withMemory(operation, memory)) ? { ...memory, next: { do: "inquire", at: now } } : memory;
}

/**
 * The ladder counts from the first answer, or from its loss. Reserved funds may have waited for days, so the call that
 * takes or frees them begins it anew.
 */
export function opening(operation: Operation, now: number): Partial<Memory> {
  return operation.status === "reserved"
    ? { opened_at: now, inquiries: 0 }
    : { opened_at: operation.memory.opened_at ?? now };
}
