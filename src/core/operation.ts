import type { Evidence, Outcome, Reading, Status } from "./outcome.ts";

/** One thing a merchant asked for, once, as far as its fate depends on it. All times are milliseconds on the database's clock. */
export interface Operation {
  readonly kind: OperationKind;
  readonly amount_minor: bigint;
  readonly created_at: number;
  readonly status: Status;
  /** Grows by one with each event. */
  readonly version: number;
  readonly outcome: Outcome;
  readonly memory: Memory;
  readonly terms: Terms;
}

export const operationKinds = ["payment", "topup", "refund", "message"] as const;
export type OperationKind = (typeof operationKinds)[number];

/** How this operation can be driven: declared by its provider and scaled for its connection. Milliseconds. */
export interface Terms {
  readonly capture: "automatic" | "manual";
  readonly challenge: "none" | "prompt" | "pin" | "redirect";
  readonly inquiry: "by_reference" | "after_answer" | "never";
  readonly can_cancel: boolean;
  /** From the moment the operation opened: when to ask. The last interval repeats up to the deadline. */
  readonly inquiry_at: readonly number[];
  readonly deadline: number;
  /** The deadline where a lost answer left nothing to ask with. */
  readonly deadline_unaskable: number;
  readonly prompt_lives: number | null;
  /** How often to ask after money that is held, which a provider may let go by itself; left out: never. */
  readonly held_check_every?: number;
  /** How long a phone stays closed to other prompts when this one ended in the payer's silence; null: no such lock. */
  readonly phone_lock_after_silence: number | null;
  readonly resubmit_after: readonly number[];
  /** Calls that the provider knows again by our name for them, so that a lost one may be sent once more; left out: none. */
  readonly repeatable?: readonly AttemptKind[];
  /** From the moment the operation opened: when it is late, so that readings leave doubt `when_late`, and none may reopen. */
  readonly late_after?: number;
}

/** What `decide` remembers between events. */
export interface Memory {
  readonly attempts: readonly Attempt[];
  /** A call that can charge ended without an answer, and no inquiry has cleared it since. */
  readonly silence: boolean;
  /** The provider has said that it does not know; only a person clears that. */
  readonly doubt: boolean;
  /** When the first answer, or its loss, opened the wait; the inquiry ladder counts from here. */
  readonly opened_at: number | null;
  readonly inquiries: number;
  /** What the provider calls the operation, as far as a message has told. */
  readonly provider_reference: string | null;
  readonly receipt: string | null;
  /** The page where the payer goes on; left out where there is none. */
  readonly payer_url?: string;
  /** Where the provider said that the outcome will be found; left out where it named no place. */
  readonly outcome_url?: string;
  /** Nothing that was sent can charge anybody until a confirm of ours does. */
  readonly only_confirm_charges?: true;
  /** Until when the payer can answer. */
  readonly prompt_until: number | null;
  readonly cancel_asked: boolean;
  /** How far a dispute has got: the provider is asked first, or it was told to cancel and is asked again. */
  readonly resolving: "asking" | "cancelling" | null;
  readonly review: OpenReview | null;
  /** What is to be done next, and when; null where only a message or a person can move the operation. */
  readonly next: Next | null;
}

export const attemptKinds = ["submit", "capture", "cancel", "confirm"] as const;
export type AttemptKind = (typeof attemptKinds)[number];

/** One call that can change something at a provider. */
export interface Attempt {
  readonly number: number;
  readonly kind: AttemptKind;
  /**
   * `planned`: nothing was sent. `sending`: a byte may have left. `open`: the provider has it. `silent`: no answer came.
   * `not_started`: proven that nothing was started. `ended`: its fate is known.
   */
  readonly state: "planned" | "sending" | "open" | "silent" | "not_started" | "ended";
  readonly began_at: number | null;
  readonly ended_at: number | null;
  /** The registry row that ended or opened it. */
  readonly rule: string | null;
}

export interface Next {
  readonly do: "attempt" | "inquire" | "give_up";
  readonly at: number;
}

export const reviewCauses = [
  "ladder_used_up",
  "cannot_ask",
  "contradiction",
  "amount_differs",
  "second_charge",
] as const;
export type ReviewCause = (typeof reviewCauses)[number];

export interface OpenReview {
  readonly cause: ReviewCause;
  readonly opened_at: number;
}

export type ReviewDecision = "moved" | "not_moved" | "keep_asking";

/** What a new operation remembers: its first attempt is planned, and nothing was sent. */
export function firstMemory(created_at: number): Memory {
  return {
    attempts: [{ number: 1, kind: "submit", state: "planned", began_at: null, ended_at: null, rule: null }],
    silence: false,
    doubt: false,
    opened_at: null,
    inquiries: 0,
    provider_reference: null,
    receipt: null,
    prompt_until: null,
    cancel_asked: false,
    resolving: null,
    review: null,
    next: { do: "attempt", at: created_at },
  };
}

/** The last attempt, which is the one that counts; earlier ones are proven not to have started anything. */
export function lastAttempt(operation: Operation): Attempt | undefined {
  return operation.memory.attempts.at(-1);
}

/** Whether there is anything to ask with. */
export function canAsk(operation: Operation): boolean {
  const { inquiry } = operation.terms;
  return (
    inquiry === "by_reference" || (inquiry === "after_answer" && operation.memory.provider_reference !== null)
  );
}

/** What the outcome object says when the registry has read a message. `not_before` counts from `at`. */
export function outcomeOf(
  reading: Reading,
  from: {
    readonly evidence: Evidence | null;
    readonly at: number;
    readonly provider: Outcome["provider"];
    readonly safe: boolean;
  },
): Outcome {
  const { advice } = reading;
  return {
    category: reading.category,
    reason: reading.reason,
    finality: reading.finality,
    money: reading.money,
    actor: reading.actor,
    advice: {
      action: advice.action,
      reference: advice.reference ?? null,
      not_before:
        advice.after_seconds === undefined
          ? null
          : new Date(from.at + advice.after_seconds * 1000).toISOString(),
      max_attempts: advice.max_attempts ?? null,
    },
    safe_to_charge_again: from.safe,
    disclosure: reading.disclosure,
    basis: {
      rule: reading.rule,
      basis: reading.basis,
      evidence: from.evidence,
      at: new Date(from.at).toISOString(),
    },
    provider: from.provider,
  };
}
