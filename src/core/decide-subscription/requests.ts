import { withdrawn } from "../readings.ts";
import type { SubscriptionChange } from "../subscription.ts";
import type { SubscriptionEvent } from "../subscription-event.ts";
import type { Subscription } from "../subscription-life.ts";
import { move, refuse, remember, type SubscriptionDecided } from "./decision.ts";
import { callsInDoubt, hasCallAhead, isUnconfirmed, isUnsent, onlyAsksForPin, plan } from "./memory.ts";
import { ATTEMPTS_MAX } from "./try-again.ts";

type Asked = SubscriptionEvent & { readonly type: "change_asked" };

/** The merchant asks for something; each call is planned only where nothing else is under way or in doubt. */
export function decideChange(subscription: Subscription, event: Asked): SubscriptionDecided {
  const { change } = event;
  if (subscription.status === "ended") return refuse(subscription, "It has ended.");
  const unsent = isUnsent(subscription) || (isUnconfirmed(subscription) && !hasCallAhead(subscription));
  if (change === "cancel" && unsent) return withdraw(subscription, event);
  const obstacle = obstacleTo(subscription, change);
  if (obstacle !== null) return refuse(subscription, obstacle);
  const { memory } = subscription;
  return remember(subscription, {
    attempts: plan(memory.attempts, change, change === "free_period" ? (event.periods ?? 1) : null),
    cancel_asked: memory.cancel_asked || change === "cancel",
    awaiting_payer: memory.awaiting_payer && change !== "confirm",
    next: { do: "attempt", at: event.at },
  });
}

function withdraw(subscription: Subscription, event: Asked): SubscriptionDecided {
  const memory = { cancel_asked: true };
  return move(subscription, event, { status: "ended", reading: withdrawn, evidence: null, memory });
}

function obstacleTo(subscription: Subscription, change: SubscriptionChange): string | null {
  const { terms, memory } = subscription;
  if (!terms.changes.includes(change)) return "This provider offers no such call.";
  if (hasCallAhead(subscription))
    return change === "cancel" && memory.cancel_asked
      ? "It is being cancelled already."
      : "Another call for it is under way.";
  if (memory.attempts.length >= ATTEMPTS_MAX)
    return "So many calls were made for it that no more can be named.";
  return doubtAgainst(subscription, change) ?? wrongPlaceFor(subscription, change);
}

/**
 * What was begun comes to its end before anything else is: two of them could charge, or give, twice. A cancel does neither,
 * and may be made as soon as the provider is known to have something to cancel.
 */
function doubtAgainst(subscription: Subscription, change: SubscriptionChange): string | null {
  const inDoubt = callsInDoubt(subscription).filter(
    (attempt) =>
      attempt.kind !== "create" || (attempt.state === "silent" && !onlyAsksForPin(subscription, attempt)),
  );
  const counting = change === "cancel" ? inDoubt.filter(({ kind }) => kind === "create") : inDoubt;
  return counting.length === 0
    ? null
    : "Nobody knows yet what became of an earlier call: the provider is asked about it first.";
}

function wrongPlaceFor(subscription: Subscription, change: SubscriptionChange): string | null {
  const { status, terms, memory } = subscription;
  if (memory.cancel_asked && change !== "cancel") return "It is being cancelled.";
  const runs = status === "trial" || status === "active" || status === "grace";
  switch (change) {
    case "confirm":
      return status === "pending" && (memory.awaiting_payer || terms.challenge === "redirect")
        ? null
        : "It does not wait for the customer.";
    case "activate":
      return status === "pending" && terms.activation === "manual" && memory.opened_at === null
        ? null
        : "It does not wait to be activated.";
    case "pause":
    case "free_period":
      return runs ? null : "It does not run.";
    case "resume":
      return status === "paused" ? null : "It is not paused.";
    case "cancel":
      return null;
  }
}

/** Somebody wants to know now. */
export function decideSync(subscription: Subscription, event: SubscriptionEvent): SubscriptionDecided {
  if (subscription.status === "ended")
    return refuse(subscription, "It has ended, and what is known is known.");
  if (subscription.memory.cannot_ask)
    return refuse(subscription, "There is nothing to ask this provider with.");
  if (hasCallAhead(subscription))
    return refuse(subscription, "A call for it is under way, so there is nothing to ask about yet.");
  return remember(subscription, { next: { do: "inquire", at: event.at } });
}
