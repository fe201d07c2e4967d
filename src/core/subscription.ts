import type { Evidence, ProviderWords, Reading } from "./outcome.ts";

/** Where a subscription stands. */
export const subscriptionStatuses = ["pending", "trial", "active", "grace", "paused", "ended"] as const;
export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

/** What can be asked of a subscription that was created. */
export const subscriptionChanges = [
  "confirm",
  "activate",
  "pause",
  "resume",
  "cancel",
  "free_period",
] as const;
export type SubscriptionChange = (typeof subscriptionChanges)[number];

/** What one provider message says of a subscription, after the registry has read it. */
export interface SubscriptionFinding {
  readonly evidence: Evidence;
  /** `call`: the message is about our own request and says nothing of the subscription. */
  readonly about: "subscription" | "call";
  /** `hint`: unsigned or self-contradicting; it only makes us ask. */
  readonly strength: "proof" | "hint";
  readonly reading: Reading;
  readonly provider: ProviderWords;
  /** Where the provider says that it stands; null where the message does not tell. */
  readonly standing: SubscriptionStatus | null;
  readonly provider_reference: string | null;
  /** When the provider will charge next: milliseconds since the epoch; null where the message does not tell. */
  readonly renews_at: number | null;
  /**
   * Charges that the message tells of, oldest first: a create's first one, a renewal, or the latest of a list. Each may
   * have been told before; the provider's name for it tells. Empty where there was none or the message does not tell.
   */
  readonly charges: readonly SubscriptionCharge[];
  /** The page where the payer goes on; left out where the message names none. */
  readonly payer_url?: string;
  /** Where the provider says that the outcome will be found; left out where it names no place. */
  readonly outcome_url?: string;
  /** What the provider gave us to charge this customer with. Sealed when it is kept, and shown to nobody. */
  readonly secret?: string;
  /**
   * What the payer's page handed over, which the `confirm` that now has to follow brings back as `payer_answer`. Several
   * messages may bring the same one, a hint too, for the confirm itself proves it: it is sent once. An inquiry that brings
   * it says that a confirm whose answer was lost may be made again. Left out: there is nothing to confirm.
   */
  readonly payer_answer?: string;
}

/** One charge that the provider made of its own accord, or as part of a call about the subscription. */
export interface SubscriptionCharge {
  /** The provider's name for the charge, by which it can be asked about. */
  readonly provider_reference: string;
  /** The provider's name for the billing period; null where it has none. */
  readonly period: string | null;
  /** Integer minor units and currency as stated; null where the message states none that can be believed. */
  readonly amount: { readonly minor: bigint; readonly currency: string } | null;
  /** Where no amount is stated: what the charge should cost, as far as the message tells. To be checked before it counts. */
  readonly price?: { readonly minor: bigint; readonly currency: string };
  readonly reading: Reading;
  readonly provider: ProviderWords;
}
