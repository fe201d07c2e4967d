/** What many rows say alike of the money and the next step, and where the facts were read. */
import type { CodeRow } from "../../../catalogue/row.ts";

/** The part of a row that is our reading. */
export type Says = Pick<
  CodeRow,
  "category" | "reason" | "finality" | "money" | "actor" | "advice" | "disclosure"
>;

export const page = "seed: MTN API response and error codes";
export const ourReading = "assumed: no list is published";

/** A specification of the provider's portal, as a public collection keeps it. */
export function specification(product: string): string {
  return `https://github.com/api-evangelist/mtn-group openapi/mtn-group-${product}.yml`;
}

/** The operation may have been carried out; only the status call can tell. Never sent again: nothing is de-duplicated. */
export const inDoubt = {
  category: "indeterminate",
  reason: "provider_error",
  finality: "unresolved",
  money: "unknown",
  actor: "provider",
  advice: { action: "verify" },
  disclosure: "show",
} as const satisfies Says;

/** Taken or under way: `0000` on a call that moves money says no more than this. */
export const underWay = {
  ...inDoubt,
  category: "in_progress",
  reason: "accepted",
  finality: "interim",
} as const satisfies Says;

/** The provider itself says that it is not over. */
export const pending = {
  ...underWay,
  reason: "pending_at_provider",
  advice: { action: "wait" },
} as const satisfies Says;

/** Turned away before any work. */
export const refused = {
  category: "invalid_request",
  reason: "invalid_request",
  finality: "final",
  money: "not_moved",
  actor: "developer",
  advice: { action: "change_and_retry", reference: "new" },
  disclosure: "show",
} as const satisfies Says;

export const setup = {
  ...refused,
  category: "merchant_setup",
  reason: "merchant_misconfigured",
  advice: { action: "fix_setup", reference: "new" },
  disclosure: "mask",
} as const satisfies Says;

/** A 429 is answered before any work. No quota and no waiting time is published, so a minute is ours. */
export const tooFast = {
  ...refused,
  category: "throttled",
  reason: "rate_limited",
  actor: "none",
  advice: { action: "retry_later", reference: "new", after_seconds: 60 },
} as const satisfies Says;

/** What was asked for is so already, perhaps by an earlier call of ours whose answer was lost. */
export const alreadySo = {
  ...inDoubt,
  category: "duplicate",
  reason: "duplicate_request",
  actor: "merchant",
} as const satisfies Says;

/** The question was answered, and the answer moves no money. */
export const answered = {
  category: "completed",
  reason: "completed",
  finality: "final",
  money: "none",
  actor: "none",
  advice: { action: "none" },
  disclosure: "show",
} as const satisfies Says;

/** A part of the answer is missing because somebody behind the gateway failed. It is not a "has none of it". */
export const partUnknown = {
  ...inDoubt,
  reason: "partial_answer",
  money: "none",
  advice: { action: "retry_later" },
} as const satisfies Says;

/** The status call does not know the payment, which it may not do yet. */
export const notFoundYet = {
  ...inDoubt,
  category: "not_found",
  reason: "transaction_not_found",
  money: "none",
} as const satisfies Says;
