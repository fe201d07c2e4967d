import { NOT_UNDER_WAY, underWay } from "../call-under-way.ts";
import type { Event } from "../event.ts";
import type { Operation } from "../operation.ts";
import { isFinalStatus } from "../outcome.ts";
import { awaitingPayer, silence } from "../readings.ts";
import { callEndedAfterTheEnd } from "./after-the-end.ts";
import { type Decision, ignore, move, remember } from "./decision.ts";
import { canCharge, changed, opening, scheduled, withMemory } from "./memory.ts";

/** The call may have done its work: from now on only an inquiry, a callback or a person can tell. */
export function decideSilent(operation: Operation, event: Event & { readonly attempt: number }): Decision {
  const attempt = underWay(operation, event.attempt);
  if (attempt === undefined) return ignore(operation, NOT_UNDER_WAY);
  const silent = { state: "silent", ended_at: event.at, rule: silence.rule } as const;
  if (isFinalStatus(operation.status)) return callEndedAfterTheEnd(operation, attempt, silent);
  const known = {
    attempts: changed(operation, attempt, silent),
    silence: operation.memory.silence || canCharge(operation, attempt),
    ...opening(operation, event.at),
  };
  if (operation.status === "in_reconciliation") return remember(operation, known);
  // Funds that were reserved while the PIN was on its way show that it arrived.
  if (operation.status === "reserved" && attempt.kind === "confirm") return remember(operation, known);
  // Whoever got the PIN in spite of the silence may still confirm.
  const status = canCharge(operation, attempt) ? "processing" : "awaiting_payer";
  const reading = canCharge(operation, attempt) ? silence : awaitingPayer;
  const memory = scheduled({ ...operation, status }, known, event.at);
  return move(operation, event, { status, reading, evidence: null, memory });
}

/** Learning nothing takes nothing away: the operation stands where it stood, and we ask again later. */
export function decideInquirySilent(operation: Operation, event: Event): Decision {
  if (isFinalStatus(operation.status)) return ignore(operation, "The operation has ended.");
  if (operation.memory.next?.do !== "inquire") return ignore(operation, "No inquiry was due.");
  return remember(afterInquiry(operation, event.at), {});
}

/** An inquiry was made, whatever came of it: the next one waits for its turn. */
export function afterInquiry(operation: Operation, now: number): Operation {
  const { next, inquiries } = operation.memory;
  if (next?.do !== "inquire") return operation;
  return withMemory(operation, scheduled(operation, { inquiries: inquiries + 1 }, now));
}
