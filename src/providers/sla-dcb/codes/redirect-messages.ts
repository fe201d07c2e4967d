import type { CodeRow } from "../../../catalogue/row.ts";
import { disclosureOf, inDoubt } from "./row-parts.ts";

type RedirectMessage = Pick<CodeRow, "code" | "category" | "reason" | "actor"> &
  Partial<Pick<CodeRow, "basis" | "leaves_doubt" | "notes" | "source">> & { readonly cause?: string };

/**
 * What stands in `message` when the payer's browser comes back with `status=error`. By itself each of these says that the
 * visit charged nothing. But the URL is unsigned and passes through the payer's hands, and some operators charge without
 * a further call of ours, so every one of them only sends us to ask.
 */
function redirectRow({ cause, ...message }: RedirectMessage): CodeRow {
  return {
    surface: "redirect",
    http_status: null,
    label: null,
    message: message.code,
    provider_says: cause === undefined ? {} : { cause },
    disclosure: disclosureOf(message.category),
    source: "seed: SLA Digital callback errors",
    basis: "seed",
    ...inDoubt,
    ...message,
  };
}

const wrongRequests: readonly RedirectMessage[] = [
  {
    code: "not_found&param={param}",
    category: "invalid_request",
    reason: "missing_parameter",
    actor: "developer",
    cause: "A mandatory parameter is missing.",
    notes:
      "Unless the ampersand is encoded, a query parser finds message=not_found and a second parameter named param; join them before reading.",
  },
  {
    code: "invalid_price",
    category: "invalid_request",
    reason: "invalid_amount",
    actor: "developer",
    cause: "The price is not valid.",
  },
  {
    code: "invalid_transaction_id",
    category: "invalid_request",
    reason: "invalid_reference",
    actor: "developer",
    cause: "There is no such transaction id.",
  },
  {
    code: "invalid_correlator",
    category: "invalid_request",
    reason: "invalid_reference",
    actor: "developer",
    cause: "There is no such correlator.",
  },
  {
    code: "transaction_id_not_unique",
    category: "duplicate",
    reason: "duplicate_request",
    actor: "none",
    cause: "The transaction id came before.",
    notes: "The first visit with this id is the one that counts.",
  },
  {
    code: "operator_unsupported",
    category: "invalid_request",
    reason: "unsupported_operation",
    actor: "developer",
    cause: "The operator does not allow two-click payments.",
    notes: "Let the checkout fall back to a PIN.",
  },
];

const wrongSetup: readonly RedirectMessage[] = [
  {
    code: "invalid_service",
    category: "merchant_setup",
    reason: "merchant_misconfigured",
    actor: "merchant",
    cause: "The service is unknown.",
    notes: "The checkout calls service what the API calls campaign.",
  },
  {
    code: "invalid_merchant",
    category: "merchant_setup",
    reason: "merchant_misconfigured",
    actor: "merchant",
    cause: "The merchant is unknown.",
  },
  {
    code: "invalid_service_not_belong_to_merchant",
    category: "merchant_setup",
    reason: "merchant_misconfigured",
    actor: "merchant",
    cause: "The service belongs to another merchant.",
  },
  {
    code: "invalid_mismatch_merchant",
    category: "merchant_setup",
    reason: "merchant_misconfigured",
    actor: "merchant",
    cause: "The request before this one named another merchant.",
    notes: "Within one visit this points to a mixed-up page or to somebody who changes URLs.",
  },
  {
    code: "service_not_allowed",
    category: "merchant_setup",
    reason: "product_not_enabled",
    actor: "merchant",
    cause: "The service may not use two-click payments.",
  },
  {
    code: "invalid_service_not_belong_to_axiata",
    category: "merchant_setup",
    reason: "merchant_misconfigured",
    actor: "merchant",
    cause: "The service is not one of Axiata's.",
  },
];

const unidentifiedPayers: readonly RedirectMessage[] = [
  {
    code: "msisdn_not_detected",
    category: "not_found",
    reason: "payer_not_identified",
    actor: "payer",
    cause: "Neither number nor anonymous reference of the customer could be found out.",
    notes: "The operator tells the number only over mobile data, not over Wi-Fi.",
  },
  {
    code: "request_not_from_operator_gateway_ip",
    category: "not_found",
    reason: "payer_not_identified",
    actor: "payer",
    cause: "The request came from no trusted address of the operator: another operator, or no mobile data.",
  },
  {
    code: "msisdn_mismatch",
    category: "not_found",
    reason: "payer_not_identified",
    actor: "payer",
    basis: "assumed",
    notes: "No cause is given. Read as: the number changed between two steps of one visit.",
  },
  {
    code: "no_auth_methods",
    category: "not_found",
    reason: "payer_not_identified",
    actor: "developer",
    cause: "There is no way left to authenticate the customer.",
  },
  {
    code: "civilid_check_failed",
    category: "payer_declined",
    reason: "payer_not_verified",
    actor: "payer",
    cause: "The civil ID is wrong.",
  },
];

const withdrawals: readonly RedirectMessage[] = [
  {
    code: "user_cancel",
    category: "payer_declined",
    reason: "payer_cancelled",
    actor: "payer",
    cause: "The customer cancelled.",
  },
];

const outages: readonly RedirectMessage[] = [
  {
    code: "unable_to_redirect_to_axiata",
    category: "provider_down",
    reason: "network_error",
    actor: "operator",
    cause: "Axiata's checkout page could not be reached.",
  },
];

const suspicions: readonly RedirectMessage[] = [
  {
    code: "invalid_referral_is_blacklisted",
    category: "risk",
    reason: "blocked",
    actor: "merchant",
    cause: "The page that sent the customer is blocked.",
    notes: "Look at where the traffic comes from.",
  },
  {
    code: "block_fraud",
    category: "risk",
    reason: "suspected_fraud",
    actor: "merchant",
    cause: "Fraud was detected.",
  },
  {
    code: "not_confirmed",
    category: "risk",
    reason: "suspected_fraud",
    actor: "merchant",
    cause: "Fraud: the confirm box was not ticked.",
  },
  {
    code: "token_missing",
    category: "risk",
    reason: "suspected_fraud",
    actor: "merchant",
    cause: "Fraud.",
    notes: "The page did not send the token of the fraud check; a robot, or a page that was built wrongly.",
  },
  {
    code: "fraud_detected",
    category: "risk",
    reason: "suspected_fraud",
    actor: "merchant",
    cause: "Fraud was detected.",
  },
  {
    code: "user_blocked",
    category: "risk",
    reason: "blocked",
    actor: "provider",
    cause: "The customer is blocked.",
  },
  {
    code: "blocked",
    category: "risk",
    reason: "blocked",
    actor: "provider",
    cause: "The request was blocked.",
  },
  {
    code: "blocked_{msg}",
    category: "risk",
    reason: "blocked",
    actor: "provider",
    cause: "The request was blocked for the reason that the rest of the message names.",
  },
];

export const redirectMessages: readonly CodeRow[] = [
  ...wrongRequests,
  ...wrongSetup,
  ...unidentifiedPayers,
  ...withdrawals,
  ...outages,
  ...suspicions,
].map(redirectRow);

const checkout = { basis: "documented", source: "https://docs.sla-alacrity.com/docs/checkout-1" } as const;

const agreements: readonly RedirectMessage[] = [
  {
    code: "success&token={token}",
    category: "in_progress",
    reason: "in_progress",
    actor: "none",
    ...checkout,
    cause: "The customer agrees; the token that comes along is to be charged.",
    notes: "Nothing was charged yet.",
  },
  {
    code: "success",
    category: "in_progress",
    reason: "awaiting_operator",
    actor: "provider",
    leaves_doubt: "at_once",
    ...checkout,
    cause: "The operator has charged by itself.",
    notes: "Unproven: Unitel's page says to verify such a payment before anything is delivered.",
    source: "https://docs.sla-alacrity.com/docs/unitel-mongolia",
  },
  {
    code: "pending",
    category: "in_progress",
    reason: "awaiting_operator",
    actor: "provider",
    leaves_doubt: "at_once",
    ...checkout,
    cause: "The operator decides later, and a notification tells.",
    notes: "No call of ours may charge now, for the operator may.",
    source: "https://docs.sla-alacrity.com/docs/stc-kuwait",
  },
];

/**
 * How a browser comes back where nothing went wrong: by its `status`, and by whether it brings a token. Mostly a call of
 * ours has yet to charge, but some operators charge by themselves, and then only asking brings the truth to light.
 */
export const waysBack: readonly CodeRow[] = agreements.map(redirectRow);
