import type { Minor } from "../amounts.ts";
import type { State } from "./subscriptions.ts";

/** The customer may be able to pay later. */
const passing: readonly string[] = [
  "INSUFFICIENT_FUNDS",
  "INSUFFICIENT_BALANCE",
  "LIMIT_EXCEEDED",
  "SYSTEM_ERROR",
  "FAILED",
  "ERROR",
];

/** The customer will not be able to pay, and the subscription ends so. */
const lasting: Readonly<Record<string, State>> = {
  CUSTOMER_CHANGED: "CANCELLED",
  CUSTOMER_UNSUBSCRIBED: "DELETED",
  ACCOUNT_NOT_FOUND: "REMOVED",
  INVALID_ACCOUNT: "REMOVED",
  CORPORATE_ACCOUNT: "REMOVED",
  INACTIVE_ACCOUNT: "INACTIVE_ACCOUNT",
  ACCOUNT_SUSPENDED: "INACTIVE_ACCOUNT",
};

export function isPassing(status: string): boolean {
  return passing.includes(status);
}

/** Undefined where the subscription goes on. */
export function endAfter(status: string): State | undefined {
  return lasting[status];
}

export function isShortOfMoney(status: string): boolean {
  return status === "INSUFFICIENT_FUNDS" || status === "INSUFFICIENT_BALANCE";
}

/** What a customer who cannot pay the whole period can pay; undefined where there is no part of it. */
export function partOf(
  price: Minor,
  frequency: string,
): { readonly amount: Minor; readonly days: number } | undefined {
  switch (frequency) {
    case "weekly":
      return { amount: price / 7n, days: 1 };
    case "fortnightly":
      return { amount: price / 14n, days: 1 };
    case "monthly":
      return { amount: price / 4n, days: 7 };
    default:
      return undefined;
  }
}
