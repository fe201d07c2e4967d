/**
 * MTN's other product, the MoMo Open API (momodeveloper.mtn.com): other hosts, other headers, and words where this one has
 * numbers, so that the two cannot be mistaken. On `api` the words refuse a call; on `result` they are the reason beside
 * `status: FAILED`. Its permanent configuration faults come as HTTP 500.
 */
import type { CodeRow } from "../../../catalogue/row.ts";
import { alreadySo, answered, inDoubt, notFoundYet, pending, refused, type Says, setup } from "./readings.ts";

const errorPage = "https://momodevelopercommunity.mtn.com/errors-46/momo-api-common-errors-82";
const reasonList = "https://momodeveloper.mtn.com/api-documentation/common-error";
const statusPage =
  "https://momodeveloper.mtn.com/docs/services/collection/operations/requesttopay-referenceId-GET";

const ended = {
  ...refused,
  category: "declined",
  reason: "declined_by_operator",
  actor: "payer",
  advice: { action: "retry_new", reference: "new" },
} as const satisfies Says;

const wrongNumber = {
  ...refused,
  category: "not_found",
  reason: "payer_not_found",
  actor: "merchant",
} as const satisfies Says;

const callErrors: readonly CodeRow[] = [
  refusal("RESOURCE_ALREADY_EXIST", 409, {
    ...alreadySo,
    notes: "The reference id was used before: the first request exists, and its status tells.",
  }),
  refusal("RESOURCE_NOT_FOUND", 404, {
    ...notFoundYet,
    calls: ["inquiry", "refund_inquiry"],
    notes: "Either the request was never accepted or it is not known yet.",
  }),
  refusal("NOT_ALLOWED", 500, { ...setup, reason: "access_denied" }),
  refusal("NOT_ALLOWED_TARGET_ENVIRONMENT", 500, setup),
  refusal("INVALID_CALLBACK_URL_HOST", 500, { ...setup, reason: "invalid_callback_url" }),
  refusal("INVALID_CURRENCY", 500, { ...refused, reason: "invalid_currency" }),
  refusal("INTERNAL_PROCESSING_ERROR", 500, inDoubt),
  refusal("SERVICE_UNAVAILABLE", 503, {
    ...inDoubt,
    category: "provider_down",
    reason: "provider_unavailable",
  }),
];

const fates: readonly CodeRow[] = [
  { ...fate("SUCCESSFUL", { ...answered, money: "moved" }), source: statusPage },
  { ...fate("PENDING", pending), source: statusPage },
  fate("ONGOING", pending),
  fate("DELAYED", pending),
  {
    ...fate("FAILED", {
      ...ended,
      confirm_by_inquiry: true,
      notes: "The status itself; a reason should stand beside it.",
    }),
    source: statusPage,
  },
  fate("PAYER_NOT_FOUND", { ...wrongNumber, notes: "Not registered, or the country code is missing." }),
  fate("PAYEE_NOT_FOUND", { ...wrongNumber, reason: "recipient_not_found" }),
  fate("NOT_ENOUGH_FUNDS", {
    ...ended,
    category: "payer_funds",
    reason: "insufficient_funds",
    advice: { action: "ask_payer", reference: "new" },
  }),
  fate("PAYER_LIMIT_REACHED", {
    ...ended,
    category: "limit",
    reason: "payer_limit_reached",
    advice: { action: "retry_later", reference: "new" },
  }),
  fate("PAYEE_NOT_ALLOWED_TO_RECEIVE", {
    ...ended,
    category: "account_state",
    reason: "recipient_account_restricted",
    actor: "merchant",
    advice: { action: "change_and_retry", reference: "new" },
  }),
  fate("APPROVAL_REJECTED", { ...ended, category: "payer_declined", reason: "payment_not_approved" }),
  fate("REJECTED", { ...ended, category: "payer_declined", reason: "payment_not_approved" }),
  fate("PAYMENT_NOT_APPROVED", { ...ended, category: "payer_declined", reason: "payment_not_approved" }),
  fate("EXPIRED", {
    ...ended,
    category: "expired",
    reason: "payer_no_response",
    confirm_by_inquiry: true,
  }),
  fate("COULD_NOT_PERFORM_TRANSACTION", {
    ...ended,
    category: "payer_declined",
    reason: "payer_no_response",
    confirm_by_inquiry: true,
    notes: "Mostly no approval within five minutes.",
  }),
  fate("TRANSACTION_CANCELED", { ...ended, category: "cancelled", reason: "cancelled_by_provider" }),
  fate("INTERNAL_PROCESSING_ERROR", {
    ...ended,
    confirm_by_inquiry: true,
    notes: "A catch-all, most often too little money; it ends the payment only beside FAILED.",
  }),
  fate("SERVICE_UNAVAILABLE", {
    ...ended,
    category: "provider_down",
    reason: "provider_unavailable",
    actor: "provider",
    advice: { action: "retry_later", reference: "new" },
    confirm_by_inquiry: true,
  }),
  fate("NOT_ALLOWED", { ...setup, reason: "access_denied" }),
  fate("NOT_ALLOWED_TARGET_ENVIRONMENT", setup),
  fate("INVALID_CALLBACK_URL_HOST", { ...setup, reason: "invalid_callback_url" }),
  fate("INVALID_CURRENCY", { ...refused, reason: "invalid_currency" }),
  fate("TRANSFER_TYPE_UNKNOWN", { ...refused, reason: "unsupported_operation" }),
];

export const openApiCodes: readonly CodeRow[] = [...callErrors, ...fates];

type WordRow = Says & Partial<Pick<CodeRow, "calls" | "notes" | "confirm_by_inquiry">>;

function refusal(code: string, http_status: number, row: WordRow): CodeRow {
  return { ...fate(code, row), surface: "api", http_status, source: errorPage };
}

function fate(code: string, row: WordRow): CodeRow {
  return {
    surface: "result",
    http_status: null,
    code,
    label: null,
    message: null,
    provider_says: { category: "MoMo Open API" },
    source: reasonList,
    basis: "documented",
    ...row,
  };
}
