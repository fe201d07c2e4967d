import { objectsAt, parse, textAt, wordsAt } from "../../connector/json-fields.ts";
import type { Signed } from "./connector/signatures.ts";

/**
 * MoMo's messages, exactly as they stand on the wire; its words live here and in `wire/` alone. Readers are total: bytes
 * that are no message of theirs are read as a message that says nothing.
 */
const API = "/v2/gateway/api";

export const paths = {
  create: `${API}/create`,
  query: `${API}/query`,
  confirm: `${API}/confirm`,
  refund: `${API}/refund`,
  refundQuery: `${API}/refund/query`,
  verify: `${API}/tokenization/verify`,
} as const;

/** A linked wallet may be charged at any time, or once in each period of a plan. The same calls go to other paths. */
export const linkPaths = {
  wallet: {
    bind: `${API}/tokenization/bind`,
    query: `${API}/tokenization/cbQuery`,
    pay: `${API}/tokenization/pay`,
    end: `${API}/tokenization/delete`,
  },
  plan: {
    bind: `${API}/subscription/create`,
    query: `${API}/subscription/cbQuery`,
    pay: `${API}/subscription/pay`,
    end: `${API}/subscription/manage`,
  },
} as const;
export type LinkKind = keyof typeof linkPaths;

/** How often a plan is charged, and what MoMo calls it. */
export const frequencies = {
  day: "DAILY",
  week: "WEEKLY",
  two_weeks: "BI_WEEKLY",
  month: "MONTHLY",
  two_months: "BI_MONTHLY",
  quarter: "QUARTERLY",
  half_year: "SEMI_ANNUALLY",
  year: "ANNUALLY",
} as const;

export const languages = ["vi", "en"] as const;
export type Language = (typeof languages)[number];

/** How the payer may pay, and what MoMo calls it. */
export const requestTypes = {
  wallet: "captureWallet",
  any: "payWithMethod",
  domestic_card: "payWithATM",
  international_card: "payWithCC",
} as const;
export type Method = keyof typeof requestTypes;

/** What every message of theirs may say. Bare errors say only the code and its words. */
export interface Told {
  readonly partnerCode: string | null;
  readonly orderId: string | null;
  readonly requestId: string | null;
  readonly amount: string | null;
  readonly transId: string | null;
  readonly resultCode: string | null;
  readonly words: string | null;
  readonly payUrl: string | null;
  readonly bindingUrl: string | null;
  readonly callbackToken: string | null;
}

export function readAnswer(body: Uint8Array): Told {
  return toldBy(parse(body));
}

/** The refunds in a list, each under the orderId of its own. */
export function readRefunds(body: Uint8Array): readonly Told[] {
  return objectsAt(parse(body), "refundTrans").map(toldBy);
}

/** The encrypted token; null where the answer brings none. */
export function readToken(body: Uint8Array): string | null {
  return longTextAt(parse(body), "aesToken");
}

/** The notification's fields as they are signed; numbers keep the text that they were written with. */
export function readNotification(body: Uint8Array): Signed {
  return textsOf(parse(body));
}

export function toldBy(fields: Readonly<Record<string, unknown>>): Told {
  return {
    partnerCode: textAt(fields, "partnerCode"),
    orderId: textAt(fields, "orderId"),
    requestId: textAt(fields, "requestId"),
    amount: textAt(fields, "amount"),
    transId: textAt(fields, "transId"),
    resultCode: textAt(fields, "resultCode"),
    words: wordsAt(fields, "message"),
    payUrl: urlIn(fields["payUrl"]),
    bindingUrl: urlIn(fields["bindingUrl"]),
    callbackToken: longTextAt(fields, "callbackToken"),
  };
}

const URL_LENGTH_MAX = 2_000;

/** Only what a browser may be sent to. */
function urlIn(value: unknown): string | null {
  if (typeof value !== "string" || value.length > URL_LENGTH_MAX || !URL.canParse(value)) return null;
  return /^https?:$/.test(new URL(value).protocol) ? value : null;
}

/** Tokens have no length that anybody has written down. */
function longTextAt(fields: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = fields[name];
  return typeof value === "string" && /^[\x21-\x7e]{1,2000}$/.test(value) ? value : null;
}

function textsOf(fields: Readonly<Record<string, unknown>>): Signed {
  const texts = Object.entries(fields).filter(([, value]) => typeof value === "string");
  return Object.fromEntries(texts) as Signed;
}
