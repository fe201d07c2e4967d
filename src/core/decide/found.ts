import { assertNever } from "../../lib/assert-never.ts";
import type { Effect, Event } from "../event.ts";
import { type Attempt, canAsk, lastAttempt, type Memory, type Operation } from "../operation.ts";
import {
  type Category,
  type Finding,
  isFinalStatus,
  provesNotCharged,
  type Reading,
  type Status,
} from "../outcome.ts";
import { contradictory, silence } from "../readings.ts";
import { tryAgain } from "./attempts.ts";
import {
  type Decision,
  ignore,
  move,
  openReview,
  reconcile,
  remember,
  scheduled,
  withMemory,
} from "./decision.ts";
import { decideInquirySilent } from "./silence.ts";

type Found = Event & { readonly type: "found" };

/** A provider's message, read. What it may change depends on what it is about, how strong it is, and what is known. */
export function decideFound(operation: Operation, event: Found): Decision {
  const { finding } = event;
  if (isFinalStatus(operation.status)) return foundAfterTheEnd(operation, event);
  if (finding.about === "call" && finding.evidence === "inquiry")
    return decideInquirySilent(operation, event);
  if (finding.strength === "hint" || finding.about === "call") return foundHint(operation, event);
  if (differsInAmount(operation, finding)) {
    return reconcile(operation, event, {
      cause: "amount_differs",
      reading: contradictory,
      evidence: finding.evidence,
      provider: finding.provider,
    });
  }
  const attempt = operation.memory.attempts.find((candidate) => candidate.number === event.attempt);
  if (attempt === undefined) return ignore(operation, "No such attempt was made.");
  if (attempt !== lastAttempt(operation) && !proves(finding, "moved"))
    return ignore(operation, "The message is about an attempt that did not count.");
  if (operation.memory.review?.cause === "amount_differs")
    return ignore(operation, "A person has to decide first, for the amounts differ.");
  return foundProof(learn(operation, finding), event, attempt);
}

/** A final status never changes by itself. What contradicts it, a person looks at. */
function foundAfterTheEnd(operation: Operation, event: Found): Decision {
  const { finding } = event;
  if (finding.strength === "hint" || finding.about === "call" || finding.reading.finality !== "final") {
    return ignore(operation, "The operation has ended.");
  }
  const succeeded = operation.status === "succeeded";
  if (proves(finding, "moved")) {
    if (!succeeded) return openReview(operation, event, "contradiction");
    if (event.attempt !== settledBy(operation)) return openReview(operation, event, "second_charge");
    return differsInAmount(operation, finding)
      ? openReview(operation, event, "amount_differs")
      : fillIn(operation, finding);
  }
  if (succeeded && event.attempt === settledBy(operation))
    return openReview(operation, event, "contradiction");
  return ignore(operation, "The message says what was known.");
}

/** A hint proves nothing; it only makes us ask sooner. */
function foundHint(operation: Operation, event: Found): Decision {
  const { next } = operation.memory;
  if (next?.do !== "inquire" || !canAsk(operation))
    return ignore(operation, "The message proves nothing, and there is nobody to ask now.");
  return remember(operation, { next: { do: "inquire", at: Math.min(next.at, event.at) } });
}

function foundProof(operation: Operation, event: Found, attempt: Attempt): Decision {
  const { reading } = event.finding;
  switch (reading.finality) {
    case "interim":
    case "provisional":
    case "unresolved":
      return foundOpen(operation, event, attempt);
    case "final":
      return reading.money === "unknown" || reading.money === "reserved"
        ? foundOpen(operation, event, attempt)
        : foundFinal(operation, event, attempt);
    default:
      return assertNever(reading.finality);
  }
}

/** The provider has it, or nobody can tell: the ladder runs on. */
function foundOpen(operation: Operation, event: Found, attempt: Attempt): Decision {
  const { finding } = event;
  const { reading } = finding;
  const answered = finding.evidence === "answer";
  const doubtful = reading.finality === "unresolved";
  const silent = operation.memory.silence || (answered && doubtful);
  const state = doubtful && answered ? "silent" : attempt.state === "sending" ? "open" : attempt.state;
  const attempts = replaced(operation, attempt, {
    state,
    ended_at: attempt.ended_at ?? event.at,
    rule: reading.rule,
  });
  const inquiries = operation.memory.inquiries + (finding.evidence === "inquiry" ? 1 : 0);
  const known: Partial<Memory> = {
    attempts,
    silence: silent,
    inquiries,
    opened_at: operation.memory.opened_at ?? event.at,
  };
  if (operation.status === "in_reconciliation") return remember(operation, { ...known, next: null });
  const scheduledMemory = scheduled(operation, known, event.at);
  const status = openStatus(operation, reading);
  // Reserved funds are ours to capture or to release: there is nothing to ask about until we do.
  const waits = status === "reserved" ? { ...scheduledMemory, next: null } : scheduledMemory;
  const memory = doubtful && finding.evidence === "callback" ? askNow(operation, waits, event.at) : waits;
  if (attempt.kind === "cancel" && !doubtful) return remember(operation, memory);
  return move(operation, event, {
    status,
    reading,
    evidence: finding.evidence,
    provider: finding.provider,
    memory,
  });
}

function foundFinal(operation: Operation, event: Found, attempt: Attempt): Decision {
  const { finding } = event;
  const { reading } = finding;
  if (finding.evidence === "answer" && attempt.kind !== "submit")
    return foundCallAnswer(operation, event, attempt);
  if (finding.evidence === "answer" && mayTryAgain(operation, attempt, reading))
    return tryAgain(operation, event, finding);
  if (reading.category !== "completed" && mustConfirm(operation, finding))
    return askToConfirm(operation, event, attempt);
  if (reading.category === "not_found" && operation.memory.silence && finding.evidence === "inquiry")
    return decideInquirySilent(operation, event);
  if (reading.category === "duplicate")
    return foundOpen(
      operation,
      {
        ...event,
        finding: { ...finding, reading: { ...silence, rule: reading.rule, reason: reading.reason } },
      },
      attempt,
    );
  return settle(operation, event, attempt);
}

/** The answer to a capture, a cancel or a PIN. A refusal of it leaves the operation where it was. */
function foundCallAnswer(operation: Operation, event: Found, attempt: Attempt): Decision {
  const { reading } = event.finding;
  const took =
    reading.category === "completed" || (attempt.kind === "cancel" && reading.category === "cancelled");
  if (took) return settle(operation, event, attempt);
  const attempts = replaced(operation, attempt, { state: "ended", ended_at: event.at, rule: reading.rule });
  return remember(operation, scheduled(operation, { attempts, cancel_asked: false }, event.at));
}

/** The end, in words that the registry knows. */
function settle(operation: Operation, event: Found, attempt: Attempt): Decision {
  const { finding } = event;
  const { reading } = finding;
  const status = finalStatus(operation, attempt, reading.category);
  const stillSilent = operation.memory.silence && finding.evidence !== "inquiry";
  const safe = status !== "succeeded" && provesNotCharged(reading) && !stillSilent;
  const attempts = replaced(operation, attempt, { state: "ended", ended_at: event.at, rule: reading.rule });
  const effects: Effect[] = [{ do: "free_phone", at: phoneFreeAt(operation, attempt, reading, event.at) }];
  if (operation.memory.review !== null) effects.push({ do: "close_review", how: "settled" });
  return move(operation, event, {
    status,
    reading,
    evidence: finding.evidence,
    provider: finding.provider,
    memory: { attempts, review: null, silence: stillSilent },
    safe,
    effects,
  });
}

function finalStatus(operation: Operation, attempt: Attempt, category: Category): Status {
  if (attempt.kind === "cancel" && (category === "completed" || category === "cancelled")) return "cancelled";
  if (category === "completed") return "succeeded";
  return category === "cancelled" && operation.memory.cancel_asked ? "cancelled" : "failed";
}

/** After the payer's silence the prompt may still stand on a slow handset. */
function phoneFreeAt(operation: Operation, attempt: Attempt, reading: Reading, now: number): number {
  const lock = operation.terms.phone_lock_after_silence;
  const unanswered = reading.reason === "payer_no_response" || reading.reason === "expired";
  return unanswered && lock !== null && attempt.began_at !== null
    ? Math.max(now, attempt.began_at + lock)
    : now;
}

/** A new attempt by ourselves needs proof that nothing started, from the very answer to the call. */
function mayTryAgain(operation: Operation, attempt: Attempt, reading: Reading): boolean {
  const passing: readonly Category[] = ["provider_down", "throttled"];
  return (
    passing.includes(reading.category) &&
    provesNotCharged(reading) &&
    attempt.state === "sending" &&
    !operation.memory.silence
  );
}

/** Where an inquiry has to say it too: rows that are known to flip, and every "no" after a silence. */
function mustConfirm(operation: Operation, finding: Finding): boolean {
  if (finding.evidence === "inquiry" || finding.evidence === "statement") return false;
  return finding.reading.confirm_by_inquiry || (operation.memory.silence && canAsk(operation));
}

function askToConfirm(operation: Operation, event: Found, attempt: Attempt): Decision {
  if (operation.status === "in_reconciliation") {
    return canAsk(operation)
      ? remember(operation, { next: { do: "inquire", at: event.at } })
      : ignore(operation, "Only an inquiry could confirm it.");
  }
  const { finding } = event;
  const reading: Reading = {
    ...finding.reading,
    finality: "unresolved",
    money: "unknown",
    actor: "provider",
    advice: { action: "verify", reference: "same" },
  };
  const attempts = replaced(operation, attempt, {
    state: "open",
    ended_at: attempt.ended_at ?? event.at,
    rule: reading.rule,
  });
  const opened_at = operation.memory.opened_at ?? event.at;
  const memory = askNow(operation, scheduled(operation, { attempts, opened_at }, event.at), event.at);
  return move(operation, event, {
    status: "processing",
    reading,
    evidence: finding.evidence,
    provider: finding.provider,
    memory,
  });
}

function askNow(operation: Operation, memory: Partial<Memory>, now: number): Partial<Memory> {
  return canAsk(withMemory(operation, memory)) ? { ...memory, next: { do: "inquire", at: now } } : memory;
}

function openStatus(operation: Operation, reading: Reading): Status {
  if (reading.money === "reserved") return "reserved";
  if (operation.status === "reserved") return "reserved";
  return reading.finality === "interim" && reading.actor === "payer" ? "awaiting_payer" : "processing";
}

/** What any proof teaches besides the fate of the money. */
function learn(operation: Operation, finding: Finding): Operation {
  return withMemory(operation, {
    provider_reference: operation.memory.provider_reference ?? finding.provider_reference,
    receipt: operation.memory.receipt ?? finding.receipt,
  });
}

function fillIn(operation: Operation, finding: Finding): Decision {
  const learnt = learn(operation, finding);
  return learnt.memory.receipt === operation.memory.receipt
    ? ignore(operation, "The message says what was known.")
    : remember(learnt, {});
}

function proves(finding: Finding, money: "moved"): boolean {
  return (
    finding.reading.finality === "final" &&
    finding.reading.category === "completed" &&
    finding.reading.money === money
  );
}

function differsInAmount(operation: Operation, finding: Finding): boolean {
  return finding.amount_minor !== null && finding.amount_minor !== operation.amount_minor;
}

/** The number of the attempt that ended the operation. */
function settledBy(operation: Operation): number | undefined {
  return operation.memory.attempts.findLast((attempt) => attempt.state === "ended")?.number;
}

function replaced(operation: Operation, attempt: Attempt, change: Partial<Attempt>): readonly Attempt[] {
  return operation.memory.attempts.map((other) =>
    other.number === attempt.number ? { ...other, ...change } : other,
  );
}
