import { rungAfter } from "../ladder.ts";
import {
  chargingCalls,
  lastSubscriptionAttempt,
  type Subscription,
  type SubscriptionAttempt,
  type SubscriptionAttemptKind,
  type SubscriptionMemory,
  type SubscriptionStep,
} from "../subscription-life.ts";

/** What a subscription remembers, and changes of it that move nothing. */
export function withMemory(subscription: Subscription, memory: Partial<SubscriptionMemory>): Subscription {
  return { ...subscription, memory: { ...subscription.memory, ...memory } };
}

/** The attempts with one of them changed. */
export function changed(
  { memory }: Subscription,
  attempt: SubscriptionAttempt,
  change: Partial<SubscriptionAttempt>,
): readonly SubscriptionAttempt[] {
  return memory.attempts.map((other) => (other.number === attempt.number ? { ...other, ...change } : other));
}

/** The attempts with one more, planned. Its number, and so its reference, was never used before. */
export function plan(
  attempts: readonly SubscriptionAttempt[],
  kind: SubscriptionAttemptKind,
  periods: number | null,
): readonly SubscriptionAttempt[] {
  const fresh = { state: "planned", periods, began_at: null, ended_at: null, rule: null } as const;
  return [...attempts, { number: attempts.length + 1, kind, ...fresh }];
}

/** What was planned will not be done any more, and nobody has begun it. */
export function withoutPlans(
  attempts: readonly SubscriptionAttempt[],
  now: number,
): readonly SubscriptionAttempt[] {
  return attempts.map((attempt) =>
    attempt.state === "planned" ? { ...attempt, state: "not_started", ended_at: now } : attempt,
  );
}

/** A call that is planned or under way comes first: until it has ended, nothing else is due. */
export function hasCallAhead(subscription: Subscription): boolean {
  const state = lastSubscriptionAttempt(subscription)?.state;
  return state === "planned" || state === "sending";
}

/** No create has left that may have started anything. */
export function isUnsent(subscription: Subscription): boolean {
  const attempt = lastSubscriptionAttempt(subscription);
  return attempt?.kind === "create" && attempt.state === "planned";
}

/** The calls whose end nobody knows. */
export function callsInDoubt({ memory }: Subscription): readonly SubscriptionAttempt[] {
  return memory.attempts.filter(({ state }) => state === "silent" || state === "open");
}

/** Those of them that may have charged or may still do so. */
export function chargesInDoubt(subscription: Subscription): readonly SubscriptionAttempt[] {
  return callsInDoubt(subscription).filter(
    (attempt) => chargingCalls.includes(attempt.kind) && !onlyAsksForPin(subscription, attempt),
  );
}

/** A call that begins nothing at the provider, however it ends. */
export function onlyAsksForPin({ memory }: Subscription, { kind }: SubscriptionAttempt): boolean {
  return kind === "create" && memory.only_confirm_charges === true;
}

/** The customer was asked for a PIN at most, and no call that can have begun anything was made. */
export function isUnconfirmed(subscription: Subscription): boolean {
  const { status, memory } = subscription;
  const asked = status === "pending" && memory.only_confirm_charges === true;
  return asked && callsInDoubt(subscription).every(({ kind }) => kind === "create");
}

/**
 * From when the ladder counts once a call has left certainty behind. Each call begins it anew; but a call that repeats
 * one whose end nobody knows goes on where that one was, or whoever repeats it often enough would put the deadline off.
 */
export function doubtBegan(
  subscription: Subscription,
  { kind, number }: SubscriptionAttempt,
  now: number,
): number {
  const others = callsInDoubt(subscription).filter((other) => other.number !== number);
  const repeats = others.some((other) => other.kind === kind);
  return repeats ? (subscription.memory.opened_at ?? now) : now;
}

/** Fills in what is due next for what the memory will be. A call ahead comes first and is left as it is. */
export function scheduled(
  subscription: Subscription,
  memory: Partial<SubscriptionMemory>,
  now: number,
): Partial<SubscriptionMemory> {
  const known = withMemory(subscription, memory);
  if (hasCallAhead(known)) return memory;
  return { ...memory, next: nextStep(known, now) };
}

/** Makes an inquiry due at once, and opens the ladder for it where certainty was lost. */
export function askNow(
  subscription: Subscription,
  memory: Partial<SubscriptionMemory>,
  now: number,
): Partial<SubscriptionMemory> {
  const known = withMemory(subscription, memory);
  const opened = { ...memory, opened_at: known.memory.opened_at ?? now };
  if (hasCallAhead(known)) return opened;
  if (known.memory.cannot_ask) return scheduled(subscription, opened, now);
  return { ...opened, next: { do: "inquire", at: now } };
}

/** The same step, at this moment if that comes earlier. */
export function sooner(step: SubscriptionStep, at: number): SubscriptionStep {
  return { ...step, at: Math.min(step.at, at) };
}

/** The next rung of the ladder or the deadline while something is in doubt; else the next look for lost news. */
function nextStep({ status, terms, memory }: Subscription, now: number): SubscriptionStep | null {
  const { opened_at, review, cannot_ask } = memory;
  if (opened_at !== null && review === null) {
    const end = opened_at + terms.deadline;
    const at = cannot_ask ? end : opened_at + rungAfter(terms.inquiry_at, now - opened_at);
    return !cannot_ask && at < end ? { do: "inquire", at } : { do: "give_up", at: Math.max(now, end) };
  }
  if (status === "ended" || cannot_ask || terms.check_every === null) return null;
  return { do: "inquire", at: now + terms.check_every };
}
