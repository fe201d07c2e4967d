import type { MagicValue } from "../../../connector/simulator.ts";

/** What the case is asked for by, for a phone of one's own. */
export type CaseName = keyof typeof cases;

interface Case {
  /** The last four digits of the numbers that are in it. */
  readonly ends: string;
  readonly effect: string;
  /** The code or status that a caller meets; null where it is not about one. */
  readonly code: string | null;
  /** What the operator says to every charge; left out where it says yes. */
  readonly status?: string;
}

const cases = {
  insufficient_funds: declined("9101", "INSUFFICIENT_FUNDS", "Has too little money."),
  insufficient_balance: declined("9102", "INSUFFICIENT_BALANCE", "Has less than the minimum balance."),
  limit_exceeded: declined("9103", "LIMIT_EXCEEDED", "Has reached the operator's spending limit."),
  not_eligible: declined("9104", "NOT_ELIGIBLE", "May not buy this."),
  corporate_account: declined("9105", "CORPORATE_ACCOUNT", "Has a company's account."),
  account_suspended: declined("9106", "ACCOUNT_SUSPENDED", "Has a suspended account."),
  inactive_account: declined("9107", "INACTIVE_ACCOUNT", "Has an inactive account."),
  invalid_account: declined("9108", "INVALID_ACCOUNT", "Has an invalid account."),
  account_not_found: declined("9109", "ACCOUNT_NOT_FOUND", "Is not found by the operator."),
  system_error: declined("9110", "SYSTEM_ERROR", "The operator's system fails."),
  failed: declined("9111", "FAILED", "The charge fails without a reason."),
  error: declined("9112", "ERROR", "The charge ends with an error."),
  created: declined("9113", "CREATED", "The operator does not process the charge."),
  waiting_then_charged: special("9114", "WAITING", "WAITING, then charged."),
  waiting_then_declined: special("9115", "WAITING", "WAITING, then FAILED."),
  no_answer_charged: special(
    "9116",
    "No resources",
    "The operator charges, and its answer is lost on the way to the platform.",
  ),
  no_answer: special("9117", "No resources", "The operator does not answer, and does not charge."),
  connection_lost_charged: special("9118", null, "The customer is charged, and the connection breaks."),
  connection_lost: special("9119", null, "The connection breaks, and nobody is charged."),
  gateway_down: special("9120", "3001", "No PIN and no asking SMS (10001) can be sent."),
  sms_gateway_down: special("9121", "8001", "No SMS can be sent."),
  sms_refused: special("9122", "2022", "The operator refuses the content of every SMS."),
  create_refused: special("9123", "9001", "The operator makes no subscription, for reasons of its own."),
  customer_changed: special("9124", "CUSTOMER_CHANGED", "Has changed the account by the first renewal."),
  customer_unsubscribed: special(
    "9125",
    "CUSTOMER_UNSUBSCRIBED",
    "Has unsubscribed at the operator by the first renewal.",
  ),
  expired_reference: special("9126", "EXPIRED_ACR", "Is subscribed under a reference that has expired."),
  not_detected: special("9127", "msisdn_not_detected", "Is not recognised by the number in the header."),
  third_attempt_pays: special("9128", "INSUFFICIENT_FUNDS", "The first two attempts of a renewal fail."),
  never_renews: special("9129", "INSUFFICIENT_FUNDS", "Every renewal fails until the grace period is over."),
  only_parts: special("9130", "INSUFFICIENT_FUNDS", "A renewal can be paid in parts only."),
  no_account: special("9131", "2025", "Has no account."),
  retry_failed: special("9132", "RETRY_FAILED", "Every renewal fails, and the operator does not say why."),
  pin_refused: special(
    "9133",
    "INVALID_PIN",
    "Is refused a subscription by an operator that checks PINs itself.",
  ),
} as const satisfies Readonly<Record<string, Case>>;

const known: Readonly<Record<string, Case>> = cases;

export function isCaseName(name: string): name is CaseName {
  return Object.hasOwn(known, name);
}

/** Null for an ordinary number. */
export function caseOfNumber(msisdn: string): CaseName | null {
  const found = Object.keys(known).find((name) => known[name]?.ends === msisdn.slice(-4));
  return found !== undefined && isCaseName(found) ? found : null;
}

/** What the operator says to a charge by its case alone; undefined where it looks at the money. */
export function statusOfCase(name: CaseName | null): string | undefined {
  return name === null ? undefined : known[name]?.status;
}

/** Numbers of any operator are in the same cases; these are Nigeria's, and Myanmar's where customers have references. */
export const magicNumbers: readonly MagicValue[] = Object.entries(known).map(
  ([name, { ends, effect, code }]) => ({
    field: "msisdn",
    value: `${name === "expired_reference" ? "95970000" : "234809000"}${ends}`,
    effect,
    code,
    name,
  }),
);

export const magicTexts: readonly MagicValue[] = [
  { field: "offer", value: "DATA-500MB-DENY", effect: "An offer that the operator refuses.", code: "2028" },
  { field: "pin", value: "000000", effect: "Passes for every customer in the sandbox.", code: null },
];

function declined<Status extends string>(ends: string, status: Status, effect: string) {
  return { ends, code: status, status, effect };
}

function special(ends: string, code: string | null, effect: string) {
  return { ends, code, effect };
}
