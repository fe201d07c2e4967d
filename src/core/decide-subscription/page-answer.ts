import type { SubscriptionEvent } from "../subscription-event.ts";
import { lastSubscriptionAttempt, type Subscription } from "../subscription-life.ts";
import type { SubscriptionDecided } from "./decision.ts";
import { hasCallAhead, plan, withMemory } from "./memory.ts";

/**
 * What a page hands over is confirmed with, once, on top of whatever was decided: several messages may bring it. It is kept
 * for as long as that confirm is planned or under way.
 */
export function withPageAnswer(
  before: Subscription,
  event: SubscriptionEvent,
  decided: SubscriptionDecided,
): SubscriptionDecided {
  const { subscription, verdict } = decided;
  const finding = event.type === "found" ? event.finding : undefined;
  const answer = finding?.payer_answer;
  if (verdict === "refused") return decided;
  const isProven = finding?.evidence === "inquiry" && finding.strength === "proof";
  if (answer !== undefined && mayConfirm(before, subscription, isProven)) {
    const memory = {
      payer_answer: answer,
      attempts: plan(subscription.memory.attempts, "confirm", null),
      awaiting_payer: false,
      next: { do: "attempt", at: event.at } as const,
    };
    return { ...decided, subscription: withMemory(subscription, memory), verdict: "applied", because: null };
  }
  const last = lastSubscriptionAttempt(subscription);
  const needed = last?.kind === "confirm" && hasCallAhead(subscription);
  if (needed || subscription.memory.payer_answer === null) return decided;
  return { ...decided, subscription: withMemory(subscription, { payer_answer: null }) };
}

/**
 * Only one that still waits for its customer, and only if no confirm was ever made: a second could charge a second time.
 * After one whose answer was lost, a provider that was asked may hand it over again as proof that a second does no harm.
 */
function mayConfirm(
  before: Subscription,
  { status, terms, memory }: Subscription,
  isProven: boolean,
): boolean {
  const waits = before.status === "pending" && status === "pending" && terms.changes.includes("confirm");
  const confirmed = memory.attempts.some(
    ({ kind, state }) => kind === "confirm" && state !== "not_started" && !(state === "silent" && isProven),
  );
  const last = memory.attempts.at(-1);
  return waits && !confirmed && last?.state !== "planned" && last?.state !== "sending" && last !== undefined;
}
