import { type Attempt, lastAttempt, type Operation } from "../operation.ts";
import { type Category, provesNotCharged, type Reading } from "../outcome.ts";
import { tryAgain } from "./attempts.ts";
import { type Decision, remember } from "./decision.ts";
import { type Found, mayReopen, needsInquiry } from "./finding.ts";
import { askToConfirm } from "./found-open.ts";
import { settle } from "./settle.ts";

/** The message says how it ended. Whether that settles it depends on how it reached us and on what is known. */
export function foundFinal(operation: Operation, event: Found, attempt: Attempt): Decision {
  const { finding } = event;
  const { reading, evidence, provider } = finding;
  if (evidence === "answer" && saysNothingStarted(operation, reading)) {
    return attempt.state === "sending" && operation.status === "processing" && !operation.memory.doubt
      ? tryAgain(operation, event, { attempt, reading, evidence, provider })
      : askToConfirm(operation, event, attempt);
  }
  if (needsInquiry(operation, finding) || mayReopen(operation, event))
    return askToConfirm(operation, event, attempt);
  if (reading.category === "not_found" && evidence === "inquiry" && mayStillArrive(operation))
    return {
      ...remember(operation, {}),
      because: "What was lost may still arrive: not found proves nothing.",
    };
  return settle(operation, event, attempt);
}

/** A new attempt by ourselves needs this proof, from the very answer to the call, while nothing else has been heard. */
function saysNothingStarted({ kind }: Operation, reading: Reading): boolean {
  const passing: readonly Category[] = ["provider_down", "throttled"];
  // What costs nothing has no money of which it could be said that it did not move.
  const money = kind === "message" && reading.money === "none" ? "not_moved" : reading.money;
  const proven =
    provesNotCharged({ ...reading, money }) && money === "not_moved" && !reading.confirm_by_inquiry;
  return proven && passing.includes(reading.category);
}

function mayStillArrive(operation: Operation): boolean {
  return operation.memory.silence || lastAttempt(operation)?.state === "sending";
}
