import type { CodeRow } from "../../../catalogue/row.ts";
import { disclosureOf, inDoubt, refused } from "./row-parts.ts";

type TransactionStatus = Pick<
  CodeRow,
  "calls" | "code" | "category" | "reason" | "finality" | "money" | "actor" | "advice"
> &
  Partial<Pick<CodeRow, "basis" | "notes" | "source">> & { readonly cause: string };

/** `transaction.status` in answers and notifications: what the operator made of a charge, refund or subscription. */
function statusRow({ cause, ...status }: TransactionStatus): CodeRow {
  return {
    surface: "result",
    http_status: null,
    label: null,
    message: null,
    provider_says: { cause },
    disclosure: disclosureOf(status.category),
    source: "https://alacrity.readme.io/docs/transaction-status",
    basis: "documented",
    ...status,
  };
}

const done: readonly TransactionStatus[] = [
  {
    code: "CHARGED",
    category: "completed",
    reason: "completed",
    finality: "final",
    money: "moved",
    actor: "none",
    advice: { action: "none" },
    cause: "The customer was charged.",
    notes:
      "A notification with mode PARTIAL says CHARGED too, for a part of the price; its amount is not to be booked.",
  },
  {
    code: "REFUNDED",
    calls: ["refund", "refund_inquiry"],
    category: "completed",
    reason: "completed",
    finality: "final",
    money: "moved",
    actor: "none",
    advice: { action: "none" },
    cause: "The refund was made.",
  },
];

const open: readonly TransactionStatus[] = [
  {
    code: "SUCCESS",
    calls: ["subscribe"],
    category: "in_progress",
    reason: "awaiting_operator",
    finality: "interim",
    money: "unknown",
    actor: "operator",
    advice: { action: "wait" },
    cause: "The subscription was made.",
    notes:
      "Operators that bill by themselves say this in place of CHARGED; whether they have billed is not said.",
  },
  {
    code: "WAITING",
    category: "in_progress",
    reason: "awaiting_payer",
    finality: "interim",
    money: "unknown",
    actor: "payer",
    advice: { action: "wait" },
    cause: "The customer has still to act.",
  },
];

const declined: readonly TransactionStatus[] = [
  {
    code: "RETRY_FAILED",
    category: "declined",
    reason: "declined_by_operator",
    ...refused,
    actor: "provider",
    advice: { action: "wait" },
    cause: "A renewal, or a retry of one, failed.",
    notes: "This attempt is over. The subscription goes on, and the provider tries again by itself.",
  },
  {
    code: "INSUFFICIENT_FUNDS",
    category: "payer_funds",
    reason: "insufficient_funds",
    ...refused,
    actor: "payer",
    advice: { action: "retry_later", reference: "new" },
    cause: "The customer has too little money.",
  },
  {
    code: "INSUFFICIENT_BALANCE",
    category: "payer_funds",
    reason: "insufficient_funds",
    ...refused,
    actor: "payer",
    advice: { action: "retry_later", reference: "new" },
    cause: "The balance lies below the operator's minimum.",
  },
  {
    code: "LIMIT_EXCEEDED",
    category: "limit",
    reason: "payer_limit_reached",
    ...refused,
    actor: "payer",
    advice: { action: "retry_later", reference: "new" },
    cause: "The customer has reached the operator's spending limit.",
  },
  {
    code: "NOT_ELIGIBLE",
    category: "account_state",
    reason: "not_eligible",
    ...refused,
    actor: "payer",
    advice: { action: "switch_method", reference: "new" },
    cause: "The customer may not have this offer.",
  },
  {
    code: "ACCOUNT_NOT_FOUND",
    category: "not_found",
    reason: "payer_not_found",
    ...refused,
    actor: "payer",
    advice: { action: "change_and_retry", reference: "new" },
    cause: "There is no such account.",
  },
  {
    code: "EXPIRED_ACR",
    category: "expired",
    reason: "expired",
    ...refused,
    actor: "payer",
    advice: { action: "ask_payer" },
    cause: "The customer's anonymous reference is no longer valid.",
    notes: "The payer has to go through the checkout again.",
  },
  {
    code: "INVALID_PIN",
    category: "payer_declined",
    reason: "wrong_pin",
    ...refused,
    actor: "payer",
    advice: { action: "ask_payer" },
    cause: "The PIN is wrong.",
  },
  {
    code: "NOT_SUPPORTED",
    calls: ["refund", "refund_inquiry"],
    category: "invalid_request",
    reason: "refund_not_allowed",
    ...refused,
    actor: "merchant",
    advice: { action: "escalate" },
    cause: "The operation is not supported.",
    notes: "Perhaps also the answer to a second refund of one charge; a person should look.",
  },
];

const accountRestricted = {
  category: "account_state",
  reason: "payer_account_restricted",
  ...refused,
  actor: "payer",
  advice: { action: "switch_method", reference: "new" },
} as const;

const restricted: readonly TransactionStatus[] = [
  { code: "ACCOUNT_SUSPENDED", ...accountRestricted, cause: "The account is suspended." },
  { code: "INACTIVE_ACCOUNT", ...accountRestricted, cause: "The account is inactive." },
  { code: "INVALID_ACCOUNT", ...accountRestricted, cause: "The account is not valid." },
  { code: "CORPORATE_ACCOUNT", ...accountRestricted, cause: "The account is a company's." },
  { code: "CUSTOMER_CHANGED", ...accountRestricted, cause: "The account has changed." },
  {
    code: "CUSTOMER_UNSUBSCRIBED",
    ...accountRestricted,
    reason: "already_unsubscribed",
    cause: "The customer has unsubscribed.",
  },
];

const systemFailed = {
  category: "indeterminate",
  reason: "provider_error",
  ...inDoubt,
  actor: "provider",
  notes: "A system that failed has not said what it did before.",
} as const;

const unclear: readonly TransactionStatus[] = [
  {
    code: "CHARGED",
    calls: ["refund", "refund_inquiry"],
    category: "indeterminate",
    reason: "contradiction",
    ...inDoubt,
    actor: "provider",
    cause: "The customer was charged.",
    notes: "Said of a charge, never of a refund; as the answer to a refund it proves nothing.",
  },
  { code: "ERROR", ...systemFailed, cause: "The transaction met an error." },
  { code: "FAILED", ...systemFailed, cause: "A system failed." },
  { code: "SYSTEM_ERROR", ...systemFailed, cause: "A system failed." },
  { code: "CREATED", ...systemFailed, cause: "The operator failed to process the transaction." },
  {
    code: "error",
    calls: ["inquiry"],
    ...systemFailed,
    cause: "The transaction met an error.",
    source: "https://docs.sla-alacrity.com/docs/check-transaction",
  },
];

/** Of the words of this inquiry only `error` is documented. */
const checked = {
  calls: ["inquiry"],
  source: "https://docs.sla-alacrity.com/docs/check-transaction",
  basis: "assumed",
} as const;

const found: readonly TransactionStatus[] = [
  {
    code: "success",
    ...checked,
    category: "completed",
    reason: "completed",
    finality: "final",
    money: "moved",
    actor: "none",
    advice: { action: "none" },
    cause: "The transaction was successful.",
    notes:
      "The page's example shows an error alone; this is the word of their other answers for the opposite.",
  },
  {
    code: "pending",
    ...checked,
    category: "in_progress",
    reason: "awaiting_operator",
    finality: "interim",
    money: "unknown",
    actor: "operator",
    advice: { action: "wait" },
    cause: "The operator has not decided yet.",
  },
];

export const transactionStatuses: readonly CodeRow[] = [
  ...done,
  ...open,
  ...declined,
  ...restricted,
  ...unclear,
  ...found,
].map(statusRow);
