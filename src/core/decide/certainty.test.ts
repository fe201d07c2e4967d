import { everyHistoryKeeps } from "../../../test/support/promises.ts";
import type { Step } from "../../../test/support/random-histories.ts";
import { type Attempt, lastAttempt, type Operation } from "../operation.ts";
import { isFinalStatus, type Status } from "../outcome.ts";
import { isUnconfirmed } from "./memory.ts";

everyHistoryKeeps("what is certain stays certain", {
  "a final status stays, unless a person decides": ({ before, event, decision }) =>
    isFinalStatus(before.status) &&
    decision.operation.status !== before.status &&
    event.type !== "person_decided" &&
    "a final status changed by itself",

  "a person changes a final status only where a review is open, and it is announced as corrected": ({
    before,
    decision,
  }) => {
    const corrected = isFinalStatus(before.status) && decision.operation.status !== before.status;
    if (corrected && before.memory.review === null) return "corrected without an open review";
    return announced(decision.effects, "corrected") !== corrected && "corrected and announced do not agree";
  },

  "the end is announced exactly once": ({ decision }, earlier) => {
    const ends = [...earlier.map((step) => step.decision), decision]
      .flatMap(({ effects }) => effects)
      .filter((effect) => effect.do === "announce" && isFinalStatus(effect.what as Status)).length;
    const expected = isFinalStatus(decision.operation.status) ? 1 : 0;
    return ends !== expected && `the end was announced ${ends} times`;
  },

  "nothing is announced but a status that is new": ({ before, decision }) => {
    const { status } = decision.operation;
    const wrong = decision.effects.some(
      (effect) =>
        effect.do === "announce" &&
        (status === before.status || (effect.what !== status && effect.what !== "corrected")),
    );
    return wrong && "the merchant was told what is not so, or was told before";
  },

  "knowledge never shrinks": ({ before, event, decision }) => {
    const { status } = decision.operation;
    if (knowledge[status] >= knowledge[before.status]) return false;
    if (event.type === "person_decided" && event.decision === "keep_asking") return false;
    if (status === "queued" && provenNotStarted(before, decision.operation)) return false;
    if (before.status === "reserved" && isTakenOrFreed(decision.operation)) return false;
    return `${before.status} became ${status}`;
  },

  "it succeeds only by a proof that the money moved, or by a person": ({ before, event, decision }) => {
    if (decision.operation.status !== "succeeded" || before.status === "succeeded") return false;
    if (event.type === "person_decided") return event.decision !== "moved" && "a person said otherwise";
    if (event.type !== "found") return `it succeeded by ${event.type}`;
    const { reading, strength, about, amount_minor } = event.finding;
    const proof = strength === "proof" && about === "operation" && reading.finality === "final";
    const moved =
      reading.money === "moved" ||
      (before.kind === "refund" && reading.money === "returned") ||
      (before.kind === "message" && reading.money === "none");
    if (!proof || reading.category !== "completed" || !moved) return "it succeeded without a completed proof";
    return (
      amount_minor !== null && amount_minor !== before.amount_minor && "it succeeded with another amount"
    );
  },

  "it fails only by a proof, by a person, or where nothing ever left": ({ before, event, decision }) => {
    if (decision.operation.status !== "failed" || before.status === "failed") return false;
    if (event.type === "person_decided") return event.decision !== "not_moved" && "a person said otherwise";
    const started = before.memory.attempts.some(({ state }) => !["planned", "not_started"].includes(state));
    if (event.type === "held") return started && "it failed for waiting, though a call had begun";
    if (event.type === "attempt_not_sent") return false;
    if (event.type === "deadline_passed") return !isUnconfirmed(before) && "it failed by silence";
    if (event.type !== "found") return `it failed by ${event.type}`;
    const { reading, strength, about } = event.finding;
    const proof = strength === "proof" && about === "operation" && reading.finality === "final";
    const kept =
      reading.money === "not_moved" ||
      reading.money === "returned" ||
      (before.kind === "message" && reading.money === "none");
    return (!proof || !kept || reading.category === "duplicate") && "it failed without a final proof";
  },

  "a reading to be confirmed, or a no after silence, ends nothing before an inquiry": ({
    before,
    event,
    decision,
  }) => {
    if (event.type !== "found" || isFinalStatus(before.status)) return false;
    const { reading, evidence } = event.finding;
    if (!isFinalStatus(decision.operation.status) || evidence === "inquiry" || evidence === "statement")
      return false;
    // The answer to a capture, a cancel or a PIN says at once whether that call took effect.
    if (evidence === "answer" && callOf(before, event.attempt)?.kind !== "submit") return false;
    if (reading.confirm_by_inquiry) return "it ended by a row that is known to flip";
    const askable = before.terms.inquiry === "by_reference";
    return (
      before.memory.silence && askable && reading.category !== "completed" && "a no after silence ended it"
    );
  },

  "the outcome fits the status": ({ decision: { operation } }) => {
    const { status, outcome } = operation;
    const { finality, money, category, advice } = outcome;
    const careful = ["wait", "verify", "resend_same", "escalate"].includes(advice.action);
    if (money === "unknown" && !careful) return `money unknown, and the advice is ${advice.action}`;
    if (category === "completed" && finality !== "final") return "completed, but not final";
    if (isFinalStatus(status) && finality !== "final") return `${status}, and the outcome is ${finality}`;
    if (!isFinalStatus(status) && finality === "final" && money !== "reserved") return `${status}, yet final`;
    const moved =
      money === "moved" ||
      (operation.kind === "refund" && money === "returned") ||
      (operation.kind === "message" && money === "none");
    return status === "succeeded" && !moved && `succeeded, and the money is ${money}`;
  },
});

/** Higher is more; the exceptions stand in the promise. */
const knowledge: Readonly<Record<Status, number>> = {
  created: 0,
  queued: 0,
  processing: 1,
  awaiting_payer: 1,
  reserved: 2,
  in_reconciliation: 3,
  succeeded: 4,
  failed: 4,
  cancelled: 4,
};

function provenNotStarted(before: Operation, after: Operation): boolean {
  const number = lastAttempt(before)?.number;
  return callOf(after, number)?.state === "not_started" && submitsOf(after) === submitsOf(before) + 1;
}

/** A capture or a cancel that may have been carried out. */
function isTakenOrFreed(operation: Operation): boolean {
  const last = lastAttempt(operation);
  if (last?.kind !== "capture" && last?.kind !== "cancel") return false;
  return last.state === "open" || last.state === "silent";
}

function callOf({ memory }: Operation, number: number | undefined): Attempt | undefined {
  return memory.attempts.find((attempt) => attempt.number === number);
}

function submitsOf({ memory }: Operation): number {
  return memory.attempts.filter(({ kind }) => kind === "submit").length;
}

function announced(effects: Step["decision"]["effects"], what: string): boolean {
  return effects.some((effect) => effect.do === "announce" && effect.what === what);
}
