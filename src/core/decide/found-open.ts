import { type Attempt, type AttemptKind, lastAttempt, type Memory, type Operation } from "../operation.ts";
import type { Reading, Status } from "../outcome.ts";
import { type Decision, move, remember } from "./decision.ts";
import { doubted, type Found } from "./finding.ts";
import {
  askNow,
  canCharge,
  changed,
  hasLaterCallAhead,
  isRepeat,
  opening,
  scheduled,
  withMemory,
} from "./memory.ts";

/** The provider has it, or nobody can tell: the ladder runs on. */
export function foundOpen(operation: Operation, event: Found, attempt: Attempt): Decision {
  const { reading, evidence } = event.finding;
  const saysNothing = reading.finality === "final" && reading.money !== "reserved";
  const careful = saysNothing ? doubted(reading) : reading;
  const unresolved = careful.finality === "unresolved";
  return stayOpen(operation, event, {
    attempt,
    reading: careful,
    silent: unresolved && evidence === "answer",
    ask: unresolved && (evidence === "callback" || (evidence === "answer" && attempt.kind !== "submit")),
  });
}

/** It may have ended, but only an inquiry makes that certain. */
export function askToConfirm(operation: Operation, event: Found, attempt: Attempt): Decision {
  return stayOpen(operation, event, {
    attempt,
    reading: doubted(event.finding.reading),
    silent: false,
    ask: event.finding.evidence !== "inquiry",
  });
}

/** Sent again, it was refused; but the first time it may have done its work. */
export function foundNothingNew(operation: Operation, event: Found, attempt: Attempt): Decision {
  const reading = doubted(event.finding.reading);
  return stayOpen(operation, event, { attempt, reading, silent: true, ask: false });
}

interface Doubt {
  readonly attempt: Attempt;
  readonly reading: Reading;
  /** The answer to a call says no more than silence would. */
  readonly silent: boolean;
  /** Ask at once instead of at the ladder's next rung. */
  readonly ask: boolean;
}

function stayOpen(
  operation: Operation,
  event: Found,
  { attempt, reading, silent, ...doubt }: Doubt,
): Decision {
  const { evidence, provider } = event.finding;
  // What is sent again after an inquiry must not lead to the next inquiry at once.
  const ask = doubt.ask && !isRepeat(attempt);
  const state = stateAfter(attempt, silent);
  const ended_at = attempt.ended_at ?? event.at;
  const known = {
    attempts: changed(operation, attempt, { state, ended_at, rule: reading.rule }),
    silence: operation.memory.silence || (silent && canCharge(operation, attempt)),
  };
  if (operation.status === "in_reconciliation")
    return remember(operation, ask ? askNow(operation, known, event.at) : known);
  const status = openStatus(withMemory(operation, known), reading);
  const memory =
    hasLaterCallAhead(operation, attempt) || attempt.state === "planned"
      ? known
      : (sentAgain(withMemory(operation, known), event) ??
        waiting(
          { ...operation, status },
          { ...known, ...opening(operation, event.at) },
          { ask, at: event.at },
        ));
  // What is held is known to be held, and the outcome may say besides why it was not taken.
  if (operation.status === "reserved" && status === "reserved") return remember(operation, memory);
  return move(operation, event, { status, reading, evidence, provider, memory });
}

/** What is known of a call, or planned for it, an answer to it that comes too late does not change. */
function stateAfter({ state }: Attempt, silent: boolean): Attempt["state"] {
  if (state === "ended" || state === "planned") return state;
  if (silent) return "silent";
  return state === "sending" ? "open" : state;
}

/**
 * A capture or a cancel was lost, and the funds are held as before. Where the provider knows the call again, it is sent
 * once more under its own name: it is carried out now, or was long ago, and never twice.
 */
function sentAgain(operation: Operation, { finding, at }: Found): Partial<Memory> | undefined {
  const last = lastAttempt(operation);
  const { repeatable = [] } = operation.terms;
  const isHeld = finding.evidence === "inquiry" && finding.reading.money === "reserved";
  if (!isHeld || last?.state !== "silent" || !repeatable.includes(last.kind)) return undefined;
  return { attempts: changed(operation, last, { state: "planned" }), next: { do: "attempt", at } };
}

function waiting(
  operation: Operation,
  known: Partial<Memory>,
  when: { readonly ask: boolean; readonly at: number },
): Partial<Memory> {
  const memory = scheduled(operation, known, when.at);
  return when.ask ? askNow(operation, memory, when.at) : memory;
}

/**
 * While a capture or a cancel may still be carried out, reserved funds are not the merchant's to decide about; while a
 * PIN may, nobody is to be asked for it again. A second one could charge a second time.
 */
function openStatus(operation: Operation, reading: Reading): Status {
  const taken = mayStillHappen(operation, "capture") || mayStillHappen(operation, "cancel");
  if (reading.money === "reserved")
    return operation.terms.capture === "manual" && !taken ? "reserved" : "processing";
  if (operation.status === "reserved" && !taken) return "reserved";
  const payerMustAct = reading.finality === "interim" && reading.actor === "payer";
  return payerMustAct && !mayStillHappen(operation, "confirm") ? "awaiting_payer" : "processing";
}

function mayStillHappen({ memory }: Operation, kind: AttemptKind): boolean {
  return memory.attempts.some(
    (attempt) =>
      attempt.kind === kind && (attempt.state === "open" || attempt.state === "silent" || isRepeat(attempt)),
  );
}
