import { assertNever } from "../../lib/assert-never.ts";
import type { Effect, Event } from "../event.ts";
import { canAsk, lastAttempt, type Operation, type ReviewDecision } from "../operation.ts";
import { isFinalStatus, provesNotCharged, type Status } from "../outcome.ts";
import { personSaysMoved, personSaysNotMoved, silence } from "../readings.ts";
import { type Decision, move, refuse, remember } from "./decision.ts";
import { askNow } from "./memory.ts";

const closing: Effect = { do: "close_review", how: "decided" };

/** A person's word: the only thing that changes a final status, and what settles that which no machine can. */
export function decidePerson(
  operation: Operation,
  event: Event & { readonly type: "person_decided" },
): Decision {
  const { review } = operation.memory;
  if (review === null) return refuse(operation, "No review is open.");
  if (event.review_opened_at !== undefined && event.review_opened_at !== review.opened_at)
    return refuse(operation, "That review is closed, and another one is open.");
  switch (event.decision) {
    case "keep_asking":
      return keepAsking(operation, event);
    case "moved":
    case "not_moved":
      return agrees(operation.status, event.decision)
        ? letStand(operation)
        : settleByPerson(operation, event, event.decision);
    default:
      return assertNever(event.decision);
  }
}

function agrees(status: Status, decision: ReviewDecision): boolean {
  return decision === "moved" ? status === "succeeded" : status === "failed" || status === "cancelled";
}

/** The contradiction is explained, so the outcome means again what it meant. */
function letStand(operation: Operation): Decision {
  const ended_unpaid = operation.status !== "succeeded" && provesNotCharged(operation.outcome);
  const safe_to_charge_again = ended_unpaid && !isCalling(operation);
  const outcome = { ...operation.outcome, safe_to_charge_again };
  return remember({ ...operation, outcome }, { review: null, silence: false, doubt: false }, [closing]);
}

function settleByPerson(operation: Operation, event: Event, decision: "moved" | "not_moved"): Decision {
  const corrects = isFinalStatus(operation.status);
  const corrected: Effect = { do: "announce", what: "corrected" };
  return move(operation, event, {
    status: decision === "moved" ? "succeeded" : "failed",
    reading: decision === "moved" ? personSaysMoved : personSaysNotMoved,
    evidence: "person",
    memory: { review: null, silence: false, doubt: false },
    safe: decision === "not_moved" && !isCalling(operation),
    effects: [closing, { do: "free_phone", at: event.at }, ...(corrects ? [corrected] : [])],
    announce: !corrects,
  });
}

function keepAsking(operation: Operation, event: Event): Decision {
  if (isFinalStatus(operation.status))
    return refuse(operation, "It has ended: decide whether the money moved.");
  if (!canAsk(operation))
    return refuse(operation, "There is nothing to ask this provider with: decide whether the money moved.");
  return move(operation, event, {
    status: "processing",
    reading: silence,
    evidence: "person",
    memory: askNow(operation, { review: null, opened_at: event.at, inquiries: 0 }, event.at),
    effects: [closing],
  });
}

/** Not even a person knows how a call will end that is still under way. */
function isCalling(operation: Operation): boolean {
  return lastAttempt(operation)?.state === "sending";
}
