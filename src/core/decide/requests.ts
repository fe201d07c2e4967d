import { assertNever } from "../../lib/assert-never.ts";
import type { Event } from "../event.ts";
import { canAsk, lastAttempt, type Operation } from "../operation.ts";
import { isFinalStatus } from "../outcome.ts";
import { personSaysMoved, personSaysNotMoved, silence, withdrawn } from "../readings.ts";
import { type Decision, lastAttemptNow, move, plan, refuse, remember, scheduled } from "./decision.ts";

/** The merchant withdraws. Certain before anything was sent; afterwards only where the provider knows how. */
export function decideCancel(operation: Operation, event: Event): Decision {
  if (operation.status === "cancelled") return refuse(operation, "It is cancelled already.");
  if (isFinalStatus(operation.status)) return refuse(operation, "It has ended.");
  const attempt = lastAttempt(operation);
  if (attempt?.kind === "submit" && attempt.state === "planned") {
    const attempts = lastAttemptNow(operation, { state: "not_started", ended_at: event.at });
    return move(operation, event, {
      status: "cancelled",
      reading: withdrawn,
      evidence: null,
      memory: { attempts, cancel_asked: true },
      safe: !operation.memory.silence,
      effects: [{ do: "free_phone", at: event.at }],
    });
  }
  if (!operation.terms.can_cancel)
    return refuse(operation, "It was sent, and this provider offers no way to withdraw it.");
  if (isCalling(operation)) return refuse(operation, "Another call for it is under way.");
  if (operation.status === "in_reconciliation")
    return refuse(operation, "A person has to decide what became of it first.");
  return remember(operation, {
    attempts: plan(operation, "cancel"),
    cancel_asked: true,
    next: { do: "attempt", at: event.at },
  });
}

export function decideCapture(operation: Operation, event: Event): Decision {
  if (operation.status !== "reserved") return refuse(operation, "Only reserved funds can be captured.");
  if (isCalling(operation)) return refuse(operation, "Another call for it is under way.");
  return remember(operation, { attempts: plan(operation, "capture"), next: { do: "attempt", at: event.at } });
}

export function decideConfirm(operation: Operation, event: Event): Decision {
  if (operation.terms.challenge !== "pin") return refuse(operation, "It needs no PIN.");
  if (operation.status !== "awaiting_payer") return refuse(operation, "It does not wait for a PIN.");
  if (isCalling(operation)) return refuse(operation, "Another call for it is under way.");
  return remember(operation, { attempts: plan(operation, "confirm"), next: { do: "attempt", at: event.at } });
}

/** Somebody wants to know now. */
export function decideSync(operation: Operation, event: Event): Decision {
  if (isFinalStatus(operation.status)) return refuse(operation, "It has ended, and what is known is known.");
  if (!canAsk(operation)) return refuse(operation, "There is nothing to ask this provider with.");
  if (isCalling(operation) || lastAttempt(operation)?.state === "planned")
    return refuse(operation, "It is being sent, so there is nothing to ask about yet.");
  return remember(operation, { next: { do: "inquire", at: event.at } });
}

/** A person's word: the only thing that changes a final status, and what settles that which no machine can. */
export function decidePerson(
  operation: Operation,
  event: Event & { readonly type: "person_decided" },
): Decision {
  if (operation.memory.review === null) return refuse(operation, "No review is open.");
  switch (event.decision) {
    case "keep_asking":
      return keepAsking(operation, event);
    case "moved":
    case "not_moved":
      return settleByPerson(operation, event, event.decision);
    default:
      return assertNever(event.decision);
  }
}

function settleByPerson(operation: Operation, event: Event, decision: "moved" | "not_moved"): Decision {
  const status = decision === "moved" ? "succeeded" : "failed";
  const wasFinal = isFinalStatus(operation.status);
  const unchanged = operation.status === status;
  const decided = move(operation, event, {
    status,
    reading: decision === "moved" ? personSaysMoved : personSaysNotMoved,
    evidence: "person",
    memory: { review: null, silence: false },
    safe: decision === "not_moved",
    effects: [
      { do: "close_review", how: "decided" },
      { do: "free_phone", at: event.at },
    ],
    announce: !wasFinal,
  });
  if (unchanged || !wasFinal)
    return unchanged
      ? { ...decided, operation: { ...decided.operation, outcome: operation.outcome } }
      : decided;
  return { ...decided, effects: [...decided.effects, { do: "announce", what: "corrected" }] };
}

function keepAsking(operation: Operation, event: Event): Decision {
  if (isFinalStatus(operation.status))
    return refuse(operation, "It has ended: decide whether the money moved.");
  if (!canAsk(operation))
    return refuse(operation, "There is nothing to ask this provider with: decide whether the money moved.");
  const memory = scheduled(operation, { review: null, opened_at: event.at, inquiries: 0 }, event.at);
  return move(operation, event, {
    status: "processing",
    reading: silence,
    evidence: "person",
    memory: { ...memory, next: { do: "inquire", at: event.at } },
    effects: [{ do: "close_review", how: "decided" }],
  });
}

function isCalling(operation: Operation): boolean {
  const attempt = lastAttempt(operation);
  return attempt?.state === "sending" || (attempt?.state === "planned" && attempt.kind !== "submit");
}
