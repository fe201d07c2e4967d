import { existingWords } from "./words/existing.ts";
import { limitWords } from "./words/limits.ts";
import { payerWords } from "./words/payer.ts";
import { permissionWords } from "./words/permission.ts";
import { progressWords } from "./words/progress.ts";
import { providerWords } from "./words/provider.ts";
import { recipientWords } from "./words/recipient.ts";
import { refundWords } from "./words/refunds.ts";
import { refusalWords } from "./words/refusals.ts";
import { requestWords } from "./words/requests.ts";
import { setupWords } from "./words/setup.ts";

/**
 * Why something happened: stable names, additive only, with words for a payer and an operator.
 * The words belong to the reason, not to the row.
 */
export const languages = ["en", "fr", "sw", "vi"] as const;
export type Language = (typeof languages)[number];

export interface ReasonWords {
  /** For the payer; safe to show wherever the row's disclosure is `show`. */
  readonly payer: Readonly<Record<Language, string>>;
  /** For the merchant's operator, in English. */
  readonly operator: string;
}

const reasonNames = [
  // Done, or going on.
  "completed",
  "accepted",
  "in_progress",
  "awaiting_payer",
  "awaiting_pin",
  "funds_reserved",
  "pending_at_provider",
  "awaiting_operator",
  "on_hold",
  // The payer.
  "payment_not_approved",
  "payer_cancelled",
  "payer_no_response",
  "wrong_pin",
  "pin_locked",
  "payer_busy",
  "payer_not_found",
  "payer_account_restricted",
  "payer_not_verified",
  "payer_not_identified",
  "payer_login_failed",
  "insufficient_funds",
  // The recipient of a top-up or message.
  "recipient_not_found",
  "recipient_account_restricted",
  "recipient_plan_not_eligible",
  "message_not_delivered",
  // Limits.
  "payer_limit_reached",
  "receiver_limit_reached",
  "amount_out_of_bounds",
  "amount_too_small",
  "amount_too_large",
  "rule_limited",
  // Declined or withdrawn.
  "declined_by_operator",
  "declined_by_issuer",
  "promotion_restricted",
  "cancelled_by_merchant",
  "cancelled_by_provider",
  "cancelled_after_hold",
  "expired",
  "link_expired",
  // The request itself.
  "invalid_request",
  "missing_parameter",
  "invalid_phone_number",
  "invalid_amount",
  "invalid_currency",
  "invalid_callback_url",
  "invalid_reference",
  "unsupported_operation",
  "unsupported_version",
  "unknown_product",
  // Already so.
  "duplicate_request",
  "already_in_progress",
  "already_subscribed",
  "already_unsubscribed",
  "already_refunded",
  "already_paid",
  "already_exists",
  "already_ended",
  // Things that are not there.
  "transaction_not_found",
  "subscription_not_found",
  "resource_not_found",
  // PINs, tokens and consent.
  "pin_not_found",
  "pin_expired",
  "pin_used",
  "token_invalid",
  "token_expired",
  "token_used",
  "not_eligible",
  "subscription_state",
  // The merchant's setup and float.
  "invalid_credentials",
  "missing_credentials",
  "access_denied",
  "ip_not_allowed",
  "merchant_inactive",
  "merchant_misconfigured",
  "product_not_enabled",
  "merchant_balance_insufficient",
  // Risk.
  "suspected_fraud",
  "blocked",
  // Refunds.
  "refund_failed",
  "refund_not_allowed",
  "partial_refund_unsupported",
  // The provider.
  "rate_limited",
  "payer_rate_limited",
  "provider_unavailable",
  "provider_maintenance",
  "operator_unavailable",
  "prompt_not_sent",
  // Nobody can tell.
  "operation_timed_out",
  "no_answer",
  "unreadable_answer",
  "provider_error",
  "network_error",
  "unknown_code",
  "unknown_error",
  "contradiction",
  "partial_answer",
] as const;
export type Reason = (typeof reasonNames)[number];

/** Names are only ever added, so a stored one always has its words. */
export function reasonWords(reason: string): ReasonWords {
  return isReason(reason) ? words[reason] : words.unknown_error;
}

function isReason(name: string): name is Reason {
  return Object.hasOwn(words, name);
}

const words: Readonly<Record<Reason, ReasonWords>> = {
  ...progressWords,
  ...payerWords,
  ...recipientWords,
  ...limitWords,
  ...refusalWords,
  ...requestWords,
  ...existingWords,
  ...permissionWords,
  ...setupWords,
  ...refundWords,
  ...providerWords,
};
