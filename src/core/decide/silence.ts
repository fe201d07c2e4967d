import type { Event } from "../event.ts";
import { lastAttempt, type Operation } from "../operation.ts";
import { isFinalStatus } from "../outcome.ts";
import { silence } from "../readings.ts";
import { type Decision, ignore, lastAttemptNow, move, remember, scheduled } from "./decision.ts";

/** The call may have done its work: from now on only an inquiry, a callback or a person can tell. */
export function decideSilent(operation: Operation, event: Event): Decision {
  if (isFinalStatus(operation.status)) return ignore(operation, "The operation has ended.");
  if (lastAttempt(operation)?.state !== "sending") return ignore(operation, "No call was under way.");
  const attempts = lastAttemptNow(operation, { state: "silent", ended_at: event.at, rule: silence.rule });
  const opened_at = operation.memory.opened_at ?? event.at;
  const memory = scheduled(operation, { attempts, silence: true, opened_at }, event.at);
  if (operation.status === "in_reconciliation") return remember(operation, { ...memory, next: null });
  return move(operation, event, { status: "processing", reading: silence, evidence: null, memory });
}

/** Learning nothing takes nothing away: the operation stands where it stood, and we ask again later. */
export function decideInquirySilent(operation: Operation, event: Event): Decision {
  if (isFinalStatus(operation.status) || operation.status === "in_reconciliation")
    return ignore(operation, "Nobody waits for an answer any more.");
  if (operation.memory.next?.do !== "inquire") return ignore(operation, "No inquiry was due.");
  return remember(operation, scheduled(operation, { inquiries: operation.memory.inquiries + 1 }, event.at));
}
