/**
 * Surface `result`: the fate of a payment, in notifications, inquiries and redirects alike, and in the answers of calls
 * that end at once (capture, cancel, payment by token or at the till). Refunds and bindings have files of their own, and so
 * have the codes that are missing in the list.
 */
import type { Call, CodeRow } from "../../../catalogue/row.ts";
import { listedRow, type Reads } from "./listed.ts";

/** The calls by which the fate of a payment is learnt. */
const ofAPayment = ["submit", "confirm", "inquiry"] as const satisfies readonly Call[];

const paid = {
  surface: "result",
  category: "completed",
  reason: "completed",
  finality: "final",
  money: "moved",
  actor: "none",
  advice: { action: "none" },
  disclosure: "show",
} as const satisfies Reads;

const running = {
  surface: "result",
  category: "in_progress",
  reason: "pending_at_provider",
  finality: "interim",
  money: "unknown",
  actor: "provider",
  advice: { action: "wait" },
  disclosure: "show",
} as const satisfies Reads;

/** Ended without a booking; another payment is another order. */
const failed = {
  surface: "result",
  category: "declined",
  reason: "declined_by_issuer",
  finality: "final",
  money: "not_moved",
  actor: "payer",
  advice: { action: "retry_new", reference: "new" },
  disclosure: "show",
} as const satisfies Reads;

const restrictedAccount = {
  ...failed,
  category: "account_state",
  reason: "payer_account_restricted",
  advice: { action: "switch_method", reference: "new" },
} as const satisfies Reads;

const withdrawn = {
  ...failed,
  category: "cancelled",
  reason: "cancelled_by_merchant",
  actor: "none",
  advice: { action: "none" },
} as const satisfies Reads;

export const transactionCodes: readonly CodeRow[] = [
  listedRow(0, { ...paid, calls: [...ofAPayment, "capture"] }),
  listedRow(0, {
    ...withdrawn,
    calls: ["cancel"],
    money: "returned",
    notes: "The cancel took effect and the hold is released; the order itself then reads 1003.",
  }),
  listedRow(98, {
    ...failed,
    category: "provider_down",
    reason: "provider_error",
    actor: "provider",
    confirm_by_inquiry: true,
    notes:
      "No QR code, so nothing to scan; but the order may stand with its other links until an inquiry says no.",
  }),
  listedRow(99, {
    ...failed,
    category: "indeterminate",
    reason: "unknown_error",
    finality: "provisional",
    money: "unknown",
    actor: "provider",
    advice: { action: "verify", reference: "same" },
    notes:
      'Called final, yet the only advice is to ask MoMo: ask for the status, and hand it to a person at the deadline. A capture read "Declined due to general reasons. Please contact MoMo for more details."',
  }),
  listedRow(1000, {
    ...running,
    reason: "awaiting_payer",
    money: "not_moved",
    actor: "payer",
    notes: "The order is open; the payer can still confirm at any moment.",
  }),
  listedRow(1001, {
    ...failed,
    category: "payer_funds",
    reason: "insufficient_funds",
    advice: { action: "ask_payer", reference: "new" },
    notes: "Filed as the merchant's error, though only the payer can cure it.",
  }),
  listedRow(1002, {
    ...failed,
    advice: { action: "switch_method", reference: "new" },
    notes: 'Seen on the wire as "Transaction rejected by the issuers of the payment accounts."',
  }),
  listedRow(1003, {
    ...withdrawn,
    reason: "cancelled_after_hold",
    money: "returned",
    notes:
      'After our own cancel the payment is cancelled; without one MoMo\'s time-out released the hold, and the payment failed. Seen as "Giao dịch bị hủy."',
  }),
  listedRow(1004, {
    ...failed,
    category: "limit",
    reason: "payer_limit_reached",
    advice: { action: "retry_later", reference: "new", after_seconds: 86_400 },
  }),
  listedRow(1005, { ...failed, category: "expired", reason: "link_expired", actor: "merchant" }),
  listedRow(1006, {
    ...failed,
    category: "payer_declined",
    reason: "payment_not_approved",
    notes:
      'Its transId is a time and no id of a transaction. Seen as "Transaction denied by user." and "Giao dịch bị từ chối bởi người dùng."',
  }),
  listedRow(1007, {
    ...restrictedAccount,
    notes: "Inactive, or there is none. An older list says locked.",
  }),
  listedRow(1017, withdrawn),
  listedRow(1026, {
    ...failed,
    reason: "promotion_restricted",
    actor: "merchant",
    advice: { action: "change_and_retry", reference: "new" },
    notes: "Without the promotion it may go through.",
  }),
  listedRow(2019, {
    ...failed,
    category: "invalid_request",
    reason: "invalid_reference",
    actor: "merchant",
    advice: { action: "change_and_retry", reference: "new" },
    notes: "MoMo itself gives out the orderGroupId.",
  }),
  listedRow(4001, {
    ...restrictedAccount,
    notes: "An older list says: the payer has not finished verifying the account.",
  }),
  listedRow(4002, {
    ...restrictedAccount,
    reason: "payer_not_verified",
    advice: { action: "ask_payer", reference: "new" },
    notes: "C06 keeps the national register of identities.",
  }),
  listedRow(4100, { ...failed, category: "payer_declined", reason: "payer_login_failed" }),
  listedRow(7000, running),
  listedRow(7002, { ...running, notes: "At a bank or card issuer." }),
  listedRow(9000, {
    ...running,
    calls: ofAPayment,
    reason: "funds_reserved",
    money: "reserved",
    actor: "merchant",
    advice: { action: "capture_or_cancel" },
    notes:
      "The code alone does not tell a two-step payment from a one-step one, so it reads as held: the more careful. A one-step order (autoCapture true) already counts as paid, as the list says, and soon reads 0.",
  }),
];
