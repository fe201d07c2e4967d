import type { HttpRequest } from "../../connector/http.ts";
import { objectAt, objectsAt, parse, textAt, type WireObject, wordsAt } from "../../connector/json-fields.ts";
import type { SlaConfig } from "./config.ts";
import { type Result, resultIn, type Transaction, transactionIn } from "./wire/result.ts";

/**
 * Their messages, exactly as they stand on the wire; their words live here and nowhere else. Readers are total: bytes that
 * are no message of theirs are read as a message that says nothing.
 */
export const paths = {
  pin: "/v2.2/pin",
  charge: "/v2.2/charge",
  askToCharge: "/v2.2/mo/charge",
  refund: "/v2.2/refund",
  sms: "/v2.2/sms",
  eligibility: "/v2.2/eligibility",
  checkTransaction: "/external/v1/merchant/check_transaction",
  createSubscription: "/v2.2/subscription/create",
  activateSubscription: "/v2.2/subscription/activate",
  resumeSubscription: "/v2.2/subscription/resume",
  deleteSubscription: "/v2.2/subscription/delete",
  freePeriod: "/v2.2/subscription/free",
  subscriptionStatus: "/v2.2/subscription/status",
  latestSubscription: "/v2.2/subscription/latest",
} as const;

/** Between us and the payer's operator stands the platform, which waits for the operator. */
const ANSWER_WITHIN_MS = 60_000;

/** Null: left out. */
export type Parameters = Readonly<Record<string, string | null>>;

/** Everything travels in the query, also in a POST: what stands in a body counts as missing. */
export function post(
  config: Pick<SlaConfig, "base_url" | "username" | "password">,
  path: string,
  parameters: Parameters,
): HttpRequest {
  const credentials = Buffer.from(`${config.username}:${config.password}`).toString("base64");
  return {
    method: "POST",
    url: `${config.base_url}${path}?${queryOf(parameters)}`,
    headers: { authorization: `Basic ${credentials}`, accept: "application/json" },
    body: null,
    timeout_ms: ANSWER_WITHIN_MS,
  };
}

export function queryOf(parameters: Parameters): URLSearchParams {
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== null);
  return new URLSearchParams(given);
}

/** Country code first, digits only; a plus is refused. */
export function msisdnOf(phone_number: string | null): string | null {
  return phone_number?.replace(/^\+/, "") ?? null;
}

/** Values for a preset text, in a form of their own: `{username: 'a1', password: 'b2'}`. */
export function presetText(values: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(values).map(([name, value]) => `${name}: '${value}'`);
  return `{${pairs.join(", ")}}`;
}

/** One error out of their table. */
export interface ApiError {
  /** Without a code, the words of the message serve as one; null where there are none either. */
  readonly code: string | null;
  readonly category: string | null;
  readonly words: string | null;
}

export type Answer =
  /** `{"success": true}`, or false; what else stands beside it is in `fields`. */
  | { readonly says: "yes" | "no"; readonly fields: WireObject }
  /** The operator was asked, and accepted or declined. */
  | { readonly says: "accepted" | "declined"; readonly result: Result }
  /** The request itself was refused, or nobody could be asked; a result may stand beside the code. */
  | { readonly says: "error"; readonly error: ApiError; readonly result: Result }
  /** An object without an envelope, as inquiries answer: the state of a transaction or of a subscription. */
  | { readonly says: "flat"; readonly result: Result; readonly transactions: readonly Transaction[] }
  | { readonly says: "nothing" };

/** Answers and notifications alike. Errors come with HTTP 200, so the status line is not looked at. */
export function readAnswer(body: Uint8Array): Answer {
  const fields = parse(body);
  if ("error" in fields) return readError(objectAt(fields, "error"));
  const { success } = fields;
  if (typeof success === "boolean") return { says: success ? "yes" : "no", fields };
  if ("success" in fields) {
    const inside = objectAt(fields, "success");
    return isEmpty(inside) ? { says: "nothing" } : { says: "accepted", result: resultIn(inside) };
  }
  if (isEmpty(fields)) return { says: "nothing" };
  const transactions = objectsAt(fields, "transactions").map(transactionIn);
  return { says: "flat", result: resultIn(fields), transactions };
}

/** Two shapes: what refuses a request has a code, what the operator declined has the result's fields. */
function readError(object: WireObject): Answer {
  const result = resultIn(object);
  const named = textAt(object, "code") ?? textAt(object, "cdoe");
  if (named === null && result.transaction.status !== null) return { says: "declined", result };
  const words = withoutTokens(wordsAt(object, "message"));
  return {
    says: "error",
    error: { code: named ?? words, category: textAt(object, "category"), words },
    result,
  };
}

/** A token that was refused may still be good for another try, so it is not to be kept in anybody's log. */
function withoutTokens(words: string | null): string | null {
  return words?.replace(/(TOKEN:)\S+(\S{3})/g, "$1…$2") ?? null;
}

function isEmpty(object: WireObject): boolean {
  return Object.keys(object).length === 0;
}
