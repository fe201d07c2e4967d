import type { Attempt, Memory, Operation } from "../operation.ts";
import type { Reading } from "../outcome.ts";
import { waitBeforeCall } from "./attempts.ts";
import { type Decision, move, remember } from "./decision.ts";
import { type Found, leavesHeld, saysTheEnd, tookEffect } from "./finding.ts";
import { askToConfirm, foundNothingNew, foundOpen } from "./found-open.ts";
import { askNow, changed, hasLaterCallAhead, isRepeat, plan, scheduled } from "./memory.ts";
import { settle } from "./settle.ts";

/** The answer to a capture, a cancel or a PIN. A refusal of it leaves the operation where it was. */
export function foundCallAnswer(operation: Operation, event: Found, attempt: Attempt): Decision {
  const { reading } = event.finding;
  if (reading.confirm_by_inquiry) return askToConfirm(operation, event, attempt);
  if (tookEffect(operation, attempt, reading)) return settle(operation, event, attempt);
  if (endsForThePayer(operation, event, attempt)) return settle(operation, event, attempt);
  if (!leavesHeld(attempt, reading) && !isRefusal(reading)) return foundOpen(operation, event, attempt);
  return isRepeat(attempt)
    ? foundNothingNew(operation, event, attempt)
    : foundRefused(operation, event, attempt);
}

function isRefusal({ category, money }: Reading): boolean {
  const refused = category !== "completed" && category !== "duplicate";
  return refused && money !== "unknown" && money !== "reserved";
}

function foundRefused(operation: Operation, event: Found, attempt: Attempt): Decision {
  const { reading, evidence, provider } = event.finding;
  const ended = { state: "ended", ended_at: event.at, rule: reading.rule } as const;
  const attempts = changed(operation, attempt, ended);
  const cancel_asked = operation.memory.cancel_asked && attempt.kind !== "cancel";
  if (hasLaterCallAhead(operation, attempt)) return remember(operation, { attempts, cancel_asked });
  const isHeld = operation.status === "reserved" && leavesHeld(attempt, reading);
  const wait = operation.status === "reserved" ? waitBeforeCall(operation, attempt, reading) : null;
  const memory =
    wait === null
      ? afterRefusal(operation, { attempts, cancel_asked }, { attempt, at: event.at })
      : { attempts: plan(attempts, attempt.kind), next: { do: "attempt", at: event.at + wait } as const };
  if (!isHeld) return remember(operation, memory);
  // The merchant has to learn why what they asked for was not done.
  const known =
    wait === null ? reading : ({ ...reading, actor: "provider", advice: { action: "wait" } } as const);
  return move(operation, event, { status: "reserved", reading: known, evidence, provider, memory });
}

/** Often a refusal means that it has ended already. A refused PIN means that the payer may try again. */
function afterRefusal(
  operation: Operation,
  known: Partial<Memory>,
  { attempt, at }: { readonly attempt: Attempt; readonly at: number },
): Partial<Memory> {
  const memory = scheduled(operation, known, at);
  return attempt.kind === "confirm" ? memory : askNow(operation, memory, at);
}

/**
 * Where only a confirm charges, its refusal is the payment's, unless the payer has just mistyped, or nobody had the time
 * to look at what they typed: then they may try again.
 */
function endsForThePayer(operation: Operation, { finding }: Found, attempt: Attempt): boolean {
  const { reading } = finding;
  const charges = attempt.kind === "confirm" && operation.memory.only_confirm_charges === true;
  const again = reading.category === "throttled" || reading.advice.action === "ask_payer";
  return charges && saysTheEnd(operation, reading) && !again;
}
