import type { ReviewCause } from "./operation.ts";
import type { SubscriptionChange, SubscriptionFinding } from "./subscription.ts";

/** Something that happened to a subscription. `at`: milliseconds on the database's clock. */
export type SubscriptionEvent = {
  readonly at: number;
} /** `only_confirm_charges`: the create that begins can charge nobody. */ & (
  | { readonly type: "attempt_began"; readonly only_confirm_charges?: true }
  /** Not one byte of this attempt's request left, so it may be made again. */
  | { readonly type: "attempt_not_sent"; readonly attempt: number; readonly cause: string }
  /** This attempt's answer is missing: lost on the wire, too late, or its reader was killed. */
  | { readonly type: "attempt_silent"; readonly attempt: number; readonly cause: string }
  /** Nothing was sent: the payer goes on at a page of the provider's. */
  | { readonly type: "page_named"; readonly payer_url: string }
  /** A provider's message, read. */
  | {
      readonly type: "found";
      readonly finding: SubscriptionFinding;
      /** Whose answer it is; left out where it is no answer to a call. */
      readonly attempt?: number;
      /** The message repeats our own name for the create, so that no earlier one of the customer's is meant. */
      readonly repeats_our_name?: true;
    }
  | { readonly type: "inquiry_silent"; readonly cause: string }
  /** Nobody has told us enough to ask with. */
  | { readonly type: "cannot_ask" }
  /** What the payer gave was held in memory alone, and is gone or could not be sent in time. */
  | { readonly type: "payer_answer_gone" }
  /** Its provider takes no calls just now. */
  | { readonly type: "held"; readonly until: number }
  | { readonly type: "deadline_passed" }
  | {
      readonly type: "change_asked";
      readonly change: SubscriptionChange;
      /** For a `free_period` alone. */
      readonly periods: number | null;
    }
  | { readonly type: "sync_asked" }
  | {
      readonly type: "person_decided";
      readonly decision: SubscriptionDecision;
      readonly by: string;
      readonly why: string;
      /** When the review was opened that they looked at; left out: whichever is open. */
      readonly review_opened_at?: number;
    }
);
export type SubscriptionEventType = SubscriptionEvent["type"];

/** What a person can say of a subscription that no machine can settle. */
export const subscriptionDecisions = ["active", "paused", "ended", "keep_asking"] as const;
export type SubscriptionDecision = (typeof subscriptionDecisions)[number];

/** What has to happen besides the new status. The store writes it in the same transaction. */
export type SubscriptionEffect =
  /** Tell the merchant, for example `subscription.active`. */
  | { readonly do: "announce"; readonly what: SubscriptionAnnouncement }
  | { readonly do: "open_review"; readonly cause: ReviewCause }
  | { readonly do: "close_review"; readonly how: "settled" | "decided" };

/** `pending`: the customer has to act now. `corrected`: it had ended, and that is no longer so, or never was. */
export const subscriptionAnnouncements = [
  "created",
  "pending",
  "trial",
  "active",
  "grace",
  "paused",
  "ended",
  "corrected",
] as const;
export type SubscriptionAnnouncement = (typeof subscriptionAnnouncements)[number];
