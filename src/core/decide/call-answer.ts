import type { Attempt, Operation } from "../operation.ts";
import { type Decision, remember } from "./decision.ts";
import { type Found, saysTheEnd, tookEffect } from "./finding.ts";
import { askToConfirm, foundOpen } from "./found-open.ts";
import { askNow, changed, hasLaterCallAhead, scheduled } from "./memory.ts";
import { settle } from "./settle.ts";

/** The answer to a capture, a cancel or a PIN. A refusal of it leaves the operation where it was. */
export function foundCallAnswer(operation: Operation, event: Found, attempt: Attempt): Decision {
  const { reading } = event.finding;
  if (reading.confirm_by_inquiry) return askToConfirm(operation, event, attempt);
  if (tookEffect(operation, attempt, reading)) return settle(operation, event, attempt);
  if (endsForThePayer(operation, event, attempt)) return settle(operation, event, attempt);
  const refused = reading.category !== "completed" && reading.category !== "duplicate";
  if (!refused || reading.money === "unknown" || reading.money === "reserved")
    return foundOpen(operation, event, attempt);
  const ended = { state: "ended", ended_at: event.at, rule: reading.rule } as const;
  const cancel_asked = operation.memory.cancel_asked && attempt.kind !== "cancel";
  const attempts = changed(operation, attempt, ended);
  if (hasLaterCallAhead(operation, attempt)) return remember(operation, { attempts, cancel_asked });
  const memory = scheduled(operation, { attempts, cancel_asked }, event.at);
  // Often a refusal means that it has ended already. A refused PIN means that the payer may try again.
  return remember(operation, attempt.kind === "confirm" ? memory : askNow(operation, memory, event.at));
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
