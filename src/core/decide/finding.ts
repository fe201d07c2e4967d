import type { Event } from "../event.ts";
import { type Attempt, canAsk, type Operation } from "../operation.ts";
import type { Category, Finding, Reading } from "../outcome.ts";

export type Found = Event & { readonly type: "found" };

/** What a provider's message proves, before anybody asks what to do about it. */
export function isProof(finding: Finding): boolean {
  return finding.strength === "proof" && finding.about === "operation";
}

/** Whether the reading, alone, says how the operation ended. A "duplicate" speaks of an earlier request, not of this one. */
export function saysTheEnd(operation: Operation, reading: Reading): boolean {
  if (reading.finality !== "final" || reading.category === "duplicate") return false;
  return reading.category === "completed" ? saysDone(operation, reading) : saysNotMoved(operation, reading);
}

/** What was asked for was done. A refund may be told as money returned. */
export function saysDone({ kind }: Operation, { finality, category, money }: Reading): boolean {
  const moved =
    money === "moved" ||
    (kind === "refund" && money === "returned") ||
    (kind === "message" && money === "none");
  return finality === "final" && category === "completed" && moved;
}

/** A message moves no money, so of it every "no" is one. */
function saysNotMoved({ kind }: Operation, { money }: Reading): boolean {
  return money === "not_moved" || money === "returned" || (kind === "message" && money === "none");
}

/** Whether this answer to a call says that the call did what it was made for. */
export function tookEffect(operation: Operation, attempt: Attempt, reading: Reading): boolean {
  if (attempt.kind !== "cancel") return saysDone(operation, reading);
  const withdrawn = reading.category === "completed" || reading.category === "cancelled";
  return reading.finality === "final" && withdrawn && isWithoutCharge(reading);
}

/** Whether it refuses a capture or a cancel, with the word that the funds are held as before. */
export function leavesHeld({ kind }: Attempt, { category, finality, money }: Reading): boolean {
  const undecided: readonly Category[] = ["completed", "in_progress", "duplicate", "indeterminate"];
  const refused = (finality === "final" || finality === "interim") && !undecided.includes(category);
  return (kind === "capture" || kind === "cancel") && money === "reserved" && refused;
}

function isWithoutCharge({ money }: Reading): boolean {
  return money === "not_moved" || money === "returned" || money === "none";
}

/** Rows that are known to flip, and every "no" after a silence, count only when an inquiry says them too. */
export function needsInquiry(operation: Operation, { evidence, reading }: Finding): boolean {
  if (evidence === "inquiry" || evidence === "statement") return false;
  const doubtfulNo = operation.memory.silence && canAsk(operation) && reading.category !== "completed";
  return reading.confirm_by_inquiry || doubtfulNo;
}

export function differsInAmount(operation: Operation, { amount_minor }: Finding): boolean {
  return amount_minor !== null && amount_minor !== operation.amount_minor;
}

/** The same words, taken for no more than a reason to ask. Nobody is told "completed" before it is certain. */
export function doubted(reading: Reading): Reading {
  const completed = reading.category === "completed";
  return {
    ...reading,
    category: completed ? "in_progress" : reading.category,
    reason: completed ? "in_progress" : reading.reason,
    finality: "unresolved",
    money: "unknown",
    actor: "provider",
    advice: { action: "verify", reference: "same" },
  };
}

/** Whether this message leaves a doubt that no later "no" can lift. A hint is enough: it only makes us more careful. */
export function leavesDoubt(operation: Operation, { finding, at }: Found): boolean {
  const { leaves_doubt } = finding.reading;
  if (finding.about === "call") return false;
  return leaves_doubt === "when_late" ? isLate(operation, at) : leaves_doubt === "at_once";
}

/** Whether it is too early to believe the end. A person's statement knows what came of it. */
export function mayReopen(operation: Operation, { finding, at }: Found): boolean {
  const { evidence, reading } = finding;
  return reading.may_reopen === true && evidence !== "statement" && !isLate(operation, at);
}

function isLate({ memory, terms }: Operation, at: number): boolean {
  const { late_after } = terms;
  return memory.opened_at !== null && late_after !== undefined && at - memory.opened_at >= late_after;
}

/** A "no" after such a doubt ends the operation all the same, but whether to ask again is for a person to say. */
export function afterDoubt(operation: Operation, reading: Reading): Reading {
  return operation.memory.doubt && !saysDone(operation, reading)
    ? { ...reading, actor: "operator", advice: { action: "escalate" } }
    : reading;
}
