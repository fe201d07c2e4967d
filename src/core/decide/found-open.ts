import { type Attempt, lastAttempt, type Memory, type Operation } from "../operation.ts";
import type { Reading, Status } from "../outcome.ts";
import { type Decision, move, remember } from "./decision.ts";
import { doubted, type Found } from "./finding.ts";
import { askNow, changed, hasCallAhead, opening, scheduled } from "./memory.ts";

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
    ask: unresolved && evidence === "callback",
  });
}

/** It may have ended, but only an inquiry makes that certain. */
export function askToConfirm(operation: Operation, event: Found, attempt: Attempt): Decision {
  return stayOpen(operation, event, {
    attempt,
    reading: doubted(event.finding.reading),
    silent: false,
    ask: true,
  });
}

interface Doubt {
  readonly attempt: Attempt;
  readonly reading: Reading;
  /** The answer to a call says no more than silence would. */
  readonly silent: boolean;
  /** Ask at once instead of at the ladder's next rung. */
  readonly ask: boolean;
}

function stayOpen(operation: Operation, event: Found, { attempt, reading, silent, ask }: Doubt): Decision {
  const { evidence, provider } = event.finding;
  const state = silent ? "silent" : attempt.state === "sending" ? "open" : attempt.state;
  const ended_at = attempt.ended_at ?? event.at;
  const known = {
    attempts: changed(operation, attempt, { state, ended_at, rule: reading.rule }),
    silence: operation.memory.silence || silent,
  };
  if (operation.status === "in_reconciliation")
    return remember(operation, ask ? askNow(operation, known, event.at) : known);
  const status = openStatus(operation, reading, attempt);
  const memory = isAboutEarlierCall(operation, attempt)
    ? known
    : waiting({ ...operation, status }, { ...known, ...opening(operation, event.at) }, { ask, at: event.at });
  const knowsMore = operation.status === "reserved" && status === "reserved" && reading.money !== "reserved";
  if (knowsMore) return remember(operation, memory);
  return move(operation, event, { status, reading, evidence, provider, memory });
}

function waiting(
  operation: Operation,
  known: Partial<Memory>,
  when: { readonly ask: boolean; readonly at: number },
): Partial<Memory> {
  const memory = scheduled(operation, known, when.at);
  return when.ask ? askNow(operation, memory, when.at) : memory;
}

/** A later call is planned or under way: what comes next depends on how that one ends. */
function isAboutEarlierCall(operation: Operation, attempt: Attempt): boolean {
  return lastAttempt(operation)?.number !== attempt.number && hasCallAhead(operation);
}

function openStatus(operation: Operation, reading: Reading, attempt: Attempt): Status {
  const ours = operation.terms.capture === "manual" && !mayTakeOrFree(lastAttempt(operation));
  if (reading.money === "reserved") return ours ? "reserved" : "processing";
  if (operation.status === "reserved" && !takesOrFrees(attempt)) return "reserved";
  return reading.finality === "interim" && reading.actor === "payer" ? "awaiting_payer" : "processing";
}

/** While a capture or a cancel may still be carried out, reserved funds are not the merchant's to decide about. */
function mayTakeOrFree(attempt: Attempt | undefined): boolean {
  return attempt !== undefined && takesOrFrees(attempt) && ["open", "silent"].includes(attempt.state);
}

function takesOrFrees({ kind }: Attempt): boolean {
  return kind === "capture" || kind === "cancel";
}
