import type { HttpAnswer, HttpRequest } from "../../connector/http.ts";
import {
  objectAt,
  objectsAt,
  parse,
  presentable,
  textAt,
  type WireObject,
} from "../../connector/json-fields.ts";
import type { MtnConfig } from "./config.ts";

/**
 * What all products of the platform have in common: how a call looks, where an answer has its code, how it links. Readers
 * are total: bytes that are no message of theirs are read as one that says nothing.
 */

/** Our name for "no four-digit code and no word of the gateway's": then the HTTP status alone speaks. */
export const NO_CODE = "no_code";
/** Our name for a refusal by the gateway, in words of which the registry has none. */
export const GATEWAY_FAULT = "gateway_fault";

export interface Envelope {
  /** Four digits, a word of the gateway's, or one of the two names above. */
  readonly code: string;
  /** The code as it stands on the wire; null where there is none. */
  readonly sent_code: string | null;
  /** Prose, fit to be shown. Texts may change, so nothing is ever decided by them. */
  readonly words: string | null;
  readonly fields: WireObject;
}

/** Any body of the platform's, of which there are seven for errors and two for success. */
export function readEnvelope({ status, body }: Pick<HttpAnswer, "status" | "body">): Envelope {
  const fields = parse(body);
  const sent_code = codeIn(fields, status);
  return { code: sent_code ?? nameFor(fields, status), sent_code, words: wordsIn(fields), fields };
}

/** Three digits repeat the HTTP status and are no code; 999 is no status that HTTP knows, and one product declares it. */
function codeIn(fields: WireObject, status: number): string | null {
  const statusCode = textAt(fields, "statusCode");
  if (status === UNKNOWN_ERROR || statusCode === String(UNKNOWN_ERROR)) return String(UNKNOWN_ERROR);
  if (statusCode !== null && /^\d{4}$/.test(statusCode)) return statusCode;
  return gatewayWord(fields);
}

const UNKNOWN_ERROR = 999;

/** The edge's own fault, or an OAuth error, which is the one body that has `error` without `status`. */
function gatewayWord(fields: WireObject): string | null {
  const word = textAt(objectAt(objectAt(fields, "fault"), "detail"), "errorcode");
  if (word !== null) return word;
  const isOAuth = fields["status"] === undefined && fields["timestamp"] === undefined;
  const error = isOAuth ? textAt(fields, "error") : null;
  return error !== null && /^[a-z_]+$/.test(error) ? error : null;
}

/** An empty envelope under 404 says that there is no such customer, which is 1000. */
function nameFor(fields: WireObject, status: number): string {
  if (fields["fault"] !== undefined) return GATEWAY_FAULT;
  const isEmptyEnvelope = fields["data"] === null || fields["services"] === null;
  return status === 404 && isEmptyEnvelope && Object.keys(fields).length === 1 ? "1000" : NO_CODE;
}

/** `supportMessage` often names the cause behind a code that names none. */
function wordsIn(fields: WireObject): string | null {
  const { faultstring } = objectAt(fields, "fault");
  const { statusMessage, message, error_description, supportMessage } = fields;
  const said = [statusMessage, message, faultstring, error_description].find(isSaid);
  return presentable([said, supportMessage].filter(isSaid).join(": "));
}

function isSaid(text: unknown): text is string {
  return typeof text === "string" && text !== "";
}

/** By their `rel`, in whichever of the three forms; one that leads nowhere is none. They are never followed unchecked. */
export function linksIn(fields: WireObject): Readonly<Record<string, string>> {
  const named = { ...objectAt(fields, "_link"), ...objectAt(fields, "_links") };
  const listed = objectsAt(fields, "links").map((link) => [textAt(link, "rel") ?? "", link["href"]] as const);
  const all = [...Object.keys(named).map((rel) => [rel, objectAt(named, rel)["href"]] as const), ...listed];
  return Object.fromEntries(
    all.filter((link): link is readonly [string, string] => link[0] !== "" && isSaid(link[1])),
  );
}

const URL_LENGTH_MAX = 2_000;

/** Where the platform says that the outcome will be found; only these two answers name a place that may be asked. */
export function locationOf({ status, headers }: HttpAnswer): string | null {
  const { location = "" } = headers;
  const names = status === 201 || status === 202;
  return names && isUsableUrl(location) ? location : null;
}

export function isUsableUrl(text: string): boolean {
  return text.length <= URL_LENGTH_MAX && URL.canParse(text);
}

/**
 * The path of a place below the base URL, with its query, to be asked at the configured host: links name others, and
 * credentials go nowhere else. Null where it lies elsewhere, so that the path has to be built from ids.
 */
export function pathBelow(base_url: string, url: string | null): string | null {
  const place = url === null ? null : URL.parse(url);
  if (place === null) return null;
  const path = place.pathname + place.search;
  const { pathname } = new URL(`${base_url}/`);
  return path.startsWith(pathname) && path !== pathname ? path.slice(pathname.length - 1) : null;
}

export interface Call {
  readonly method: HttpRequest["method"];
  /** Below the base URL, with its query. */
  readonly path: string;
  readonly body?: object;
  /** Our name for this very call; payments take 20 characters at most. */
  readonly transaction_id: string;
  readonly timeout_ms?: number;
}

const ANSWER_WITHIN_MS = 30_000;

/** Carries the key; the token comes on it as the session's signature. */
export function callTo(
  config: MtnConfig,
  { method, path, body, transaction_id, timeout_ms }: Call,
): HttpRequest {
  return {
    method,
    url: config.base_url + path,
    headers: {
      accept: "application/json",
      "x-api-key": config.api_key || config.client_id,
      transactionid: transaction_id,
      ...(config.country !== "" && { "x-country-code": config.country }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    timeout_ms: timeout_ms ?? ANSWER_WITHIN_MS,
  };
}

/** International digits without a plus sign. */
export function msisdnOf({ phone_number }: { readonly phone_number: string | null }): string {
  if (phone_number === null) throw new Error("The platform knows customers by their phone numbers.");
  return phone_number.replace(/^\+/, "");
}
