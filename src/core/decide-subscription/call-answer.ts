import type { Reading } from "../outcome.ts";
import type { SubscriptionStatus } from "../subscription.ts";
import type { Subscription, SubscriptionAttempt, SubscriptionAttemptKind } from "../subscription-life.ts";
import { move, remember, type SubscriptionDecided } from "./decision.ts";
import { doubted, type Found, isRefusal, isUncertain, startedNothing } from "./finding.ts";
import { askNow, changed, doubtBegan, scheduled, withMemory } from "./memory.ts";
import { foundStanding } from "./standing.ts";
import { tryAgain } from "./try-again.ts";

/** The answer to a call of ours. What was learned from it stands in the subscription already. */
export function foundAnswer(
  subscription: Subscription,
  event: Found,
  attempt: SubscriptionAttempt,
): SubscriptionDecided {
  const { finding } = event;
  const { reading, standing } = finding;
  if (subscription.status === "ended") return answeredAfterTheEnd(subscription, event, attempt);
  if (startedNothing(finding)) return tryAgain(subscription, event, { attempt, ...finding });
  if (isUncertain(finding)) return answeredUnclearly(subscription, event, attempt);
  const heard = answered(subscription, event, attempt);
  if (standing !== null) return foundStanding(heard, event, standing);
  if (reading.finality !== "final") return accepted(heard, event, attempt);
  if (isRefusal(finding)) return refused(heard, event, attempt);
  const goal = reading.category === "completed" ? goals[attempt.kind] : undefined;
  if (goal === undefined) return answeredUnclearly(subscription, event, attempt);
  return foundStanding(heard, event, goal === "as it was" ? subscription.status : goal);
}

/** Where a call leads that was carried out. Only the provider's own word tells where a create or a PIN led. */
const goals: Readonly<Partial<Record<SubscriptionAttemptKind, SubscriptionStatus | "as it was">>> = {
  activate: "active",
  resume: "active",
  pause: "paused",
  cancel: "ended",
  free_period: "as it was",
};

/** A final answer ends its call, whatever it says; any other leaves it open. */
function answered(subscription: Subscription, event: Found, attempt: SubscriptionAttempt): Subscription {
  const { finality, rule } = event.finding.reading;
  const state = finality === "final" ? "ended" : "open";
  return withMemory(subscription, {
    attempts: changed(subscription, attempt, { state, ended_at: event.at, rule }),
  });
}

function answeredAfterTheEnd(
  subscription: Subscription,
  event: Found,
  attempt: SubscriptionAttempt,
): SubscriptionDecided {
  const heard = answered(subscription, event, attempt);
  const { standing, strength } = event.finding;
  if (standing !== null && standing !== "ended" && strength === "proof")
    return foundStanding(heard, event, standing);
  return remember(heard, scheduled(heard, {}, event.at), "It has ended.");
}

/** It may have been done or not; a "duplicate" speaks of an earlier call. The provider is asked at once. */
function answeredUnclearly(
  subscription: Subscription,
  event: Found,
  attempt: SubscriptionAttempt,
): SubscriptionDecided {
  const { reading, evidence, provider } = event.finding;
  const state = reading.finality === "unresolved" && reading.category !== "duplicate" ? "silent" : "open";
  const attempts = changed(subscription, attempt, { state, ended_at: event.at, rule: reading.rule });
  const opened_at = doubtBegan(subscription, attempt, event.at);
  const known = { attempts, opened_at, awaiting_payer: false };
  return move(subscription, event, {
    status: subscription.status,
    reading: doubted(reading),
    evidence,
    provider,
    memory: askNow(subscription, known, event.at),
  });
}

/** The provider has it. The customer may have to act before it goes on. */
function accepted(
  subscription: Subscription,
  event: Found,
  attempt: SubscriptionAttempt,
): SubscriptionDecided {
  const { reading, evidence, provider } = event.finding;
  const { status } = subscription;
  const awaiting_payer = status === "pending" && reading.actor === "payer";
  const opened_at = doubtBegan(subscription, attempt, event.at);
  const memory = scheduled(subscription, { opened_at, awaiting_payer }, event.at);
  return move(subscription, event, { status, reading, evidence, provider, memory });
}

/** A refused create never began. Any other refusal leaves it where it was, and often means that it is elsewhere already. */
function refused(
  subscription: Subscription,
  event: Found,
  attempt: SubscriptionAttempt,
): SubscriptionDecided {
  const { reading, evidence, provider } = event.finding;
  const said = { reading, evidence, provider };
  const { status, memory } = subscription;
  const begins = attempt.kind === "create" || (attempt.kind === "confirm" && status === "pending");
  if (begins && !mayTryAgain(attempt, reading))
    return move(subscription, event, { ...said, status: "ended" });
  if (begins) {
    const waits = scheduled(subscription, { awaiting_payer: true }, event.at);
    return move(subscription, event, { ...said, status, memory: waits });
  }
  const known = { cancel_asked: memory.cancel_asked && attempt.kind !== "cancel" };
  const look = memory.cannot_ask
    ? scheduled(subscription, known, event.at)
    : { ...known, next: { do: "inquire", at: event.at } as const };
  return move(subscription, event, { ...said, status, memory: look });
}

/** A customer who mistyped may do so once more. Whatever else is refused now, would be refused again. */
function mayTryAgain({ kind }: SubscriptionAttempt, { advice }: Reading): boolean {
  return kind === "confirm" && advice.action === "ask_payer";
}
