import { everyHistoryKeeps } from "../../../test/support/promises.ts";
import { lastAttempt, type Operation } from "../operation.ts";
import { isFinalStatus } from "../outcome.ts";
import { isUnconfirmed } from "./memory.ts";

everyHistoryKeeps("nothing is forgotten", {
  "nothing is forgotten": ({ decision: { operation } }) => {
    const { status, memory } = operation;
    const calling = lastAttempt(operation)?.state === "sending";
    const planned = memory.attempts.some(({ state }) => state === "planned");
    if (planned !== (memory.next?.do === "attempt")) return "a planned call and the next step do not agree";
    if (isFinalStatus(status))
      return memory.next !== null && "it has ended, and something is still to be done";
    if (status === "in_reconciliation") return memory.review === null && "no person was called";
    if (memory.review !== null) return "a review is open while it goes on";
    if (status === "reserved")
      return isTakenOrFreed(operation) && "nobody asks what became of the reserved funds";
    return memory.next === null && !calling && "there is nothing left that would move it";
  },

  "the version counts every event that is written": ({ before, decision }) => {
    const { operation, verdict, effects } = decision;
    if (verdict === "refused") return operation !== before && "a refusal changed something";
    if (operation.version !== before.version + 1)
      return `version ${before.version} became ${operation.version}`;
    if (verdict === "applied") return false;
    const changed =
      JSON.stringify({ ...operation, version: 0 }, exact) !==
      JSON.stringify({ ...before, version: 0 }, exact);
    return (changed || effects.length > 0) && "it was ignored, yet it changed something";
  },

  "a deadline hands the operation to a person, unless nobody could be charged": ({
    before,
    event,
    decision,
  }) => {
    if (event.type !== "deadline_passed" || before.memory.next?.do !== "give_up" || isUnconfirmed(before))
      return false;
    const { status, memory } = decision.operation;
    const opened = decision.effects.some((effect) => effect.do === "open_review");
    return (status !== "in_reconciliation" || memory.review === null || !opened) && `it became ${status}`;
  },

  "an inquiry that is answered about itself changes nothing but the schedule": ({
    before,
    event,
    decision,
  }) => {
    if (event.type !== "found" || event.finding.evidence !== "inquiry") return false;
    if (event.finding.about === "operation" && event.finding.strength === "proof") return false;
    // Even a hint that it may have been done unseen is remembered.
    const { next: _, inquiries: __, ...after } = { ...decision.operation.memory, doubt: null };
    const { next: ___, inquiries: ____, ...was } = { ...before.memory, doubt: null };
    const same =
      decision.operation.status === before.status &&
      decision.operation.outcome === before.outcome &&
      JSON.stringify(after) === JSON.stringify(was);
    return (!same || decision.effects.length > 0) && "it changed more than the schedule";
  },

  "a dispute goes on until an inquiry has its answer": ({ before, decision: { operation } }) => {
    const { status, memory } = operation;
    if (memory.resolving === null) return false;
    if (isFinalStatus(status) || status === "in_reconciliation") return `disputed, and it is ${status}`;
    const calling = lastAttempt(operation)?.state === "sending";
    if (memory.next === null && !calling) return "nothing is done about the dispute";
    return (
      before.memory.resolving === "cancelling" &&
      memory.resolving === "asking" &&
      "the dispute went backwards"
    );
  },

  "a dispute cancels only from where an inquiry says that it can be": ({ before, event, decision }) => {
    const made = decision.operation.memory.attempts.length > before.memory.attempts.length;
    if (!made || lastAttempt(decision.operation)?.kind !== "cancel" || event.type === "cancel_asked")
      return false;
    if (event.type !== "found") return `it was cancelled by ${event.type}`;
    const { evidence, strength, about, reading } = event.finding;
    const told = evidence === "inquiry" && strength === "proof" && about === "operation";
    if (before.memory.resolving !== "asking") return "it was cancelled, and nobody had asked for it";
    return (!told || reading.cancellable !== true) && "it was cancelled without knowing that it can be";
  },

  "an inquiry is never followed by another without a pause": ({ event, decision }) => {
    const inquired =
      event.type === "inquiry_silent" || (event.type === "found" && event.finding.evidence === "inquiry");
    const { next } = decision.operation.memory;
    return (
      inquired &&
      next?.do === "inquire" &&
      decision.verdict === "applied" &&
      next.at <= event.at &&
      "no pause"
    );
  },

  "reviews open and close in turn, as memory says": ({ before, decision }) => {
    const opened = decision.effects.filter((effect) => effect.do === "open_review").length;
    const closed = decision.effects.filter((effect) => effect.do === "close_review").length;
    const was = before.memory.review === null ? 0 : 1;
    const is = decision.operation.memory.review === null ? 0 : 1;
    return (
      (opened > 1 || closed > 1 || was + opened - closed !== is || opened + closed > 1) && "they do not agree"
    );
  },
});

/** A capture or a cancel that may have been carried out. */
function isTakenOrFreed(operation: Operation): boolean {
  const last = lastAttempt(operation);
  if (last?.kind !== "capture" && last?.kind !== "cancel") return false;
  return last.state === "open" || last.state === "silent";
}

function exact(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
