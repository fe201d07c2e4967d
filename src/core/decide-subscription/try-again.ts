import type { Evidence, ProviderWords, Reading } from "../outcome.ts";
import type { SubscriptionEvent } from "../subscription-event.ts";
import type { Subscription, SubscriptionAttempt, SubscriptionMemory } from "../subscription-life.ts";
import { move, remember, type SubscriptionDecided } from "./decision.ts";
import { changed, plan, scheduled } from "./memory.ts";

export interface Refusal {
  readonly attempt: SubscriptionAttempt;
  readonly reading: Reading;
  readonly evidence: Evidence | null;
  readonly provider?: ProviderWords;
}

/**
 * Nothing was started, so the call may be made again, under a new name. When our patience is used up, a create ends the
 * subscription, for it is proven that it never began; any other call leaves it where it stood.
 */
export function tryAgain(
  subscription: Subscription,
  event: SubscriptionEvent,
  { attempt, ...said }: Refusal,
): SubscriptionDecided {
  const { status } = subscription;
  const ended = { state: "not_started", ended_at: event.at, rule: said.reading.rule } as const;
  const attempts = changed(subscription, attempt, ended);
  if (status === "ended")
    return remember(subscription, scheduled(subscription, { attempts }, event.at), "It has ended.");
  const wait = waitBefore(subscription, said.reading, { attempt, now: event.at });
  if (wait !== null)
    return move(subscription, event, {
      ...said,
      status,
      reading: { ...said.reading, finality: "interim", actor: "provider", advice: { action: "wait" } },
      memory: {
        attempts: plan(attempts, attempt.kind, attempt.periods),
        next: { do: "attempt", at: event.at + wait },
      },
    });
  const memory = scheduled(subscription, { attempts, ...givenUp(subscription, attempt) }, event.at);
  return move(subscription, event, { ...said, status: attempt.kind === "create" ? "ended" : status, memory });
}

/** A customer whose PIN could not be sent may send it again, and a cancel that was given up is not asked for any more. */
function givenUp({ memory }: Subscription, { kind }: SubscriptionAttempt): Partial<SubscriptionMemory> {
  return {
    awaiting_payer: memory.awaiting_payer || kind === "confirm",
    cancel_asked: memory.cancel_asked && kind !== "cancel",
  };
}

/** How long to wait before the call is made again; null where it is not to be. */
function waitBefore(
  { terms, memory }: Subscription,
  reading: Reading,
  { attempt, now }: { readonly attempt: SubscriptionAttempt; readonly now: number },
): number | null {
  const row = lastRow(memory.attempts, attempt);
  if (memory.attempts.length >= ATTEMPTS_MAX || row.length > (reading.advice.max_attempts ?? ATTEMPTS_MAX))
    return null;
  const listed = terms.retry_after[row.length - 1];
  if (reading.category !== "throttled") return listed ?? null;
  const ours =
    listed ?? Math.max(terms.retry_after.at(-1) ?? 0, Math.ceil(terms.deadline / TRIES_IN_DEADLINE));
  const wait = Math.max(ours, (reading.advice.after_seconds ?? 0) * 1000);
  return now + wait < (row[0]?.began_at ?? now) + terms.deadline ? wait : null;
}

/** The attempts, one after the other, that were made for one and the same thing. */
function lastRow(
  attempts: readonly SubscriptionAttempt[],
  { kind }: SubscriptionAttempt,
): readonly SubscriptionAttempt[] {
  const before = attempts.findLastIndex((other) => other.kind !== kind || isDone(other));
  return attempts.slice(before + 1);
}

function isDone({ state }: SubscriptionAttempt): boolean {
  return state === "ended" || state === "open" || state === "silent";
}

/** A number of an attempt has one byte in its callback URL. */
export const ATTEMPTS_MAX = 250;

/** Too many calls at once say nothing against this one, so it waits for its turn as long as we wait for certainty. */
const TRIES_IN_DEADLINE = 100;
