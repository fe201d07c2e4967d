import type { Verdict } from "../event.ts";
import { outcomeOf, type ReviewCause } from "../operation.ts";
import { type Evidence, type ProviderWords, provesNotCharged, type Reading } from "../outcome.ts";
import { noWords } from "../readings.ts";
import type { SubscriptionStatus } from "../subscription.ts";
import type { SubscriptionEffect, SubscriptionEvent } from "../subscription-event.ts";
import type { Subscription, SubscriptionMemory } from "../subscription-life.ts";
import { onlyAsksForPin, withMemory, withoutPlans } from "./memory.ts";

export interface SubscriptionDecided {
  readonly subscription: Subscription;
  readonly effects: readonly SubscriptionEffect[];
  readonly verdict: Verdict;
  /** Why an event was ignored or refused, or was read more carefully than it says: a sentence for the timeline. */
  readonly because: string | null;
}

/** Takes the event into the history and changes nothing else. */
export function ignore(subscription: Subscription, because: string): SubscriptionDecided {
  return { subscription: counted(subscription), effects: [], verdict: "ignored", because };
}

/** Somebody asked for what cannot be done now: nothing changes, and nothing is written. */
export function refuse(subscription: Subscription, because: string): SubscriptionDecided {
  return { subscription, effects: [], verdict: "refused", because };
}

/** A change of memory alone. */
export function remember(
  subscription: Subscription,
  memory: Partial<SubscriptionMemory>,
  because: string | null = null,
): SubscriptionDecided {
  const remembered = counted(withMemory(subscription, memory));
  return {
    subscription: remembered,
    effects: payerEffects(subscription, remembered),
    verdict: "applied",
    because,
  };
}

export interface Move {
  readonly status: SubscriptionStatus;
  readonly reading: Reading;
  readonly evidence: Evidence | null;
  readonly provider?: ProviderWords;
  readonly memory?: Partial<SubscriptionMemory>;
  readonly effects?: readonly SubscriptionEffect[];
  readonly because?: string;
}

/** Moves it to a status with a new outcome, and announces the status where it is new. */
export function move(subscription: Subscription, event: SubscriptionEvent, to: Move): SubscriptionDecided {
  const outcome = outcomeOf(to.reading, {
    evidence: to.evidence,
    at: event.at,
    provider: to.provider ?? noWords,
    safe: isSafe(subscription, to),
  });
  const moved = counted({ ...withMemory(subscription, to.memory ?? {}), status: to.status, outcome });
  const rested = to.status === "ended" ? atRest(moved, event.at) : moved;
  const effects = [
    ...(to.effects ?? []),
    ...payerEffects(subscription, rested),
    ...statusEffects(subscription, to),
  ];
  return { subscription: rested, effects, verdict: "applied", because: to.because ?? null };
}

/** What had ended and runs again is corrected, whatever it is now: its merchant was told that it is over. */
function statusEffects({ status }: Subscription, to: Move): readonly SubscriptionEffect[] {
  if (to.status === status) return [];
  if (status === "ended") return [{ do: "announce", what: "corrected" }];
  return to.status === "pending" ? [] : [{ do: "announce", what: to.status }];
}

function payerEffects(before: Subscription, after: Subscription): readonly SubscriptionEffect[] {
  const asks = after.memory.awaiting_payer && !before.memory.awaiting_payer;
  return asks ? [{ do: "announce", what: "pending" }] : [];
}

/** Whether the same may be bought again: only where this one never ran, and no call that can charge was lost. */
function isSafe(subscription: Subscription, to: Move): boolean {
  const { status, memory } = subscription;
  const attempts = to.memory?.attempts ?? memory.attempts;
  const lost = attempts.some(
    (attempt) =>
      (attempt.state === "silent" || attempt.state === "sending") && !onlyAsksForPin(subscription, attempt),
  );
  return to.status === "ended" && status === "pending" && !lost && provesNotCharged(to.reading);
}

/** Where it has ended, nothing that was planned is done any more, and nobody has to act. */
function atRest(subscription: Subscription, now: number): Subscription {
  const attempts = withoutPlans(subscription.memory.attempts, now);
  return withMemory(subscription, {
    attempts,
    opened_at: null,
    awaiting_payer: false,
    renews_at: null,
    next: null,
  });
}

/** It stands where it stood, and a person has to look: no machine can tell what became of it. */
export function openReview(
  subscription: Subscription,
  event: SubscriptionEvent,
  cause: ReviewCause,
): SubscriptionDecided {
  const { check_every } = subscription.terms;
  const asksOn = check_every !== null && !subscription.memory.cannot_ask && subscription.status !== "ended";
  const decided = remember(subscription, {
    review: { cause, opened_at: event.at },
    next: asksOn ? { do: "inquire", at: event.at + check_every } : null,
  });
  return { ...decided, effects: [...decided.effects, { do: "open_review", cause }] };
}

function counted(subscription: Subscription): Subscription {
  return { ...subscription, version: subscription.version + 1 };
}
