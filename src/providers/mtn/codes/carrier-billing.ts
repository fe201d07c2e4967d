/**
 * Carrier billing by content token: the same numbers with other meanings. Only the HTTP status tells the two dialects
 * apart, and no other product uses these. 1005 is the worst: "Retry" on the page, here a subscription that is pending.
 */
import type { CodeRow } from "../../../catalogue/row.ts";
import { alreadySo, refused, type Says, setup, specification } from "./readings.ts";

export const carrierBillingCodes: readonly CodeRow[] = [
  billing("1000", 464, {
    ...refused,
    category: "not_found",
    reason: "subscription_not_found",
    message: "DEP ::: Subscription Not Found",
  }),
  billing("1002", 467, {
    ...alreadySo,
    reason: "already_subscribed",
    message: "DEP ::: Active Subscription Exists",
  }),
  billing("1003", 515, {
    ...refused,
    category: "account_state",
    reason: "subscription_state",
    actor: "merchant",
    message: "DEP ::: Subscription Not Active",
  }),
  billing("1005", 485, {
    ...alreadySo,
    reason: "already_in_progress",
    finality: "interim",
    actor: "provider",
    advice: { action: "wait" },
    message: "DEP ::: Pending Subscription Exists",
    notes: "Never to be retried: the earlier request is still under way.",
  }),
  billing("1006", 480, {
    ...setup,
    reason: "merchant_misconfigured",
    message: "DEP ::: Invalid Billing Rate",
  }),
  billing("1007", 463, {
    ...setup,
    message: "DEP ::: Subscription Channel Not Found",
    notes: "No time-out here: the channel does not exist.",
  }),
  billing("1008", 478, { ...refused, reason: "invalid_phone_number", message: "DEP ::: Invalid MSISDN" }),
  billing("3000", 466, { ...setup, reason: "product_not_enabled", message: "DEP ::: Service Not Found" }),
  billing("3001", 452, { ...refused, reason: "unsupported_version", message: "DEP ::: Invalid API Version" }),
  billing("3004", 473, {
    ...setup,
    reason: "product_not_enabled",
    message: "DEP ::: Service ID or Service Ref Not Found",
  }),
  billing("4003", 454, { ...refused, reason: "missing_parameter", message: "DEP ::: MSISDN Not Provided" }),
  billing("5001", 470, {
    ...setup,
    reason: "product_not_enabled",
    message: "DEP ::: Service Not Linked To Billing Channel",
  }),
];

function billing(code: string, http_status: number, row: Says & Pick<CodeRow, "message" | "notes">): CodeRow {
  return {
    surface: "api",
    http_status,
    code,
    label: null,
    provider_says: { category: "Carrier billing by content token" },
    source: specification("customer-billing-token-v1"),
    basis: "documented",
    ...row,
  };
}
