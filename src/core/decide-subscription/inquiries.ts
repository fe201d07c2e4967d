import { lastInterval } from "../ladder.ts";
import { unconfirmed } from "../readings.ts";
import type { SubscriptionEvent } from "../subscription-event.ts";
import type { Subscription, SubscriptionMemory } from "../subscription-life.ts";
import { ignore, move, openReview, remember, type SubscriptionDecided } from "./decision.ts";
import { chargesInDoubt, isUnconfirmed, scheduled, sooner } from "./memory.ts";

/** Learning nothing takes nothing away: it stands where it stood, and we ask again later. */
export function decideInquirySilent(
  subscription: Subscription,
  event: SubscriptionEvent,
): SubscriptionDecided {
  if (subscription.memory.next?.do !== "inquire") return ignore(subscription, "No inquiry was due.");
  return remember(subscription, afterInquiryInVain(subscription, event.at));
}

/** What was looked for in vain is looked for again at the pace of the ladder's end, and not when the next look is due. */
function afterInquiryInVain(subscription: Subscription, now: number): Partial<SubscriptionMemory> {
  const memory = afterInquiry(subscription, now);
  const { next } = memory;
  if (next?.do !== "inquire") return memory;
  return { ...memory, next: sooner(next, now + lastInterval(subscription.terms.inquiry_at)) };
}

/** Until a message teaches more, only the deadline can come. */
export function decideCannotAsk(subscription: Subscription, event: SubscriptionEvent): SubscriptionDecided {
  if (subscription.memory.next?.do !== "inquire") return ignore(subscription, "No inquiry was due.");
  return remember(subscription, scheduled(subscription, { cannot_ask: true }, event.at));
}

/** An inquiry was made, whatever came of it: the next one waits for its turn. */
export function afterInquiry(subscription: Subscription, now: number): Partial<SubscriptionMemory> {
  const { next, inquiries } = subscription.memory;
  return next?.do === "inquire" ? scheduled(subscription, { inquiries: inquiries + 1 }, now) : {};
}

/**
 * Silence never ages into ended: the deadline hands it to a person. Where the customer alone is awaited and every call of
 * ours was answered, nothing is in doubt: it goes on waiting for them. Where only their PIN could have begun it and none
 * was sent, it never did.
 */
export function decideDeadline(subscription: Subscription, event: SubscriptionEvent): SubscriptionDecided {
  const { memory, status } = subscription;
  if (memory.next?.do !== "give_up") return ignore(subscription, "No deadline was due.");
  if (isUnconfirmed(subscription))
    return move(subscription, event, { status: "ended", reading: unconfirmed, evidence: null });
  if (waitsForCustomerAlone(subscription))
    return remember(subscription, scheduled(subscription, { opened_at: null }, event.at));
  if (status === "ended") return openReview(subscription, event, "contradiction");
  return openReview(subscription, event, memory.cannot_ask ? "cannot_ask" : "ladder_used_up");
}

/** A PIN reaches the provider through us alone, and elsewhere it is looked at again and again. */
function waitsForCustomerAlone(subscription: Subscription): boolean {
  const { memory, terms } = subscription;
  if (!memory.awaiting_payer || memory.cannot_ask) return false;
  const answered = chargesInDoubt(subscription).every(
    ({ kind, state }) => kind === "create" && state === "open",
  );
  return answered && (terms.challenge === "pin" || terms.check_every !== null);
}
