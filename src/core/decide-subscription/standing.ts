import type { SubscriptionStatus } from "../subscription.ts";
import type { SubscriptionEffect } from "../subscription-event.ts";
import type { Subscription, SubscriptionAttempt, SubscriptionMemory } from "../subscription-life.ts";
import { ignore, move, openReview, remember, type SubscriptionDecided } from "./decision.ts";
import type { Found } from "./finding.ts";
import {
  askNow,
  callsInDoubt,
  chargesInDoubt,
  hasCallAhead,
  plan,
  scheduled,
  sooner,
  withMemory,
} from "./memory.ts";

/** The provider says where it stands, and proves it. */
export function foundStanding(
  subscription: Subscription,
  event: Found,
  told: SubscriptionStatus,
): SubscriptionDecided {
  const standing = isPausedForGood(subscription, event, told) ? "ended" : told;
  if (subscription.status === "ended") return foundAfterTheEnd(subscription, event, standing);
  if (standing === "ended") return foundEnded(subscription, event);
  if (event.finding.evidence === "callback" && mustBeVerified(subscription, standing))
    return remember(
      subscription,
      askNow(subscription, {}, event.at),
      "It counts when an inquiry says it too.",
    );
  return foundRunning(subscription, event, standing);
}

/** The provider ended it, only a resume of ours would wake it, and its merchant wants it over: there is nothing to cancel. */
function isPausedForGood(
  subscription: Subscription,
  { finding: { reading } }: Found,
  standing: SubscriptionStatus,
): boolean {
  const over = standing === "paused" && reading.finality === "final" && reading.category !== "completed";
  return over && subscription.memory.cancel_asked && chargesInDoubt(subscription).length === 0;
}

/** What a customer started without us, and a step back to the beginning: a notice alone is too little for either. */
function mustBeVerified({ origin, status }: Subscription, standing: SubscriptionStatus): boolean {
  if (status === "pending") return origin === "provider" && standing !== "pending";
  return standing === "pending";
}

/** Notices overtake each other, so that only an inquiry brings back what has ended; and then its merchant is told. */
function foundAfterTheEnd(
  subscription: Subscription,
  event: Found,
  standing: SubscriptionStatus,
): SubscriptionDecided {
  const { opened_at, review, cannot_ask } = subscription.memory;
  const asked = event.finding.evidence === "inquiry" || event.finding.evidence === "statement";
  if (standing === "ended") {
    if (!asked || (opened_at === null && review === null))
      return ignore(subscription, "The message says what was known.");
    return closing(subscription, remember(subscription, { opened_at: null, review: null, next: null }));
  }
  const uncancelled = withMemory(subscription, { cancel_asked: false });
  if (asked) return foundRunning(uncancelled, event, standing);
  const because = "It had ended, and the provider says that it runs: only an inquiry can tell.";
  const outcome = { ...subscription.outcome, safe_to_charge_again: false };
  const unsafe = { ...subscription, outcome };
  if (!cannot_ask) return remember(unsafe, askNow(unsafe, {}, event.at), because);
  return review === null ? openReview(unsafe, event, "contradiction") : ignore(unsafe, because);
}

/** The end, in words that the registry knows. */
function foundEnded(subscription: Subscription, event: Found): SubscriptionDecided {
  const { evidence, reading } = event.finding;
  if (reading.finality !== "final") {
    const opened = { opened_at: subscription.memory.opened_at ?? event.at };
    const asked = evidence === "inquiry";
    const memory = asked ? scheduled(subscription, opened, event.at) : askNow(subscription, opened, event.at);
    return remember(subscription, memory, "That may still change.");
  }
  return settleEnded(subscription, event);
}

function settleEnded(subscription: Subscription, event: Found): SubscriptionDecided {
  const { reading, evidence, provider } = event.finding;
  const attempts = subscription.memory.attempts.map((attempt) =>
    attempt.state === "open" || attempt.state === "silent" ? endedBy(attempt, event) : attempt,
  );
  const memory = { attempts, review: null };
  return closing(
    subscription,
    move(subscription, event, { status: "ended", reading, evidence, provider, memory }),
  );
}

/** It is set up or runs. What our calls were made for is done, or shows as not done. */
function foundRunning(
  subscription: Subscription,
  event: Found,
  standing: SubscriptionStatus,
): SubscriptionDecided {
  const { reading, evidence, provider } = event.finding;
  const attempts = subscription.memory.attempts.map((attempt) => afterStanding(attempt, event, standing));
  const after = { ...withMemory(subscription, { attempts }), status: standing };
  const inDoubt = callsInDoubt(after).length > 0;
  const goesOn = standing === "pending" && reading.finality !== "final";
  const open = inDoubt || goesOn;
  const asksPayer = standing === "pending" && reading.actor === "payer" && !isConfirming(after);
  const known: Partial<SubscriptionMemory> = {
    attempts,
    opened_at: open ? (subscription.memory.opened_at ?? event.at) : null,
    awaiting_payer: asksPayer,
    review: open ? subscription.memory.review : null,
  };
  const memory = planned(subscription, after, { known, event });
  return closing(
    subscription,
    move(subscription, event, { status: standing, reading, evidence, provider, memory }),
  );
}

function isConfirming(subscription: Subscription): boolean {
  const waiting = chargesInDoubt(subscription).some(({ kind }) => kind === "confirm");
  return waiting || hasCallAhead(subscription);
}

/** What comes next: the cancel that was lost, once more; or the ladder; or a look, which no notice puts off. */
function planned(
  before: Subscription,
  after: Subscription,
  { known, event }: { readonly known: Partial<SubscriptionMemory>; readonly event: Found },
): Partial<SubscriptionMemory> {
  const { attempts } = after.memory;
  const cancelWasLost =
    before.memory.attempts.at(-1)?.kind === "cancel" && before.memory.attempts.at(-1)?.state === "silent";
  const cancels =
    before.memory.attempts.length - before.memory.attempts.findLastIndex(({ kind }) => kind !== "cancel") - 1;
  if (cancelWasLost && before.memory.cancel_asked && event.finding.evidence !== "callback") {
    if (cancels > before.terms.retry_after.length)
      return scheduled(after, { ...known, cancel_asked: false }, event.at);
    return { ...known, attempts: plan(attempts, "cancel", null), next: { do: "attempt", at: event.at } };
  }
  const memory = scheduled(after, known, event.at);
  if (event.finding.evidence !== "callback" || known.opened_at !== null || memory.next?.do !== "inquire")
    return memory;
  return {
    ...memory,
    next: sooner(memory.next, Math.min(lookPlanned(before), lookAtNews(before, after, event))),
  };
}

/** For what no notice tells, or for one that was lost. A question about what was in doubt is answered by the notice. */
function lookPlanned({ memory: { next, opened_at } }: Subscription): number {
  return next?.do === "inquire" && opened_at === null ? next.at : Number.POSITIVE_INFINITY;
}

/** Whether a notice with news was the newest. */
function lookAtNews(before: Subscription, after: Subscription, { at }: Found): number {
  const [soon = Number.POSITIVE_INFINITY] = after.terms.inquiry_at;
  return before.status === after.status ? Number.POSITIVE_INFINITY : at + soon;
}

function afterStanding(
  attempt: SubscriptionAttempt,
  event: Found,
  standing: SubscriptionStatus,
): SubscriptionAttempt {
  if (attempt.state !== "open" && attempt.state !== "silent") return attempt;
  if (isAnswered(attempt, event, standing)) return endedBy(attempt, event);
  return attempt.kind === "create" ? { ...attempt, state: "open" } : attempt;
}

/**
 * Whether the standing tells what became of a call. One that cannot charge is answered by an inquiry, whether it took
 * effect or not; only a cancel that the provider has taken stays open until the end, for it may take its time.
 */
function isAnswered(
  { kind, state }: SubscriptionAttempt,
  { finding }: Found,
  standing: SubscriptionStatus,
): boolean {
  switch (kind) {
    case "create":
      return standing !== "pending" || finding.reading.finality === "final";
    case "confirm":
    case "activate":
      return standing !== "pending";
    case "resume":
      return standing !== "paused" && standing !== "pending";
    case "pause":
    case "free_period":
      return finding.evidence !== "callback";
    case "cancel":
      return finding.evidence !== "callback" && state === "silent";
  }
}

function endedBy(attempt: SubscriptionAttempt, { finding, at }: Found): SubscriptionAttempt {
  return { ...attempt, state: "ended", ended_at: attempt.ended_at ?? at, rule: finding.reading.rule };
}

/** A proof that leaves nothing open closes the review, for the decision is needless. */
export function closing(before: Subscription, decided: SubscriptionDecided): SubscriptionDecided {
  if (before.memory.review === null || decided.subscription.memory.review !== null) return decided;
  const close: SubscriptionEffect = { do: "close_review", how: "settled" };
  return { ...decided, effects: [close, ...decided.effects] };
}
