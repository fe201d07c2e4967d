/**
 * The vocabulary of certainty: what can be known about an operation and its money.
 * Every list is closed and additive only; merchants store these names.
 */

/** Where an operation stands. Only `decide` derives it. */
export const statuses = [
  "created",
  "queued",
  "awaiting_payer",
  "processing",
  "reserved",
  "in_reconciliation",
  "succeeded",
  "failed",
  "cancelled",
] as const;
export type Status = (typeof statuses)[number];

/** The statuses that never change by themselves. */
export const finalStatuses = ["succeeded", "failed", "cancelled"] as const satisfies readonly Status[];
export type FinalStatus = (typeof finalStatuses)[number];

export function isFinalStatus(status: Status): status is FinalStatus {
  return (finalStatuses as readonly Status[]).includes(status);
}

/** What kind of answer a provider gave. `merchant_funds` is the merchant's own float; `payer_funds` the customer's money. */
export const categories = [
  "completed",
  "in_progress",
  "payer_declined",
  "payer_funds",
  "declined",
  "cancelled",
  "limit",
  "account_state",
  "not_found",
  "invalid_request",
  "duplicate",
  "expired",
  "merchant_setup",
  "merchant_funds",
  "risk",
  "throttled",
  "provider_down",
  "indeterminate",
] as const;
export type Category = (typeof categories)[number];

/**
 * `final` will not change; `interim` will change by itself; `provisional` is called ended by a provider that is known
 * to reopen it; `unresolved` cannot be told and must be verified.
 */
export const finalities = ["final", "interim", "provisional", "unresolved"] as const;
export type Finality = (typeof finalities)[number];

/** The money of the call at hand. `none` is for calls that move no money whatever they answer. */
export const moneys = ["moved", "reserved", "not_moved", "returned", "none", "unknown"] as const;
export type MoneyState = (typeof moneys)[number];

/** Who has to do something next. */
export const actors = [
  "none",
  "payer",
  "recipient",
  "merchant",
  "developer",
  "operator",
  "provider",
] as const;
export type Actor = (typeof actors)[number];

export const adviceActions = [
  "none",
  "wait",
  "verify",
  "resend_same",
  "retry_new",
  "retry_later",
  "change_and_retry",
  "switch_method",
  "ask_payer",
  "capture_or_cancel",
  "fix_setup",
  "top_up_float",
  "reverse",
  "escalate",
] as const;
export type AdviceAction = (typeof adviceActions)[number];

/** Some reasons must not be shown to a payer; the provider's own message never is. */
export const disclosures = ["show", "mask"] as const;
export type Disclosure = (typeof disclosures)[number];

/** How well a fact is founded: in a seed document, in public documentation, our assumption, or sources that disagree. */
export const bases = ["seed", "documented", "assumed", "conflicting"] as const;
export type Basis = (typeof bases)[number];

/** How a fact reached us. */
export const evidences = ["answer", "callback", "inquiry", "redirect", "statement", "person"] as const;
export type Evidence = (typeof evidences)[number];

/** `when_late`: only where the operation is still found like this after the time its provider declares. */
export type Doubtful = "at_once" | "when_late";

/** What one message, alone, says; the registry's answer. `decide` may read it more carefully, never less. */
export interface Reading {
  /** Names the registry row, for example `<provider>/result/1032`; `unmapped` where there is none. */
  readonly rule: string;
  /** False where no row and no range rule knows the code. */
  readonly known: boolean;
  readonly category: Category;
  /** Stable snake_case name from the catalogue's list of reasons. */
  readonly reason: string;
  readonly finality: Finality;
  readonly money: MoneyState;
  readonly actor: Actor;
  readonly advice: RowAdvice;
  /** Final only when an inquiry says it too. */
  readonly confirm_by_inquiry: boolean;
  /** The provider still lets an operation be cancelled that stands there. */
  readonly cancellable?: true;
  /** What was asked for may have been done unseen, so no later "no" makes it safe to ask for it again. */
  readonly leaves_doubt?: Doubtful;
  /** What it calls the end can still be undone: it counts only where the operation is still found so when it is late. */
  readonly may_reopen?: true;
  readonly disclosure: Disclosure;
  readonly basis: Basis;
  /** Values of the placeholders found in the provider's message, for example `{ operator: "Kilima", max: "50" }`. */
  readonly values: Readonly<Record<string, string>>;
}

export interface RowAdvice {
  readonly action: AdviceAction;
  /** Under which reference to act again: the same one (only where the provider de-duplicates it) or a new one. */
  readonly reference?: "same" | "new";
  /** Seconds to let pass before acting. */
  readonly after_seconds?: number;
  /** How often at most; absent where there is no bound of the provider's. */
  readonly max_attempts?: number;
}

/** The message that a reading was read from, in the provider's words. Holds no secret and no full phone number. */
export interface ProviderWords {
  readonly code: string | null;
  readonly label: string | null;
  readonly message: string | null;
  readonly http_status: number | null;
}

/** What one provider message tells us, after the registry has read it. */
export interface Finding {
  readonly evidence: Evidence;
  /** `call`: the message is about our own request (bad key, throttled, not found yet) and says nothing of the operation. */
  readonly about: "operation" | "call";
  /** `hint`: unsigned or self-contradicting; it only brings an inquiry forward. */
  readonly strength: "proof" | "hint";
  readonly reading: Reading;
  readonly provider: ProviderWords;
  /** The provider's name for the operation, as sent. */
  readonly provider_reference: string | null;
  /** Printed on the payer's message; null where the message carries none. */
  readonly receipt: string | null;
  /** Integer minor units that the message states, to be compared with what was asked; null where it states none. */
  readonly amount_minor: bigint | null;
  /** The page where the payer goes on; left out where the message names none. */
  readonly payer_url?: string;
  /** Where the provider says that the outcome will be found; left out where the message names no place. */
  readonly outcome_url?: string;
}

/** What the API shows: what is known about the money, how, and what to do next. */
export interface Outcome {
  readonly category: Category;
  readonly reason: string;
  readonly finality: Finality;
  readonly money: MoneyState;
  readonly actor: Actor;
  readonly advice: {
    readonly action: AdviceAction;
    readonly reference: "same" | "new" | null;
    /** ISO 8601, on the database's clock. */
    readonly not_before: string | null;
    readonly max_attempts: number | null;
  };
  readonly safe_to_charge_again: boolean;
  readonly disclosure: Disclosure;
  readonly basis: {
    readonly rule: string;
    readonly basis: Basis;
    readonly evidence: Evidence | null;
    readonly at: string;
  };
  readonly provider: ProviderWords;
}

/** What a row or an outcome must say before charging again can be safe. */
export function provesNotCharged(
  says: Pick<Reading, "category" | "finality" | "money"> & {
    readonly advice: { readonly action: AdviceAction };
  },
): boolean {
  const ended = says.finality === "final" && (says.money === "not_moved" || says.money === "returned");
  const careful: readonly AdviceAction[] = ["verify", "wait", "escalate"];
  return ended && says.category !== "duplicate" && !careful.includes(says.advice.action);
}
