import type { Attempt, AttemptKind, Memory, Operation } from "../operation.ts";
import type { Reading, Status } from "../outcome.ts";
import { type Decision, move, remember } from "./decision.ts";
import { doubted, type Found } from "./finding.ts";
import { askNow, canCharge, changed, hasLaterCallAhead, opening, scheduled, withMemory } from "./memory.ts";

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
    silence: operation.memory.silence || (silent && canCharge(operation, attempt)),
  };
  if (operation.status === "in_reconciliation")
    return remember(operation, ask ? askNow(operation, known, event.at) : known);
  const status = openStatus(withMemory(operation, known), reading);
  const memory = hasLaterCallAhead(operation, attempt)
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
    (attempt) => attempt.kind === kind && (attempt.state === "open" || attempt.state === "silent"),
  );
}
