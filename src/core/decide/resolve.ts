import type { Event } from "../event.ts";
import { canAsk, lastAttempt, type Operation } from "../operation.ts";
import { isFinalStatus } from "../outcome.ts";
import { type Decision, refuse, remember } from "./decision.ts";
import { isProof } from "./finding.ts";
import { askNow, hasCallAhead, withMemory } from "./memory.ts";
import { withCall } from "./requests.ts";

/** The dispute procedure. It begins with a question, for a cancel is only made from where an answer says that it can be. */
export function decideResolve(operation: Operation, event: Event): Decision {
  if (isFinalStatus(operation.status)) return refuse(operation, "It has ended, and what is known is known.");
  if (operation.status === "in_reconciliation")
    return refuse(operation, "A person has to decide what became of it first.");
  if (lastAttempt(operation)?.state === "planned" && lastAttempt(operation)?.kind === "submit")
    return refuse(operation, "Nothing was sent yet, so there is nothing to ask about: it can be cancelled.");
  if (!operation.terms.can_cancel)
    return refuse(operation, "It was sent, and this provider offers no way to withdraw it.");
  if (!canAsk(operation)) return refuse(operation, "There is nothing to ask this provider with.");
  if (hasCallAhead(operation)) return refuse(operation, "Another call for it is under way.");
  return remember(operation, { resolving: "asking", next: { do: "inquire", at: event.at } });
}

/**
 * Brings a dispute one step further, on top of what was decided anyway. The cancel's own answer settles nothing here:
 * whatever it says, and whether it came at all, the provider is asked once more.
 */
export function goOnResolving(before: Operation, event: Event, decision: Decision): Decision {
  const { operation } = decision;
  if (operation.memory.resolving === null || decision.verdict !== "applied") return decision;
  if (isFinalStatus(operation.status) || operation.status === "in_reconciliation")
    return { ...decision, operation: withMemory(operation, { resolving: null }) };
  if (isCancelling(before) && !hasCallAhead(operation))
    return { ...decision, operation: withMemory(operation, askNow(operation, {}, event.at)) };
  if (event.type !== "found" || event.finding.evidence !== "inquiry" || !isProof(event.finding))
    return decision;
  return before.memory.resolving === "asking"
    ? cancelOrStop(event.finding.reading.cancellable === true, event, decision)
    : { ...decision, operation: withMemory(operation, { resolving: null }) };
}

function cancelOrStop(cancellable: boolean, event: Event, decision: Decision): Decision {
  const { operation } = decision;
  if (cancellable && !hasCallAhead(operation))
    return {
      ...decision,
      operation: withMemory(operation, { ...withCall(operation, event, "cancel"), resolving: "cancelling" }),
      because: "From there it can still be cancelled, so the provider is told to.",
    };
  return {
    ...decision,
    operation: withMemory(operation, { resolving: null }),
    because: "From there nothing can be cancelled, so nothing was.",
  };
}

function isCancelling(operation: Operation): boolean {
  const last = lastAttempt(operation);
  return last?.kind === "cancel" && last.state === "sending";
}
