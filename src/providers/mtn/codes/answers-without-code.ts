/**
 * Answers that carry no four-digit code. The names are ours: `no_code` for a body that says nothing but its HTTP status,
 * `gateway_fault` for a word of the gateway's that has no row, `part_…` and `system_…` for the parts of a customer's profile. The page's only example of an error body is of this kind,
 * although the page says that the code stands in the body.
 */
import type { CodeRow } from "../../../catalogue/row.ts";
import {
  answered,
  inDoubt,
  ourReading,
  page,
  partUnknown,
  pending,
  type Says,
  setup,
  specification,
  tooFast,
  underWay,
} from "./readings.ts";

const systemStatuses = "https://developers.mtn.com/products/mtn-subscription-api-v1/download/postman";
const ambiguousNull = "https://preprod.developers.mtn.com/products/profiles-v2/download/swagger";

/** A 400 can be 2000, a 403 can be 6000, a 404 can be a wrong path: without a code the status proves little. */
const statusAlone: readonly CodeRow[] = [
  noCode(102, pending),
  noCode(200, underWay),
  noCode(201, underWay),
  noCode(202, { ...underWay, reason: "pending_at_provider" }),
  noCode(204, { ...underWay, notes: "Declared with a body, which HTTP forbids: it tells nothing." }),
  noCode(400, {
    ...inDoubt,
    reason: "invalid_request",
    notes: "2000, a network error, is among the candidates.",
  }),
  noCode(401, { ...setup, reason: "invalid_credentials" }),
  noCode(403, {
    ...inDoubt,
    category: "declined",
    reason: "declined_by_operator",
    disclosure: "mask",
    notes: "Billing refused without a cause; with an OAuth or gateway body, access refused.",
  }),
  noCode(404, {
    ...inDoubt,
    category: "not_found",
    reason: "resource_not_found",
    notes: "A customer, or a path.",
  }),
  noCode(405, { ...setup, reason: "access_denied" }),
  noCode(408, { ...inDoubt, reason: "operation_timed_out" }),
  noCode(429, { ...tooFast, notes: "1013 or 3006: hold both the customer and the app." }),
  noCode(500, inDoubt),
  noCode(502, { ...inDoubt, reason: "network_error" }),
  noCode(503, { ...inDoubt, category: "provider_down", reason: "provider_unavailable" }),
  noCode(504, { ...inDoubt, reason: "operation_timed_out" }),
  {
    ...word("999", null, {
      ...inDoubt,
      reason: "unknown_error",
      notes: "Declared by the top-up call for unknown errors, as an HTTP status that does not exist.",
    }),
    source: specification("mtn-customer-plans-api-v2"),
  },
  {
    ...noCode(200, answered),
    calls: ["lookup"],
    source: page,
    basis: "seed",
    notes: "The object that was asked for.",
  },
  {
    ...noCode(207, { ...partUnknown, notes: "Read each part for itself." }),
    calls: ["lookup"],
    source: page,
    basis: "seed",
  },
];

/** HTTP 207 counts as success everywhere, and yet some part of it failed. A null in a 207 is never "has none". */
const parts: readonly CodeRow[] = [
  part("part_null", 200, {
    ...answered,
    notes: 'The customer has none of it: a fact. A location without values says null as text, "null".',
  }),
  part("part_missing", 207, partUnknown),
  part("part_empty", 207, { ...partUnknown, notes: "A data object without its properties." }),
  {
    ...part("part_null", 207, { ...partUnknown, notes: "Another page shows this for a part that failed." }),
    source: ambiguousNull,
    basis: "conflicting",
  },
  { ...part("system_active", null, answered), source: systemStatuses, basis: "documented" },
  part("system_inactive", null, {
    ...partUnknown,
    category: "provider_down",
    message: "Request timed out.",
    notes: "Its own statusCode says 200, which is not to be believed.",
  }),
];

const gatewayWords: readonly CodeRow[] = [
  {
    ...word("invalid_client", 401, { ...setup, reason: "invalid_credentials", money: "none" }),
    calls: ["token"],
    source: specification("oauth-v1"),
  },
  {
    ...word("unsupported_grant_type", 400, { ...setup, money: "none" }),
    calls: ["token"],
    source: specification("oauth-v1"),
  },
  {
    ...word("invalid_token", 401, { ...setup, reason: "invalid_credentials" }),
    source: specification("mtn-customer-locations-api-v1"),
    basis: "assumed",
    notes: "The shape of the body is documented, this word in it is not.",
  },
  {
    ...word("messaging.adaptors.http.flow.ApplicationNotFound", 404, setup),
    source: specification("content-push"),
    notes: "The gateway knows no such path, so nothing was passed on.",
  },
  gatewayFault(401, { ...setup, reason: "invalid_credentials" }),
  gatewayFault(403, {
    ...inDoubt,
    category: "merchant_setup",
    reason: "access_denied",
    disclosure: "mask",
    notes: "Access refused, and not a payment; where in the gateway is not said.",
  }),
  gatewayFault(null, inDoubt),
];

export const answersWithoutCode: readonly CodeRow[] = [...statusAlone, ...parts, ...gatewayWords];

function noCode(http_status: number, row: Says & Pick<CodeRow, "notes">): CodeRow {
  return { ...word("no_code", http_status, row), source: ourReading, basis: "assumed" };
}

/** A fault of the gateway's, or an OAuth error, in a word without a row. */
function gatewayFault(http_status: number | null, row: Says & Pick<CodeRow, "notes">): CodeRow {
  return { ...word("gateway_fault", http_status, row), source: ourReading, basis: "assumed" };
}

function part(
  code: string,
  http_status: number | null,
  row: Says & Partial<Pick<CodeRow, "message" | "notes">>,
): CodeRow {
  return { ...word(code, http_status, row), ...row, calls: ["lookup"], source: page, basis: "seed" };
}

function word(code: string, http_status: number | null, row: Says & Pick<CodeRow, "notes">): CodeRow {
  return {
    surface: "api",
    http_status,
    code,
    label: null,
    message: null,
    provider_says: {},
    source: page,
    basis: "documented",
    ...row,
  };
}
