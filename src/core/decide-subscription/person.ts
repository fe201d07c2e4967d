import { assertNever } from "../../lib/assert-never.ts";
import type { Reading } from "../outcome.ts";
import { personSaysMoved, personSaysNotMoved, silence } from "../readings.ts";
import type { SubscriptionEffect, SubscriptionEvent } from "../subscription-event.ts";
import type { Subscription, SubscriptionAttempt } from "../subscription-life.ts";
import { move, refuse, type SubscriptionDecided } from "./decision.ts";
import { askNow, scheduled, withMemory } from "./memory.ts";

type Decided = SubscriptionEvent & { readonly type: "person_decided" };

const closing: SubscriptionEffect = { do: "close_review", how: "decided" };

/** A person's word settles what no machine can, and is the only thing besides an inquiry that undoes an end. */
export function decidePerson(subscription: Subscription, event: Decided): SubscriptionDecided {
  const { review } = subscription.memory;
  if (review === null) return refuse(subscription, "No review is open.");
  if (event.review_opened_at !== undefined && event.review_opened_at !== review.opened_at)
    return refuse(subscription, "That review is closed, and another one is open.");
  switch (event.decision) {
    case "keep_asking":
      return keepAsking(subscription, event);
    case "active":
    case "paused":
    case "ended":
      return settleByPerson(subscription, event, event.decision);
    default:
      return assertNever(event.decision);
  }
}

function settleByPerson(
  subscription: Subscription,
  event: Decided,
  decision: "active" | "paused" | "ended",
): SubscriptionDecided {
  const attempts = subscription.memory.attempts.map((attempt) => endedBy(attempt, event.at));
  const known = { attempts, review: null, opened_at: null, awaiting_payer: false, cancel_asked: false };
  const next = { ...withMemory(subscription, known), status: decision };
  return move(subscription, event, {
    status: decision,
    reading: personSays[decision],
    evidence: "person",
    memory: scheduled(next, known, event.at),
    effects: [closing],
  });
}

const personSays: Readonly<Record<"active" | "paused" | "ended", Reading>> = {
  active: { ...personSaysMoved, rule: "hakika/person/active", money: "none" },
  paused: { ...personSaysMoved, rule: "hakika/person/paused", money: "none" },
  ended: { ...personSaysNotMoved, rule: "hakika/person/ended", money: "none" },
};

function endedBy(attempt: SubscriptionAttempt, at: number): SubscriptionAttempt {
  const unknown = attempt.state === "open" || attempt.state === "silent";
  return unknown ? { ...attempt, state: "ended", ended_at: attempt.ended_at ?? at } : attempt;
}

function keepAsking(subscription: Subscription, event: Decided): SubscriptionDecided {
  if (subscription.memory.cannot_ask)
    return refuse(subscription, "There is nothing to ask this provider with: decide where it stands.");
  const { status } = subscription;
  const again = withMemory(subscription, { review: null, opened_at: event.at, inquiries: 0 });
  const memory = askNow(again, { review: null, opened_at: event.at, inquiries: 0 }, event.at);
  const asked = move(subscription, event, {
    status,
    reading: silence,
    evidence: "person",
    memory,
    effects: [closing],
  });
  // What had ended is still asked about: only that it stands there is left as it was.
  return status === "ended" ? { ...asked, subscription: withMemory(asked.subscription, memory) } : asked;
}
