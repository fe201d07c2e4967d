import type { CodeRow } from "../../../catalogue/row.ts";

type SubscriptionState = Pick<CodeRow, "code" | "category" | "reason" | "finality" | "actor" | "advice"> &
  Partial<Pick<CodeRow, "notes" | "source" | "basis">> & { readonly cause: string };

/**
 * Where a subscription stands, as `status` in answers about it and as `transaction.status` in the notifications that tell
 * of a change. They share words with the statuses of charges and mean something else by them, so they stand on a surface
 * of their own. None of them is a word about money.
 */
function stateRow({ cause, ...state }: SubscriptionState): CodeRow {
  return {
    surface: "notification",
    http_status: null,
    label: null,
    message: null,
    provider_says: { cause },
    money: "none",
    disclosure: "show",
    source: "https://docs.sla-alacrity.com/docs/subscription-status",
    basis: "documented",
    ...state,
  };
}

const running = {
  category: "completed",
  reason: "completed",
  finality: "final",
  actor: "none",
  advice: { action: "none" },
} as const;

const done: readonly SubscriptionState[] = [
  { code: "ACTIVE", ...running, cause: "The subscription is renewed." },
  { code: "TRIAL", ...running, cause: "It was made with a trial, which is not over." },
  { code: "FREE", ...running, cause: "A free period is not over." },
  {
    code: "INACTIVE",
    ...running,
    actor: "merchant",
    cause: "It was made without a charge and waits to be activated.",
    notes: "The creation is complete, and nobody is charged before the activation.",
  },
];

const waiting = {
  category: "in_progress",
  finality: "interim",
  advice: { action: "wait" },
} as const;

const open: readonly SubscriptionState[] = [
  {
    code: "GRACE",
    ...waiting,
    reason: "on_hold",
    actor: "payer",
    cause: "The first charge failed, and the operator lets it be tried again.",
  },
  {
    code: "SUSPENDED",
    ...waiting,
    reason: "on_hold",
    actor: "payer",
    cause: "The operator or the merchant has suspended it.",
    notes: "Some operators suspend whoever has too little money, and go on once a retry is paid.",
  },
  {
    code: "PROCESSING",
    ...waiting,
    reason: "pending_at_provider",
    actor: "operator",
    cause: "A renewal is under way, or a creation that was accepted is not decided yet.",
  },
];

const ended = { finality: "final", advice: { action: "none" } } as const;

const over: readonly SubscriptionState[] = [
  {
    code: "CREATED",
    ...ended,
    category: "declined",
    reason: "declined_by_operator",
    actor: "payer",
    cause: "The first charge failed.",
  },
  {
    code: "FAILED",
    ...ended,
    category: "declined",
    reason: "declined_by_operator",
    actor: "payer",
    cause: "The creation failed.",
  },
  {
    code: "PURGED",
    ...ended,
    category: "declined",
    reason: "declined_by_operator",
    actor: "payer",
    cause: "The activation failed.",
  },
  {
    code: "REMOVED",
    ...ended,
    category: "expired",
    reason: "cancelled_by_provider",
    actor: "payer",
    cause: "The system removed it, for example at the end of the grace period.",
    notes: "It can be resumed for thirty days; the errors of the resumption call this state paused.",
  },
  {
    code: "DELETED",
    ...ended,
    category: "cancelled",
    reason: "already_unsubscribed",
    actor: "none",
    cause: "It was deleted through the API, by SMS, or at the operator's.",
  },
  {
    code: "CANCELLED",
    ...ended,
    category: "account_state",
    reason: "payer_account_restricted",
    actor: "payer",
    cause: "The type of the customer's account has changed.",
  },
  {
    code: "INACTIVE_ACCOUNT",
    ...ended,
    category: "account_state",
    reason: "payer_account_restricted",
    actor: "payer",
    cause: "The customer's account is inactive.",
  },
];

export const subscriptionStates: readonly CodeRow[] = [...done, ...open, ...over].map(stateRow);
