import type { Event } from "../event.ts";
import { canAsk, lastAttempt, type Operation } from "../operation.ts";
import { isFinalStatus, type Status } from "../outcome.ts";
import { type Decision, refuse, remember } from "./decision.ts";
import { type Found, isProof } from "./finding.ts";
import { askNow, hasCallAhead, withMemory } from "./memory.ts";
import { withCall } from "./requests.ts";

/** The dispute procedure. It begins with a question, for a cancel is only made from where an answer says that it can be. */
export function decideResolve(operation: Operation, event: Event): Decision {
  if (isFinalStatus(operation.status)) return refuse(operation, "It has ended, and what is known is known.");
  if (operation.status === "in_reconciliation")
    return refuse(operation, "A person has to decide what became of it first.");
  if (operation.status === "reserved")
    return refuse(operation, "The money is held, and that is certain: capture it or cancel it.");
  const attempt = lastAttempt(operation);
  if (attempt?.kind === "submit" && attempt.state === "planned")
    return refuse(operation, "Nothing was sent yet, so there is nothing to ask about: it can be cancelled.");
  if (!operation.terms.can_cancel)
    return refuse(operation, "It was sent, and this provider offers no way to withdraw it.");
  if (!canAsk(operation)) return refuse(operation, "There is nothing to ask this provider with.");
  if (hasCallAhead(operation)) return refuse(operation, "Another call for it is under way.");
  const resolving = operation.memory.resolving ?? "asking";
  return remember(operation, { resolving, next: { do: "inquire", at: event.at } });
}

/**
 * Brings a dispute one step further, on top of what was decided anyway. Whatever becomes of the cancel, and whether it
 * was answered at all: unless that has ended the operation, the provider is asked once more.
 */
export function goOnResolving(before: Operation, event: Event, decision: Decision): Decision {
  const { operation, verdict } = decision;
  if (operation.memory.resolving === null || verdict !== "applied") return decision;
  if (endsDisputes.includes(operation.status)) return over(decision);
  if (isCancelling(before))
    return hasCallAhead(operation) || isInquiry(event) ? decision : askAgain(event, decision);
  if (!isInquiry(event) || !isProof(event.finding)) return decision;
  if (before.memory.resolving === "cancelling") return hasCallAhead(before) ? decision : over(decision);
  return event.finding.reading.cancellable === true && !hasCallAhead(operation)
    ? cancel(event, decision)
    : { ...over(decision), because: "From there nothing can be cancelled, so nothing was." };
}

/** Where it has ended or waits for somebody's decision, a dispute has nothing more to do. */
const endsDisputes: readonly Status[] = ["succeeded", "failed", "cancelled", "reserved", "in_reconciliation"];

function over(decision: Decision): Decision {
  return { ...decision, operation: withMemory(decision.operation, { resolving: null }) };
}

function askAgain(event: Event, decision: Decision): Decision {
  const { operation } = decision;
  return { ...decision, operation: withMemory(operation, askNow(operation, {}, event.at)) };
}

function cancel(event: Event, decision: Decision): Decision {
  const { operation } = decision;
  const memory = { ...withCall(operation, event, "cancel"), resolving: "cancelling" } as const;
  const because = "From there it can still be cancelled, so the provider is told to.";
  return { ...decision, operation: withMemory(operation, memory), because };
}

function isInquiry(event: Event): event is Found {
  return event.type === "found" && event.finding.evidence === "inquiry";
}

function isCancelling(operation: Operation): boolean {
  const last = lastAttempt(operation);
  return last?.kind === "cancel" && last.state === "sending";
}
