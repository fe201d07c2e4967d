import type { Event } from "../event.ts";
import { type AttemptKind, canAsk, lastAttempt, type Memory, type Operation } from "../operation.ts";
import { isFinalStatus } from "../outcome.ts";
import { withdrawn } from "../readings.ts";
import { type Decision, move, refuse, remember } from "./decision.ts";
import {
  hasCallAhead,
  isRepeat,
  isUnconfirmed,
  isWithoutDoubt,
  plan,
  withMemory,
  withoutPlans,
} from "./memory.ts";

/** The merchant withdraws. Certain before anything was sent; afterwards only where the provider knows how. */
export function decideCancel(operation: Operation, event: Event): Decision {
  if (operation.status === "cancelled") return refuse(operation, "It is cancelled already.");
  if (isFinalStatus(operation.status)) return refuse(operation, "It has ended.");
  if (operation.status === "in_reconciliation")
    return refuse(operation, "A person has to decide what became of it first.");
  const attempt = lastAttempt(operation);
  if (attempt?.kind === "submit" && attempt.state === "planned") return withdraw(operation, event);
  if (isUnconfirmed(operation) && !hasCallAhead(operation)) return withdraw(operation, event);
  if (!operation.terms.can_cancel)
    return refuse(operation, "It was sent, and this provider offers no way to withdraw it.");
  return planInstead(operation, event, "cancel");
}

function withdraw(operation: Operation, event: Event): Decision {
  return move(operation, event, {
    status: "cancelled",
    reading: withdrawn,
    evidence: null,
    memory: { cancel_asked: true },
    safe: isWithoutDoubt(operation),
    effects: [{ do: "free_phone", at: event.at }],
  });
}

export function decideCapture(operation: Operation, event: Event): Decision {
  if (operation.status !== "reserved") return refuse(operation, "Only reserved funds can be captured.");
  return planInstead(operation, event, "capture");
}

export function decideConfirm(operation: Operation, event: Event): Decision {
  const { challenge } = operation.terms;
  if (challenge === "none" || challenge === "prompt") return refuse(operation, "It needs no PIN.");
  if (operation.status !== "awaiting_payer") return refuse(operation, "It does not wait for a PIN.");
  if (hasCallAhead(operation)) return refuse(operation, "Another call for it is under way.");
  return planCall(operation, event, "confirm");
}

/** Somebody wants to know now. */
export function decideSync(operation: Operation, event: Event): Decision {
  if (isFinalStatus(operation.status)) return refuse(operation, "It has ended, and what is known is known.");
  if (!canAsk(operation)) return refuse(operation, "There is nothing to ask this provider with.");
  if (hasCallAhead(operation))
    return refuse(operation, "A call for it is under way, so there is nothing to ask about yet.");
  return remember(operation, { next: { do: "inquire", at: event.at } });
}

/** A call that waits until its provider has opened again gives way to what the merchant wants now. */
function planInstead(operation: Operation, event: Event, kind: "capture" | "cancel"): Decision {
  const free = isWaiting(operation, event.at)
    ? withMemory(operation, { attempts: withoutPlans(operation.memory.attempts, event.at) })
    : operation;
  if (hasCallAhead(free)) return refuse(operation, "Another call for it is under way.");
  return planCall(free, event, kind);
}

function isWaiting(operation: Operation, now: number): boolean {
  const { next } = operation.memory;
  const last = lastAttempt(operation);
  const planned = last !== undefined && last.state === "planned" && !isRepeat(last);
  return planned && last.kind !== "submit" && next?.do === "attempt" && next.at > now;
}

function planCall(operation: Operation, event: Event, kind: AttemptKind): Decision {
  return remember(operation, withCall(operation, event, kind));
}

/** The memory of an operation for which one more call is planned, due at once. */
export function withCall({ memory }: Operation, event: Event, kind: AttemptKind): Partial<Memory> {
  return {
    attempts: plan(memory.attempts, kind),
    cancel_asked: memory.cancel_asked || kind === "cancel",
    next: { do: "attempt", at: event.at },
  };
}
