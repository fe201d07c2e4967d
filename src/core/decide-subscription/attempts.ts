import { NOT_UNDER_WAY, underWay } from "../call-under-way.ts";
import { awaitingPayer, neverSent, sending, silence } from "../readings.ts";
import type { SubscriptionEvent } from "../subscription-event.ts";
import { lastSubscriptionAttempt, type Subscription } from "../subscription-life.ts";
import { ignore, move, remember, type SubscriptionDecided } from "./decision.ts";
import { changed, doubtBegan, onlyAsksForPin, scheduled } from "./memory.ts";
import { tryAgain } from "./try-again.ts";

/** The intent to call, written down before a byte leaves. Only where it is applied may its writer make the call. */
export function decideAttemptBegan(
  subscription: Subscription,
  event: SubscriptionEvent & { readonly type: "attempt_began" },
): SubscriptionDecided {
  const attempt = lastSubscriptionAttempt(subscription);
  if (attempt?.state !== "planned") return ignore(subscription, "No call was planned.");
  const attempts = changed(subscription, attempt, { state: "sending", began_at: event.at });
  if (attempt.kind !== "create") return remember(subscription, { attempts, next: null });
  const { status } = subscription;
  const asksOnly = event.only_confirm_charges && { only_confirm_charges: true as const };
  const memory = { attempts, next: null, ...asksOnly };
  return move(subscription, event, { status, reading: sending, evidence: null, memory });
}

/** Nothing of the request left: it may be made again. */
export function decideNotSent(
  subscription: Subscription,
  event: SubscriptionEvent & { readonly type: "attempt_not_sent" },
): SubscriptionDecided {
  const attempt = underWay(subscription, event.attempt);
  if (attempt === undefined) return ignore(subscription, NOT_UNDER_WAY);
  return tryAgain(subscription, event, { attempt, reading: neverSent, evidence: null });
}

/** The call may have done its work: from now on only an inquiry, a notice or a person can tell. */
export function decideSilent(
  subscription: Subscription,
  event: SubscriptionEvent & { readonly attempt?: number },
): SubscriptionDecided {
  const attempt = underWay(subscription, event.attempt);
  if (attempt === undefined) return ignore(subscription, NOT_UNDER_WAY);
  const silent = { state: "silent", ended_at: event.at, rule: silence.rule } as const;
  const attempts = changed(subscription, attempt, silent);
  if (subscription.status === "ended")
    return remember(subscription, scheduled(subscription, { attempts }, event.at), "It has ended.");
  const opened_at = doubtBegan(subscription, attempt, event.at);
  // A PIN that may be on its way can be typed, and whoever has none is asked by a new subscription.
  const awaiting_payer = onlyAsksForPin(subscription, attempt);
  const { status } = subscription;
  const memory = scheduled(subscription, { attempts, opened_at, awaiting_payer }, event.at);
  const reading = awaiting_payer ? awaitingPayer : silence;
  return move(subscription, event, { status, reading, evidence: null, memory });
}

/** The customer goes on at a page, and nothing was sent: only they can start it now. */
export function decidePageNamed(
  subscription: Subscription,
  event: SubscriptionEvent & { readonly type: "page_named" },
): SubscriptionDecided {
  const attempt = lastSubscriptionAttempt(subscription);
  if (attempt?.state !== "sending" || attempt.kind !== "create")
    return ignore(subscription, "No create was under way.");
  if (subscription.status === "ended") return ignore(subscription, "It has ended.");
  const attempts = changed(subscription, attempt, { state: "open", ended_at: event.at });
  const known = { attempts, opened_at: event.at, awaiting_payer: true, payer_url: event.payer_url };
  const memory = scheduled(subscription, known, event.at);
  return move(subscription, event, { status: "pending", reading: awaitingPayer, evidence: null, memory });
}

/** The planned confirm has nothing to send any more, so the customer is asked again. */
export function decidePayerAnswerGone(
  subscription: Subscription,
  event: SubscriptionEvent,
): SubscriptionDecided {
  const attempt = lastSubscriptionAttempt(subscription);
  if (attempt?.state !== "planned" || attempt.kind !== "confirm")
    return ignore(subscription, "No confirm was planned.");
  const attempts = changed(subscription, attempt, { state: "not_started", ended_at: event.at });
  return remember(subscription, scheduled(subscription, { attempts, awaiting_payer: true }, event.at));
}

export function decideHeld(
  subscription: Subscription,
  event: SubscriptionEvent & { readonly type: "held" },
): SubscriptionDecided {
  const attempt = lastSubscriptionAttempt(subscription);
  if (attempt?.state !== "planned") return ignore(subscription, "No call was planned.");
  return remember(subscription, { next: { do: "attempt", at: event.until } });
}
