import type { ReviewCause, ReviewDecision } from "./operation.ts";
import type { Finding } from "./outcome.ts";

/** Something that happened to an operation. `at`: milliseconds on the database's clock. */
export type Event = {
  readonly at: number;
} /** `only_confirm_charges`: the submit that begins can charge nobody. */ & (
  | { readonly type: "attempt_began"; readonly only_confirm_charges?: true }
  /** Not one byte of this attempt's request left, so it may be made again. */
  | { readonly type: "attempt_not_sent"; readonly attempt: number; readonly cause: string }
  /** This attempt's answer is missing: lost on the wire, too late, or its reader was killed. */
  | { readonly type: "attempt_silent"; readonly attempt: number; readonly cause: string }
  /** A provider's message, read. `attempt`: the one it is about. */
  | { readonly type: "found"; readonly attempt: number; readonly finding: Finding }
  | { readonly type: "inquiry_silent"; readonly cause: string }
  | { readonly type: "held"; readonly because: HeldBecause; readonly until: number }
  | { readonly type: "deadline_passed" }
  | { readonly type: "cancel_asked" }
  | { readonly type: "capture_asked" }
  | { readonly type: "confirm_asked" }
  | { readonly type: "sync_asked" }
  /** Ask; cancel if the answer allows it; ask again, and believe only that. */
  | { readonly type: "resolve_asked" }
  | {
      readonly type: "person_decided";
      readonly decision: ReviewDecision;
      readonly by: string;
      readonly why: string;
      /** When the review was opened that they looked at; left out: whichever is open. */
      readonly review_opened_at?: number;
    }
);
export type EventType = Event["type"];

/**
 * The phone is locked by another prompt; the provider takes no calls just now; nobody is certain of a refund's payment, or
 * nobody has told what the provider calls it.
 */
export type HeldBecause = "phone_locked" | "provider_busy" | "payment_in_question" | "payment_unnamed";

/** What has to happen besides the new status. The store writes it in the same transaction. */
export type Effect =
  /** Tell the merchant: the name follows the kind, for example `payment.succeeded`. */
  | { readonly do: "announce"; readonly what: Announcement }
  | { readonly do: "open_review"; readonly cause: ReviewCause }
  | { readonly do: "close_review"; readonly how: "settled" | "decided" }
  /** Other prompts may reach the phone again from then on. */
  | { readonly do: "free_phone"; readonly at: number };

export const announcements = [
  "created",
  "queued",
  "awaiting_payer",
  "processing",
  "reserved",
  "in_reconciliation",
  "succeeded",
  "failed",
  "cancelled",
  "corrected",
] as const;
export type Announcement = (typeof announcements)[number];

/** `ignored`: true, but it changes nothing. `refused`: somebody asked for what cannot be done now. */
export type Verdict = "applied" | "ignored" | "refused";
