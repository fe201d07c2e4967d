import { decideSubscription } from "../core/decide-subscription/decide-subscription.ts";
import type { SubscriptionDecided } from "../core/decide-subscription/decision.ts";
import type { Randomness, SharedClock } from "../core/ports.ts";
import type { SubscriptionEvent } from "../core/subscription-event.ts";
import type { SubscriptionTerms } from "../core/subscription-life.ts";
import type { Timers } from "../lib/timers.ts";
import { applySubscriptionStatement } from "./apply-subscription-statement.ts";
import { applySubscriptionValues } from "./apply-subscription-values.ts";
import type { Database } from "./database.ts";
import { onceMoreAfterConflict } from "./run-batch.ts";
import { ROUNDS_MAX, stepBack } from "./step-back.ts";
import type { StoredSubscription } from "./stored-subscription.ts";
import { readSubscriptions } from "./subscriptions.ts";
import type { Vault } from "./vault.ts";

/** One thing that happened to one subscription. */
export interface SubscriptionHappening {
  readonly slot: number;
  readonly id: string;
  readonly event: SubscriptionEvent;
  /** The provider's raw message, kept sealed as the evidence. */
  readonly raw: Uint8Array | null;
}

export interface SubscriptionApplied {
  readonly subscription: StoredSubscription;
  readonly verdict: SubscriptionDecided["verdict"];
  readonly because: string | null;
}

export interface SubscriptionApplyContext {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: SharedClock;
  /** Left out: the system's. */
  readonly timers?: Timers;
  readonly randomness: Randomness;
  readonly node: string;
  readonly lease_ms: number;
  subscriptionTermsOf(subscription: StoredSubscription): SubscriptionTerms;
  subscriptionResourceOf(subscription: StoredSubscription): unknown;
}

/** One event and what was decided upon it, to be written at once. */
export interface SubscriptionWrite {
  readonly happening: SubscriptionHappening;
  readonly before: StoredSubscription;
  readonly after: StoredSubscription;
  readonly decided: SubscriptionDecided;
}

/** Loads, decides and writes: the only place that changes a subscription. Null where there is no such subscription. */
export async function applyToSubscription(
  happening: SubscriptionHappening,
  context: SubscriptionApplyContext,
): Promise<SubscriptionApplied | null> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if (round > 0) await stepBack(round, context);
    const before = (await readSubscriptions([happening], context)).get(happening.id);
    if (before === undefined) return null;
    const write = decideUpon(before, happening, context);
    const { verdict, because } = write.decided;
    if (verdict === "refused") return { subscription: before, verdict, because };
    if (await written(write, context)) return { subscription: write.after, verdict, because };
  }
  throw new Error(`A subscription's version moved ${ROUNDS_MAX} times while it was decided upon.`);
}

function decideUpon(
  before: StoredSubscription,
  happening: SubscriptionHappening,
  context: SubscriptionApplyContext,
): SubscriptionWrite {
  const terms = context.subscriptionTermsOf(before);
  const decided = decideSubscription({ ...before, terms }, happening.event);
  const { terms: _, ...fate } = decided.subscription;
  return { happening, before, after: { ...before, ...fate, updated_at: happening.event.at }, decided };
}

async function written(write: SubscriptionWrite, context: SubscriptionApplyContext): Promise<boolean> {
  const values = applySubscriptionValues(write, context);
  const run = () => context.database.run(applySubscriptionStatement, values);
  return (await onceMoreAfterConflict([write], run)).length > 0;
}
