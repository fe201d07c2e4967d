import { assertNever } from "../../lib/assert-never.ts";
import type { Event } from "../event.ts";
import { canAsk, type Operation } from "../operation.ts";
import { isFinalStatus } from "../outcome.ts";
import { unconfirmed, unsettled } from "../readings.ts";
import { decideAttemptBegan, decideHeld, decideNotSent } from "./attempts.ts";
import { type Decision, ignore, move, reconcile } from "./decision.ts";
import { decideFound } from "./found.ts";
import { isUnconfirmed } from "./memory.ts";
import { decidePerson } from "./person.ts";
import { decideCancel, decideCapture, decideConfirm, decideSync } from "./requests.ts";
import { decideResolve, goOnResolving } from "./resolve.ts";
import { decideInquirySilent, decideSilent } from "./silence.ts";

/**
 * The whole life of a money operation. Pure and total: every status meets every event.
 *
 * The rule that every branch serves: an outcome is final only when a provider said so in words that the registry knows,
 * or when a person decided. Silence, errors and unknown codes never are.
 */
export function decide(operation: Operation, event: Event): Decision {
  return goOnResolving(operation, event, decideAlone(operation, event));
}

function decideAlone(operation: Operation, event: Event): Decision {
  switch (event.type) {
    case "attempt_began":
      return decideAttemptBegan(operation, event);
    case "attempt_not_sent":
      return decideNotSent(operation, event);
    case "attempt_silent":
      return decideSilent(operation, event);
    case "found":
      return decideFound(operation, event);
    case "inquiry_silent":
      return decideInquirySilent(operation, event);
    case "held":
      return decideHeld(operation, event);
    case "deadline_passed":
      return decideDeadline(operation, event);
    case "cancel_asked":
      return decideCancel(operation, event);
    case "capture_asked":
      return decideCapture(operation, event);
    case "confirm_asked":
      return decideConfirm(operation, event);
    case "sync_asked":
      return decideSync(operation, event);
    case "resolve_asked":
      return decideResolve(operation, event);
    case "person_decided":
      return decidePerson(operation, event);
    default:
      return assertNever(event);
  }
}

/** Silence never ages into failed: the deadline hands the operation to a person, with the evidence. */
function decideDeadline(operation: Operation, event: Event): Decision {
  if (isFinalStatus(operation.status) || operation.memory.next?.do !== "give_up")
    return ignore(operation, "No deadline was due.");
  if (isUnconfirmed(operation)) return expire(operation, event);
  const cause = canAsk(operation) ? "ladder_used_up" : "cannot_ask";
  return reconcile(operation, event, { cause, reading: unsettled });
}

/** The payer's time is over, and no call was made that can have charged them. */
function expire(operation: Operation, event: Event): Decision {
  const effects = [{ do: "free_phone", at: event.at }] as const;
  return move(operation, event, {
    status: "failed",
    reading: unconfirmed,
    evidence: null,
    safe: true,
    effects,
  });
}
