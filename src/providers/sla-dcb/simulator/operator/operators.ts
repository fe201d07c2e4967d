import type { Minor } from "../amounts.ts";
import { operatorRows } from "./operator-table.ts";

export type Ability =
  | "pin"
  | "refund"
  | "partial_refund"
  | "remove"
  | "sms"
  | "eligibility"
  | "mo"
  | "mo_charge"
  | "two_click"
  | "trial";

/** One operator as the platform knows it. Limits are fixtures, not facts. */
export interface Operator {
  readonly code: string;
  readonly name: string;
  readonly currency: string;
  readonly numbers: RegExp;
  /** A customer to try things out with. */
  readonly example: string;
  readonly pin_digits: number;
  readonly min: Minor;
  readonly max: Minor | null;
  readonly languages: readonly string[];
  readonly lacks: readonly Ability[];
  readonly short_code: string | null;
  /** How it deviates from the rest. */
  readonly traits: readonly Trait[];
  /** Addresses from which it adds the customer's number to requests. */
  readonly gateway: string;
}

export type Trait =
  /** Says SUCCESS for a subscription that it made, without billing fields. */
  | "bills_by_itself"
  /** Suspends a subscription that cannot be paid, and says so. */
  | "suspends"
  | "no_renewal_notifications"
  | "fixed_retry_hours"
  /** Takes a subscription whose first charge fails into the pool of retries. */
  | "grace_at_start"
  | "decides_later"
  | "decides_creates_later"
  /** The checkout ends with pending, and no call follows. */
  | "checkout_pending"
  | "two_click_subscribes"
  | "checkout_charges"
  | "correlator_at_checkout"
  | "number_at_checkout"
  | "amount_for_pin"
  | "anonymous_customers"
  | "own_checkout"
  | "customer_picks_renewal"
  | "one_create_a_week";

/** Undefined for a code that nobody has. */
export function operatorByCode(code: string): Operator | undefined {
  return operatorRows.find((operator) => operator.code === code);
}

/** Undefined for a number of no operator. */
export function operatorOfNumber(msisdn: string): Operator | undefined {
  return operatorRows.find(({ numbers }) => numbers.test(msisdn));
}

export function offers(operator: Operator, ability: Ability): boolean {
  return !operator.lacks.includes(ability);
}

export function has(operator: Operator, trait: Trait): boolean {
  return operator.traits.includes(trait);
}
