import type { OpenReview } from "./operation.ts";
import type { Outcome } from "./outcome.ts";
import type { SubscriptionChange, SubscriptionStatus } from "./subscription.ts";

/** A subscription as far as its fate depends on it. All times are milliseconds on the database's clock. */
export interface Subscription {
  readonly created_at: number;
  /** `provider`: the customer started it without us, and a notice told us of it. */
  readonly origin: "merchant" | "provider";
  readonly status: SubscriptionStatus;
  /** Grows by one with each event. */
  readonly version: number;
  readonly outcome: Outcome;
  readonly memory: SubscriptionMemory;
  readonly terms: SubscriptionTerms;
}

/** How it can be driven: declared by its provider and scaled for its connection. Milliseconds. */
export interface SubscriptionTerms {
  readonly challenge: "none" | "prompt" | "pin" | "redirect";
  readonly activation: "automatic" | "manual";
  /** The changes that the provider knows. */
  readonly changes: readonly SubscriptionChange[];
  /** From the moment that certainty was lost: when to ask. The last interval repeats up to the deadline. */
  readonly inquiry_at: readonly number[];
  readonly deadline: number;
  /** How often to ask where nothing is in doubt; null: never. */
  readonly check_every: number | null;
  /** Waits before a call that surely started nothing is made again. */
  readonly retry_after: readonly number[];
}

/** What `decideSubscription` remembers between events. */
export interface SubscriptionMemory {
  readonly attempts: readonly SubscriptionAttempt[];
  /** When certainty was lost; the ladder counts from here. Null: what is known is certain. */
  readonly opened_at: number | null;
  readonly inquiries: number;
  /** The provider's connector found nothing to ask with; a message that teaches something clears it. */
  readonly cannot_ask: boolean;
  /** The customer has to act: a prompt, a PIN or a page. */
  readonly awaiting_payer: boolean;
  /** The create only asks the customer for a PIN: without a confirm nothing began. Left out where it can do more. */
  readonly only_confirm_charges?: true;
  readonly cancel_asked: boolean;
  readonly provider_reference: string | null;
  /** What the provider gave us to charge this customer with. */
  readonly secret: string | null;
  /** What a page handed over for the confirm that is planned or under way; a PIN is never kept here. */
  readonly payer_answer: string | null;
  /** When the provider will charge next, as far as it said. */
  readonly renews_at: number | null;
  /** The page where the payer goes on; left out where there is none. */
  readonly payer_url?: string;
  /** Where the provider said that the outcome will be found; left out where it named no place. */
  readonly outcome_url?: string;
  readonly review: OpenReview | null;
  /** What is to be done next, and when; null where only a message or a person can move it. */
  readonly next: SubscriptionStep | null;
}

export interface SubscriptionStep {
  readonly do: "attempt" | "inquire" | "give_up";
  readonly at: number;
}

/** One call that can change something at a provider. */
export interface SubscriptionAttempt {
  readonly number: number;
  readonly kind: "create" | SubscriptionChange;
  /**
   * `planned`: nothing was sent. `sending`: a byte may have left. `open`: the provider has it. `silent`: no answer came.
   * `not_started`: proven that nothing was started. `ended`: its fate is known.
   */
  readonly state: "planned" | "sending" | "open" | "silent" | "not_started" | "ended";
  /** How many periods a `free_period` gives away; null for every other call. */
  readonly periods: number | null;
  readonly began_at: number | null;
  readonly ended_at: number | null;
  /** The registry row that ended or opened it. */
  readonly rule: string | null;
}

export type SubscriptionAttemptKind = SubscriptionAttempt["kind"];

/** Calls that can charge the customer, unless a create is known to do no such thing. They are made again only where it is proven that they started nothing. */
export const chargingCalls: readonly SubscriptionAttemptKind[] = ["create", "confirm", "activate", "resume"];

/** What a new subscription remembers: its create is planned, or its first inquiry where the provider started it. */
export function firstSubscriptionMemory(
  origin: Subscription["origin"],
  created_at: number,
): SubscriptionMemory {
  const create = { number: 1, kind: "create", state: "planned", periods: null } as const;
  const ours = origin === "merchant";
  return {
    attempts: ours ? [{ ...create, began_at: null, ended_at: null, rule: null }] : [],
    opened_at: ours ? null : created_at,
    inquiries: 0,
    cannot_ask: false,
    awaiting_payer: false,
    cancel_asked: false,
    provider_reference: null,
    secret: null,
    payer_answer: null,
    renews_at: null,
    review: null,
    next: { do: ours ? "attempt" : "inquire", at: created_at },
  };
}

export function lastSubscriptionAttempt(subscription: Subscription): SubscriptionAttempt | undefined {
  return subscription.memory.attempts.at(-1);
}
