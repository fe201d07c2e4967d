import type { Evidence, Finding, Reading } from "../../src/core/outcome.ts";
import { noWords } from "../../src/core/readings.ts";
import type { Untimed } from "./operations.ts";

const row = {
  known: true,
  confirm_by_inquiry: false,
  disclosure: "show",
  basis: "assumed",
  values: {},
  finality: "final",
  money: "not_moved",
  actor: "payer",
} as const;

/** What an invented provider's messages say, one of each kind that makes a difference. */
export const says = {
  completed: {
    ...row,
    rule: "kilima/completed",
    category: "completed",
    reason: "completed",
    money: "moved",
    actor: "none",
    advice: { action: "none" },
  },
  declined: {
    ...row,
    rule: "kilima/declined",
    category: "payer_declined",
    reason: "payment_not_approved",
    advice: { action: "retry_new", reference: "new" },
  },
  no_response: {
    ...row,
    rule: "kilima/no_response",
    category: "payer_declined",
    reason: "payer_no_response",
    advice: { action: "ask_payer", reference: "new" },
    confirm_by_inquiry: true,
  },
  expired: {
    ...row,
    rule: "kilima/expired",
    category: "expired",
    reason: "expired",
    advice: { action: "retry_new", reference: "new" },
  },
  withdrawn: {
    ...row,
    rule: "kilima/withdrawn",
    category: "cancelled",
    reason: "cancelled_by_merchant",
    money: "returned",
    actor: "none",
    advice: { action: "none" },
  },
  prompt: {
    ...row,
    rule: "kilima/prompt",
    category: "in_progress",
    reason: "awaiting_payer",
    finality: "interim",
    money: "unknown",
    advice: { action: "wait" },
  },
  working: {
    ...row,
    rule: "kilima/working",
    category: "in_progress",
    reason: "in_progress",
    finality: "interim",
    money: "unknown",
    actor: "provider",
    advice: { action: "wait" },
  },
  reserved: {
    ...row,
    rule: "kilima/reserved",
    category: "in_progress",
    reason: "funds_reserved",
    finality: "interim",
    money: "reserved",
    actor: "merchant",
    advice: { action: "capture_or_cancel" },
  },
  on_hold: {
    ...row,
    rule: "kilima/on_hold",
    category: "provider_down",
    reason: "on_hold",
    finality: "provisional",
    money: "unknown",
    actor: "provider",
    advice: { action: "wait" },
  },
  broken: {
    ...row,
    rule: "kilima/broken",
    category: "indeterminate",
    reason: "provider_error",
    finality: "unresolved",
    money: "unknown",
    actor: "provider",
    advice: { action: "verify", reference: "same" },
  },
  unmapped: {
    ...row,
    rule: "unmapped",
    known: false,
    category: "indeterminate",
    reason: "unknown_code",
    finality: "unresolved",
    money: "unknown",
    actor: "operator",
    advice: { action: "verify", reference: "same" },
  },
  over_but_unclear: {
    ...row,
    rule: "kilima/over_but_unclear",
    category: "indeterminate",
    reason: "unknown_error",
    money: "unknown",
    actor: "provider",
    advice: { action: "verify", reference: "same" },
  },
  down: {
    ...row,
    rule: "kilima/down",
    category: "provider_down",
    reason: "provider_unavailable",
    actor: "merchant",
    advice: { action: "retry_later", reference: "new" },
  },
  duplicate: {
    ...row,
    rule: "kilima/duplicate",
    category: "duplicate",
    reason: "duplicate_request",
    actor: "developer",
    advice: { action: "verify", reference: "same" },
  },
  not_found: {
    ...row,
    rule: "kilima/not_found",
    category: "not_found",
    reason: "transaction_not_found",
    actor: "merchant",
    advice: { action: "retry_new", reference: "new" },
  },
} as const satisfies Readonly<Record<string, Reading>>;

/** A message that proves what it says, unless a test says otherwise. */
export function found(
  evidence: Evidence,
  reading: Reading,
  change: Partial<Finding> & { readonly attempt?: number } = {},
): Untimed {
  const { attempt = 1, ...rest } = change;
  const finding: Finding = {
    evidence,
    about: "operation",
    strength: "proof",
    reading,
    provider: noWords,
    provider_reference: null,
    receipt: null,
    amount_minor: null,
    ...rest,
  };
  return { type: "found", attempt, finding };
}
