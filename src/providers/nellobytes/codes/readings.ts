import type { CodeRow } from "../../../catalogue/row.ts";

/** What a row says of the money and the next step; shared by rows that differ only in code and words. */
export type ReadingPart = Pick<
  CodeRow,
  "category" | "reason" | "finality" | "money" | "actor" | "advice" | "disclosure"
>;

export const unexplained = {
  category: "indeterminate",
  reason: "unknown_error",
  finality: "unresolved",
  money: "unknown",
  actor: "provider",
  advice: { action: "verify" },
  disclosure: "show",
} as const satisfies ReadingPart;

const changeAndRetry = {
  category: "invalid_request",
  finality: "final",
  money: "not_moved",
  actor: "payer",
  advice: { action: "change_and_retry", reference: "new" },
  disclosure: "show",
} as const satisfies Partial<ReadingPart>;

export const missing = { ...changeAndRetry, reason: "missing_parameter", actor: "developer" } as const;
export const wrongNumber = { ...changeAndRetry, reason: "invalid_phone_number" } as const;
export const wrongAmount = { ...changeAndRetry, reason: "invalid_amount" } as const;
export const wrongRequest = { ...changeAndRetry, reason: "invalid_request", actor: "developer" } as const;
export const notOnSale = { ...changeAndRetry, reason: "unknown_product", actor: "merchant" } as const;
export const noSuchRecipient = {
  ...changeAndRetry,
  category: "not_found",
  reason: "recipient_not_found",
} as const;
export const outOfBounds = { ...changeAndRetry, category: "limit", reason: "amount_out_of_bounds" } as const;

export const setup = {
  category: "merchant_setup",
  finality: "final",
  money: "not_moved",
  actor: "operator",
  advice: { action: "fix_setup", reference: "new" },
  disclosure: "mask",
} as const satisfies Partial<ReadingPart>;

export const emptyFloat = {
  ...setup,
  category: "merchant_funds",
  reason: "merchant_balance_insufficient",
  advice: { action: "top_up_float", reference: "new" },
} as const;

/** Somebody's float is short, but perhaps an order stands behind the message. */
export const perhapsEmptyFloat = {
  ...emptyFloat,
  finality: "unresolved",
  money: "unknown",
  advice: { action: "verify" },
} as const;

export const repeated = { ...unexplained, category: "duplicate", reason: "duplicate_request" } as const;
export const unknownOrder = {
  ...unexplained,
  category: "not_found",
  reason: "transaction_not_found",
} as const;

/** The operator said no, the order is closed, and the wallet is credited back; a new order is a new sale. */
export const declined = {
  ...unexplained,
  category: "declined",
  reason: "declined_by_operator",
  finality: "final",
  money: "returned",
  actor: "merchant",
  advice: { action: "retry_new", reference: "new" },
} as const satisfies ReadingPart;

export const changeOrder = { ...declined, advice: { action: "change_and_retry", reference: "new" } } as const;
export const otherRecipient = { ...changeOrder, category: "account_state", actor: "recipient" } as const;
export const laterAgain = { ...declined, advice: { action: "retry_later", reference: "new" } } as const;

/** Over, and the wallet is credited back; but the recipient may have the value, so a person decides on a second sale. */
export const perhapsDelivered = {
  ...declined,
  category: "cancelled",
  reason: "cancelled_by_provider",
  actor: "operator",
  advice: { action: "escalate" },
} as const;

export const heldOrRetried =
  "The operator refused, and the order is held: it is tried again every 5 minutes for at most an hour, then cancelled.";
export const refusedAndCancelled = "The operator refused, so the provider cancelled the order.";
export const sharedCell =
  "The page prints the text for held orders beside 412, and a copy of the page repeats it for each code down to 499; if it is meant, an order may live.";
