import type { Category, Reading } from "../outcome.ts";
import type { SubscriptionFinding } from "../subscription.ts";
import type { SubscriptionEvent } from "../subscription-event.ts";
import type { Subscription, SubscriptionMemory } from "../subscription-life.ts";

export type Found = SubscriptionEvent & { readonly type: "found" };

/** Whether the message proves what it says of the subscription. */
export function isProof({ strength, about }: SubscriptionFinding): boolean {
  return strength === "proof" && about === "subscription";
}

/** Words that leave the end open, or that count only when an inquiry says them too. */
export function isUncertain({ evidence, reading }: SubscriptionFinding): boolean {
  const asked = evidence === "inquiry" || evidence === "statement";
  return reading.finality === "unresolved" || (reading.confirm_by_inquiry && !asked);
}

/** The answer to the very call proves that it started nothing, for a cause that passes. */
export function startedNothing({ strength, standing, reading }: SubscriptionFinding): boolean {
  const passing: readonly Category[] = ["throttled", "provider_down"];
  const nothing = reading.finality === "final" && (reading.money === "not_moved" || reading.money === "none");
  const certain = !reading.confirm_by_inquiry && reading.advice.action !== "verify";
  return (
    strength === "proof" && standing === null && nothing && certain && passing.includes(reading.category)
  );
}

/** A final "no", without a word of where the subscription stands. */
export function isRefusal({ standing, reading }: SubscriptionFinding): boolean {
  const unpaid = reading.money === "not_moved" || reading.money === "returned" || reading.money === "none";
  const no = reading.category !== "completed" && reading.category !== "duplicate";
  return standing === null && reading.finality === "final" && unpaid && no;
}

/** What a message teaches besides where the subscription stands; a hint teaches nothing. */
export function learned({ memory }: Subscription, finding: SubscriptionFinding): Partial<SubscriptionMemory> {
  const { payer_url, outcome_url, secret, renews_at } = finding;
  const provider_reference = memory.provider_reference ?? finding.provider_reference;
  const taught = provider_reference !== memory.provider_reference || outcome_url !== undefined;
  return {
    provider_reference,
    secret: secret ?? memory.secret,
    renews_at: renews_at ?? memory.renews_at,
    cannot_ask: memory.cannot_ask && !taught,
    ...(payer_url !== undefined && { payer_url }),
    ...(outcome_url !== undefined && { outcome_url }),
  };
}

/** The same words, taken for no more than a reason to ask. */
export function doubted(reading: Reading): Reading {
  const completed = reading.category === "completed";
  return {
    ...reading,
    category: completed ? "in_progress" : reading.category,
    reason: completed ? "in_progress" : reading.reason,
    finality: "unresolved",
    money: "unknown",
    actor: "provider",
    advice: { action: "verify", reference: "same" },
  };
}
