import type { ProviderWords, Reading } from "./outcome.ts";

/** Readings that come from no provider's code: our own knowledge, silence, and people. */

const ours = {
  known: true,
  confirm_by_inquiry: false,
  disclosure: "show",
  basis: "documented",
  values: {},
} as const;

export const noWords: ProviderWords = { code: null, label: null, message: null, http_status: null };

/** Stored, and nothing sent yet. */
export const accepted: Reading = {
  ...ours,
  rule: "hakika/accepted",
  category: "in_progress",
  reason: "accepted",
  finality: "interim",
  money: "not_moved",
  actor: "provider",
  advice: { action: "wait" },
};

/** A call is under way. */
export const sending: Reading = {
  ...accepted,
  rule: "hakika/sending",
  reason: "in_progress",
  money: "unknown",
};

/** The payer was asked for a PIN, or has a page to visit, and only a confirm of ours can charge them. */
export const awaitingPayer: Reading = {
  ...accepted,
  rule: "hakika/awaiting_payer",
  reason: "awaiting_payer",
  actor: "payer",
};

/** The payer never answered, and without their answer nobody could be charged. */
export const unconfirmed: Reading = {
  ...ours,
  rule: "hakika/unconfirmed",
  category: "expired",
  reason: "expired",
  finality: "final",
  money: "not_moved",
  actor: "merchant",
  advice: { action: "retry_new", reference: "new" },
};

/** A call that can charge ended without an answer: nobody has said whether the money moved. */
export const silence: Reading = {
  ...ours,
  rule: "hakika/no_answer",
  category: "indeterminate",
  reason: "no_answer",
  finality: "unresolved",
  money: "unknown",
  actor: "provider",
  advice: { action: "verify", reference: "same" },
};

/** Not one byte of any call left, or the provider refused each for being down: nothing can have been charged. */
export const neverSent: Reading = {
  ...ours,
  rule: "hakika/never_sent",
  category: "provider_down",
  reason: "provider_unavailable",
  finality: "final",
  money: "not_moved",
  actor: "merchant",
  advice: { action: "retry_later", reference: "new" },
};

/** Waited for its turn until the deadline, and was never sent. */
export const expiredUnsent: Reading = {
  ...neverSent,
  rule: "hakika/expired_unsent",
  category: "expired",
  reason: "expired",
};

/** Waits for its turn: the phone is busy with another prompt, or the provider takes no calls just now. */
export const held: Reading = { ...accepted, rule: "hakika/held", reason: "in_progress" };

/** Withdrawn by the merchant before anything was sent. */
export const withdrawn: Reading = {
  ...ours,
  rule: "hakika/withdrawn",
  category: "cancelled",
  reason: "cancelled_by_merchant",
  finality: "final",
  money: "not_moved",
  actor: "none",
  advice: { action: "none" },
};

/** What no machine can settle. */
export const unsettled: Reading = {
  ...silence,
  rule: "hakika/unsettled",
  actor: "operator",
  advice: { action: "escalate" },
};

/** A message states another amount than the one asked for, or contradicts itself or what is known. */
export const contradictory: Reading = { ...unsettled, rule: "hakika/contradiction", reason: "contradiction" };

/** A person has looked at the evidence and decided. */
export const personSaysMoved: Reading = {
  ...ours,
  rule: "hakika/person/moved",
  category: "completed",
  reason: "completed",
  finality: "final",
  money: "moved",
  actor: "none",
  advice: { action: "none" },
};

export const personSaysNotMoved: Reading = {
  ...ours,
  rule: "hakika/person/not_moved",
  category: "declined",
  reason: "payment_not_approved",
  finality: "final",
  money: "not_moved",
  actor: "merchant",
  advice: { action: "retry_new", reference: "new" },
};
