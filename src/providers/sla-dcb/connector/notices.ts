import type { VerifiedCallback } from "../../../connector/connector.ts";
import type { InboundMessage, Notice } from "../../../connector/notice.ts";
import type { SubscriptionFinding } from "../../../core/subscription.ts";
import type { Result } from "../wire/result.ts";
import { readAnswer } from "../wire.ts";
import { readTransaction } from "./subscription-charges.ts";
import { asHint, foundCharged, foundState, type Heard, isKnownState } from "./subscription-findings.ts";

/** Notifications are unsigned: every one of them is a reason to ask, and none is proof. */
export const notices = { read };

function read({ body }: VerifiedCallback): Notice {
  const answer = readAnswer(body);
  if (answer.says !== "accepted" && answer.says !== "declined")
    return nothing("It is no notification of theirs.");
  const { result } = answer;
  if (result.uuid !== null) return ofSubscription(result, result.uuid);
  if (result.correlator === null) return nothing("It names nothing of ours.");
  return { about: "operation", call_reference: result.correlator };
}

function nothing(because: string): Notice {
  return { about: "nothing", because };
}

/** Renewals, changes of state, and what customers have started or stopped by SMS. No SMS comes along as a text. */
function ofSubscription(result: Result, provider_reference: string): Notice {
  const { correlator, campaign, msisdn } = result;
  const number = msisdn !== null && /^\d{8,15}$/.test(msisdn) ? `+${msisdn}` : null;
  return {
    about: "subscription",
    provider_reference,
    ...(correlator !== null && { call_reference: correlator }),
    phone_number: number,
    provider_options: {
      ...(campaign !== null && { campaign }),
      ...(number === null && msisdn !== null && { acr: msisdn }),
    },
    may_be_new: mayBeNew(result),
    ...(result.mode === "MOSMS" && msisdn !== null && { message: sentBy(number, msisdn, result) }),
    read: () => asHint(findingOf(result)),
  };
}

/** What the customer has written by SMS stays with the provider, who says only what it did for it. */
function sentBy(number: string | null, name: string, { uuid, transaction }: Result): InboundMessage {
  const { status, transaction_id, at } = transaction;
  const ended = status !== null && endWords.includes(status);
  return {
    from: number,
    from_reference: number === null ? name : null,
    to: null,
    text: null,
    command: ended ? "unsubscribe" : "subscribe",
    provider_reference: [uuid, transaction_id ?? status, at].join("/"),
  };
}

const endWords: readonly string[] = ["DELETED", "REMOVED", "CANCELLED"];

const heard: Heard = { evidence: "callback", call: "subscribe", http_status: null };

function findingOf(result: Result): SubscriptionFinding {
  const { status } = result.transaction;
  if (tellsState(result)) return foundState(result, heard, status);
  const finding = foundCharged(result, heard, "grace");
  // That nothing was taken takes an inquiry to believe, and that one lists the charge too.
  const charges = finding.charges.filter(({ reading }) => reading.money !== "not_moved");
  return { ...finding, charges };
}

/**
 * A state stands in the place of a charge's status. Which mode comes with it is not documented, so that the word itself
 * tells; some words are both, and then a charge that was tried has a name.
 */
function tellsState({ mode, transaction: { status, transaction_id } }: Result): boolean {
  if (mode === "STATUS" || mode === "DELETE") return true;
  if (status === null || !isKnownState(status)) return false;
  return !readTransaction(status).known || (mode === "MOSMS" && transaction_id === null);
}

/** Whoever pays is subscribed, even where the message that told of the beginning was lost. An end is nothing new. */
function mayBeNew(result: Result): boolean {
  const { mode } = result;
  const started = mode === "MOSMS" || mode === "RENEWAL" || mode === "PARTIAL";
  return started && !tellsState(result) && findingOf(result).standing === "active";
}
