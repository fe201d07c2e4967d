import type { CodeRow } from "../../../catalogue/row.ts";

/** What a row says of the money and of the next step. */
type ReadingPart = Pick<
  CodeRow,
  "category" | "reason" | "finality" | "money" | "actor" | "advice" | "disclosure" | "confirm_by_inquiry"
>;

export const notMoved = { finality: "final", money: "not_moved", disclosure: "show" } as const;

/** The account or the shortcode is not in order. Nothing was started, and nothing will be until somebody repairs it. */
export const setup = {
  ...notMoved,
  category: "merchant_setup",
  reason: "merchant_misconfigured",
  actor: "merchant",
  advice: { action: "fix_setup", reference: "new" },
  disclosure: "mask",
} as const satisfies ReadingPart;

/** The request was read and refused before M-Pesa heard of it. */
export const refusedInput = {
  ...notMoved,
  category: "invalid_request",
  actor: "developer",
  advice: { action: "change_and_retry", reference: "new" },
} as const satisfies Partial<ReadingPart>;

/** A prompt may stand on the phone, or may have been answered. Never send again. */
export const inDoubt = {
  category: "indeterminate",
  finality: "unresolved",
  money: "unknown",
  actor: "provider",
  advice: { action: "verify", reference: "same" },
  disclosure: "show",
} as const satisfies Partial<ReadingPart>;

/** The payer still has to answer, or M-Pesa is at work. */
export const stillOpen = {
  category: "in_progress",
  reason: "pending_at_provider",
  finality: "interim",
  money: "unknown",
  actor: "payer",
  advice: { action: "wait" },
  disclosure: "show",
} as const satisfies ReadingPart;

/** No prompt went out, for a cause that passes. */
export const noPrompt = {
  ...notMoved,
  category: "provider_down",
  reason: "prompt_not_sent",
  actor: "provider",
  advice: { action: "retry_later", reference: "new", after_seconds: 120, max_attempts: 1 },
} as const satisfies ReadingPart;

/** The payer said no. A new prompt is the payer's to ask for, never ours to send. */
export const payerRefused = {
  ...notMoved,
  category: "payer_declined",
  reason: "payer_cancelled",
  actor: "payer",
  advice: { action: "ask_payer", reference: "new" },
} as const satisfies ReadingPart;

/**
 * The payer said nothing, so the prompt may still stand on a slow handset and be answered late. Four minutes after the
 * push it is surely gone.
 */
export const payerSilent = {
  ...payerRefused,
  reason: "payer_no_response",
  advice: { action: "ask_payer", reference: "new", after_seconds: 240, max_attempts: 1 },
  confirm_by_inquiry: true,
} as const satisfies ReadingPart;

export const promptExpired = { ...payerSilent, category: "expired", reason: "expired" } as const;

export const overLimit = {
  ...notMoved,
  category: "limit",
  actor: "payer",
  advice: { action: "change_and_retry", reference: "new" },
} as const satisfies Partial<ReadingPart>;

export const payerAccount = {
  ...notMoved,
  category: "account_state",
  reason: "payer_account_restricted",
  actor: "payer",
  advice: { action: "switch_method", reference: "new" },
} as const satisfies ReadingPart;

export const api = { surface: "api", message: null, label: null } as const;
export const onSubmit = { ...api, calls: ["submit"], http_status: null } as const;
export const onInquiry = { ...api, calls: ["inquiry"], http_status: null } as const;
export const result = { surface: "result", http_status: null, label: null, message: null } as const;
