/**
 * The 21 codes of the provider's page, each under its own HTTP status, and what other products add. The page names a code,
 * a few words and a status; what a code says of the money is our reading, and where nothing proves that nothing happened,
 * it is unknown.
 *
 * A row without `calls` holds for all of them; on a call that cannot move money its "not moved" is read as "none".
 */
import type { CodeRow } from "../../../catalogue/row.ts";
import {
  alreadySo,
  answered,
  inDoubt,
  notFoundYet,
  page,
  partUnknown,
  pending,
  refused,
  type Says,
  setup,
  specification,
  tooFast,
  underWay,
} from "./readings.ts";

/** The page's groups by the first digit of a code. `0000` stands in the first range and is no error. */
const groups: readonly string[] = [
  "Customer errors",
  "Customer errors",
  "Network Errors",
  "Server Errors",
  "Authentication",
  "Parameters",
  "Billing",
];

export const errorCodes: readonly CodeRow[] = [
  listed("0000", 200, {
    ...underWay,
    calls: ["submit", "refund", "subscribe", "subscription_change"],
    message: "Success",
    notes:
      "The call was taken. Whether money moved stands in data.status, which is read as a result; an unsubscribe can fail under this code, too.",
  }),
  listed("0000", 200, {
    ...underWay,
    calls: ["inquiry", "refund_inquiry", "bind", "message"],
    message: "Success",
    money: "none",
    notes: "The call worked; the fate that was asked for stands beside the code and is read as a result.",
  }),
  listed("0000", 200, { ...answered, calls: ["lookup"], message: "Success" }),
  listed("0000", 207, {
    ...partUnknown,
    calls: ["lookup"],
    message: null,
    basis: "assumed",
    notes: "Success in the body of a 207: some part failed all the same. Read each part for itself.",
  }),

  listed("1000", 404, {
    ...refused,
    category: "not_found",
    reason: "payer_not_found",
    actor: "merchant",
    message: "User not found",
  }),
  listed("1000", 404, {
    ...notFoundYet,
    calls: ["inquiry", "refund_inquiry"],
    message: "User not found",
    notes:
      "On the status call it stands for a payment that is not known, perhaps not yet: it counts only when repeated after the settle time.",
  }),
  listed("1001", 400, {
    ...refused,
    actor: "merchant",
    message: "Request error",
    notes:
      "By its group about the customer: barred, suspended, or an id of a kind that the call does not take.",
  }),
  listed("1002", 400, {
    ...alreadySo,
    reason: "already_subscribed",
    message: "Already subscribed",
    notes:
      "The goal may hold already, paid for by an earlier call of ours. Read the subscription before anything else.",
  }),
  listed("1003", 400, {
    ...alreadySo,
    reason: "already_unsubscribed",
    message: "Already un-subscribed",
    notes: "For an unsubscribe the goal holds already. Read the subscription to be sure.",
  }),
  listed("1004", 102, {
    ...pending,
    message: "Request pending",
    notes:
      "102 is no final status: HTTP clients wait on for another and see neither this nor a body. A time-out, a reset or an unreadable answer after it means the same, and so does 1004 under 200 or 202.",
  }),
  listed("1005", 500, {
    ...inDoubt,
    message: "Retry",
    provider_says: { category: "Customer errors", advice: "Try again." },
    notes:
      "No word on the money, and no promise to recognise a repeated call: ask for the status instead of sending again.",
  }),
  listed("1007", 500, { ...inDoubt, reason: "operation_timed_out", message: "Operation timeout" }),
  listed("1012", 408, {
    ...inDoubt,
    reason: "operation_timed_out",
    message: "Timeout",
    notes: "On the customer's side by its group; an approval can race it.",
  }),
  listed("1013", 429, {
    ...tooFast,
    reason: "payer_rate_limited",
    message: "Request rate exceeded",
    notes:
      "By its group the limit of one customer, who alone is called later; 3006 is the limit of the whole app.",
  }),

  listed("2000", 400, {
    ...inDoubt,
    reason: "network_error",
    message: "Connection error",
    notes:
      "Network trouble behind the gateway, dressed as the caller's error. Nothing was done only if nothing was sent on, which the message does not say. In the subscription list the same number stands beside valid data.",
  }),

  listed("3000", 503, {
    ...inDoubt,
    category: "provider_down",
    reason: "provider_unavailable",
    message: "Service not available",
    notes: "Most likely nothing was done; the status call makes it certain.",
  }),
  listed("3001", 500, { ...inDoubt, message: "System error" }),
  listed("3003", 408, {
    ...inDoubt,
    reason: "operation_timed_out",
    message: "Timeout",
    notes: "The gateway gave up waiting; the system behind it may have gone on.",
  }),
  listed("3006", 429, {
    ...tooFast,
    actor: "developer",
    message: "Rate exceeded",
    notes: "Slow the whole app down.",
  }),
  listed("3010", 500, {
    ...inDoubt,
    message: "Internal Server Error",
    source: specification("content-push"),
    basis: "documented",
  }),

  listed("4000", 401, {
    ...setup,
    reason: "invalid_credentials",
    message: "Unauthorised",
    notes:
      "Missing, wrong or expired token, or an unknown key. The gateway sends it as the number 4000 with faultMessage1 and faultMessage2.",
  }),
  listed("4001", 405, {
    ...setup,
    reason: "access_denied",
    message: "Not allowed",
    notes: "A wrong HTTP method, or an app without this product.",
  }),
  listed("4001", 403, {
    ...setup,
    calls: ["lookup"],
    reason: "access_denied",
    money: "none",
    message: null,
    source: specification("customer-kyc-verification"),
    basis: "conflicting",
    notes:
      "Customer look-ups use it under 400, 401, 403 and 500 as well, for a bad request or a missing policy.",
  }),

  listed("4004", 403, {
    ...alreadySo,
    calls: ["message"],
    reason: "already_exists",
    money: "none",
    message: null,
    provider_says: { cause: "The service code is registered already." },
    source: specification("sms-v3-api"),
    basis: "documented",
  }),

  listed("5000", 400, { ...refused, message: "Invalid Parameters" }),
  listed("5001", 400, {
    ...refused,
    message: "Request failed",
    notes:
      "By its group about parameters: each is valid, the combination is refused. It says nothing of an earlier call with the same correlatorId; supportMessage may name the cause.",
  }),

  listed("6000", 403, {
    ...inDoubt,
    category: "declined",
    reason: "declined_by_operator",
    message: "Billing failed",
    notes: "Names no cause, unlike 6001: ask for the status before anything else.",
  }),
  listed("6000", 403, {
    ...setup,
    calls: ["lookup", "message"],
    reason: "access_denied",
    money: "none",
    message: "Forbidden",
    source: specification("content-push"),
    basis: "conflicting",
    notes: "Four products that bill nothing use it for a wrong token, environment or key.",
  }),
  listed("6001", 403, {
    ...refused,
    category: "payer_funds",
    reason: "insufficient_funds",
    actor: "payer",
    advice: { action: "ask_payer", reference: "new" },
    message: "Insufficient funds",
  }),
  listed("6001", 403, {
    ...refused,
    calls: ["refund"],
    category: "merchant_funds",
    reason: "merchant_balance_insufficient",
    actor: "operator",
    advice: { action: "top_up_float", reference: "new" },
    disclosure: "mask",
    message: "Insufficient funds",
    basis: "assumed",
    notes: "A refund is a payment of the merchant's, so the short balance is taken to be the merchant's own.",
  }),
];

function listed(
  code: string,
  http_status: number,
  row: Says & Pick<CodeRow, "message"> & Partial<CodeRow>,
): CodeRow {
  const group = code === "0000" ? undefined : groups[Number(code[0])];
  return {
    surface: "api",
    http_status,
    code,
    label: null,
    provider_says: group === undefined ? {} : { category: group },
    source: page,
    basis: "seed",
    ...row,
  };
}
