import { type Attempt, lastAttempt, type Operation } from "../operation.ts";
import { type Decision, ignore, openReview, remember } from "./decision.ts";
import {
  differsInAmount,
  type Found,
  isProof,
  needsInquiry,
  saysDone,
  saysTheEnd,
  tookEffect,
} from "./finding.ts";
import { changed, submitOf } from "./memory.ts";

/** A final status never changes by itself. What contradicts it, a person looks at. */
export function foundAfterTheEnd(operation: Operation, event: Found, attempt: Attempt): Decision {
  const { finding } = event;
  if (!isProof(finding)) return ignore(operation, "The operation has ended.");
  if (saysDone(operation, finding.reading)) return foundDone(operation, event, attempt);
  return operation.status === "succeeded" &&
    settledIt(operation, attempt) &&
    deniesIt(operation, event, attempt)
    ? openReview(operation, event, "contradiction")
    : ignore(operation, "The operation has ended, and the message contradicts nothing.");
}

/** A call was under way when the operation ended. However it ends, nobody waits for it any more, and that is all. */
export function callEndedAfterTheEnd(
  operation: Operation,
  attempt: Attempt,
  end: Partial<Attempt>,
): Decision {
  const attempts = changed(operation, attempt, end);
  return { ...remember(operation, { attempts }), because: "The operation has ended." };
}

function foundDone(operation: Operation, event: Found, attempt: Attempt): Decision {
  const { finding } = event;
  if (operation.status !== "succeeded") return openReview(operation, event, "contradiction");
  if (!settledIt(operation, attempt)) return openReview(operation, event, "second_charge");
  if (differsInAmount(operation, finding)) return openReview(operation, event, "amount_differs");
  const known = operation.memory;
  const receipt = known.receipt ?? finding.receipt;
  const provider_reference = known.provider_reference ?? finding.provider_reference;
  return receipt === known.receipt && provider_reference === known.provider_reference
    ? ignore(operation, "The message says what was known.")
    : remember(operation, { receipt, provider_reference });
}

/** Whether the message says for certain that the money of an operation that succeeded did not move. */
function deniesIt(operation: Operation, { finding }: Found, attempt: Attempt): boolean {
  const { reading, evidence } = finding;
  if (evidence === "answer" && attempt.kind !== "submit") return tookEffect(operation, attempt, reading);
  // An inquiry may have been answered before the provider's own books knew of the operation, or by a row known to flip.
  const flips =
    reading.category === "not_found" || (reading.confirm_by_inquiry && needsInquiry(operation, finding));
  return saysTheEnd(operation, reading) && !flips;
}

/** Whether the attempt belongs to the submit whose money it was: the one that ended, or the last where a person decided. */
function settledIt(operation: Operation, attempt: Attempt): boolean {
  const ended =
    operation.memory.attempts.findLast(({ state }) => state === "ended") ?? lastAttempt(operation);
  return ended !== undefined && submitOf(operation, attempt) === submitOf(operation, ended);
}
