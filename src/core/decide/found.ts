import { underWay } from "../call-under-way.ts";
import { type Attempt, canAsk, lastAttempt, type Operation, type ReviewCause } from "../operation.ts";
import { type Finding, isFinalStatus } from "../outcome.ts";
import { contradictory } from "../readings.ts";
import { foundAfterTheEnd } from "./after-the-end.ts";
import { foundCallAnswer } from "./call-answer.ts";
import { type Decision, ignore, reconcile, remember } from "./decision.ts";
import {
  differsInAmount,
  type Found,
  isProof,
  leavesDoubt,
  leavesHeld,
  saysDone,
  saysTheEnd,
} from "./finding.ts";
import { foundFinal } from "./found-final.ts";
import { askToConfirm, foundOpen } from "./found-open.ts";
import { changed, hasCallAhead, submitInQuestion, submitOf, withMemory, withoutPlans } from "./memory.ts";
import { afterInquiry, decideInquirySilent, decideSilent } from "./silence.ts";

/** A provider's message, read. What it may change depends on what it is about, how strong it is, and what is known. */
export function decideFound(operation: Operation, event: Found): Decision {
  const attempt = operation.memory.attempts.find(({ number }) => number === event.attempt);
  if (attempt === undefined) return ignore(operation, "No such attempt was made.");
  if (isFinalStatus(operation.status)) {
    const heard = hear(operation, event, attempt);
    return appliedIf(heard !== operation, foundAfterTheEnd(heard, event, attempt));
  }
  if (operation.memory.doubt || attempt.began_at === null || !leavesDoubt(operation, event))
    return foundBeforeTheEnd(operation, event, attempt);
  const decision = foundBeforeTheEnd(withMemory(operation, { doubt: true }), event, attempt);
  return appliedIf(true, decision);
}

/** What changed something was not ignored, although the message itself may have been. */
function appliedIf(changed: boolean, decision: Decision): Decision {
  return changed && decision.verdict === "ignored" ? { ...decision, verdict: "applied" } : decision;
}

function foundBeforeTheEnd(operation: Operation, event: Found, attempt: Attempt): Decision {
  if (contradictsThePlan(operation, event, attempt)) return stopThePlan(operation, event, attempt);
  if (!isProof(event.finding)) return foundNoProof(operation, event);
  const heard = hear(operation, event, attempt);
  return appliedIf(heard !== operation, foundProof(heard, event, attempt));
}

/** A hint, or words about our own request: it proves nothing, and only makes us ask sooner. */
function foundNoProof(operation: Operation, event: Found): Decision {
  const { evidence } = event.finding;
  if (evidence === "inquiry") return decideInquirySilent(operation, event);
  if (evidence === "answer" && underWay(operation, event.attempt) !== undefined)
    return decideSilent(operation, event);
  const named = nameHeard(operation, event);
  if (!canAsk(named) || hasCallAhead(named))
    return ignore(operation, "The message proves nothing, and there is nothing to ask about it now.");
  const { next } = named.memory;
  const at = next?.do === "inquire" ? Math.min(next.at, event.at) : event.at;
  return remember(named, { next: { do: "inquire", at } });
}

/**
 * Where nothing can be asked without the provider's name for the operation, a hint may bring it. Nothing is taken on its
 * word: what the inquiry then says has to fit the operation.
 */
function nameHeard(operation: Operation, { finding }: Found): Operation {
  const { provider_reference } = finding;
  const unasked = !canAsk(operation) && operation.terms.inquiry === "after_answer";
  return unasked && provider_reference !== null ? withMemory(operation, { provider_reference }) : operation;
}

/**
 * A new submit is planned, since it was proven that the one before had started nothing. A message that does not agree
 * stops the plan: better to ask about the first than to charge twice.
 */
function contradictsThePlan(operation: Operation, { finding }: Found, attempt: Attempt): boolean {
  const last = lastAttempt(operation);
  const resubmits = last?.kind === "submit" && last.state === "planned" && attempt.began_at !== null;
  if (!resubmits || finding.about === "call") return false;
  if (isProof(finding)) return !saysTheEnd(operation, finding.reading);
  return finding.evidence !== "inquiry" && saysDone(operation, finding.reading) && canAsk(operation);
}

function stopThePlan(operation: Operation, event: Found, attempt: Attempt): Decision {
  const attempts = withoutPlans(operation.memory.attempts, event.at);
  const doubtful = { ...attempt, state: "open" } as const;
  return askToConfirm(withMemory(operation, { attempts }), event, doubtful);
}

/** An answer ends its call and an inquiry was made, whatever else becomes of the message. */
function hear(operation: Operation, event: Found, attempt: Attempt): Operation {
  const { evidence, reading } = event.finding;
  if (evidence === "inquiry") return afterInquiry(operation, event.at);
  if (evidence !== "answer" || attempt.state !== "sending") return operation;
  const ended = { state: "open", ended_at: event.at, rule: reading.rule } as const;
  return withMemory(operation, { attempts: changed(operation, attempt, ended) });
}

/** `attempt`: as it was when the message came. */
function foundProof(operation: Operation, event: Found, attempt: Attempt): Decision {
  const { finding } = event;
  const done = saysDone(operation, finding.reading);
  if (attempt.began_at === null && done) return leaveToPerson(operation, event, "contradiction");
  if (attempt.began_at === null) return ignore(operation, "The message is about a call that was never made.");
  if (!counts(operation, attempt) && !done)
    return ignore(operation, "The message is about an attempt that did not count.");
  if (isLeftToPerson(operation))
    return ignore(operation, "A person has to decide first, for the messages do not agree.");
  if (differsInAmount(operation, finding)) return leaveToPerson(operation, event, "amount_differs");
  return foundTrusted(learn(operation, finding), event, attempt);
}

/** What the provider says cannot be true of this operation, so that no machine may take its word for the end. */
function leaveToPerson(operation: Operation, event: Found, cause: ReviewCause): Decision {
  const { evidence, provider } = event.finding;
  return reconcile(operation, event, { cause, reading: contradictory, evidence, provider });
}

function isLeftToPerson({ memory }: Operation): boolean {
  return memory.review?.cause === "amount_differs" || memory.review?.cause === "contradiction";
}

function foundTrusted(operation: Operation, event: Found, attempt: Attempt): Decision {
  const { reading, evidence } = event.finding;
  const saysWhatBecame = reading.finality === "final" || leavesHeld(attempt, reading);
  if (evidence === "answer" && attempt.kind !== "submit" && saysWhatBecame)
    return foundCallAnswer(operation, event, attempt);
  return saysTheEnd(operation, reading)
    ? foundFinal(operation, event, attempt)
    : foundOpen(operation, event, attempt);
}

/** Attempts before the last submit are proven not to have started anything; what follows a submit goes with it. */
function counts(operation: Operation, attempt: Attempt): boolean {
  const counting = submitOf(operation, attempt) === submitInQuestion(operation);
  return counting && attempt.state !== "not_started";
}

/** What any proof teaches besides the fate of the money. */
function learn(operation: Operation, finding: Finding): Operation {
  return withMemory(operation, {
    provider_reference: operation.memory.provider_reference ?? finding.provider_reference,
    receipt: operation.memory.receipt ?? finding.receipt,
    ...(finding.payer_url !== undefined && { payer_url: finding.payer_url }),
    ...(finding.outcome_url !== undefined && { outcome_url: finding.outcome_url }),
  });
}
