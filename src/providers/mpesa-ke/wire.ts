import {
  objectAt,
  objectsAt,
  parse,
  presentable,
  textAt,
  type WireObject,
} from "../../connector/json-fields.ts";

/**
 * The aggregator's messages, exactly as they stand on the wire; its words live here and nowhere else. Readers are
 * total: bytes that are no message of theirs are read as a message that says nothing.
 */
export const headerNames = { key: "apikey", trackingCode: "linkid" } as const;

export function initiateBody(prompt: {
  readonly msisdn: string;
  readonly amount: bigint;
  readonly callback: string;
}): string {
  return JSON.stringify({ msisdn: prompt.msisdn, amount: Number(prompt.amount), callback: prompt.callback });
}

/** The one name with a small d. In answers it is written `CheckoutRequestID`. */
export function queryBody(checkoutRequestId: string): string {
  return JSON.stringify({ CheckoutRequestId: checkoutRequestId });
}

export interface InitiateAnswer {
  readonly response_code: string | null;
  /** The name of the push, which is all that we need of the answer. */
  readonly checkout_request_id: string | null;
  readonly words: string | null;
}

/** The newer pages do not show this answer, so it is looked for under `data` as well, in both spellings. */
export function readInitiateAnswer(body: Uint8Array): InitiateAnswer {
  const outside = parse(body);
  const inside = objectAt(outside, "data");
  return {
    response_code: textAt(outside, "ResponseCode") ?? textAt(inside, "ResponseCode"),
    checkout_request_id: pushNameAt(outside) ?? pushNameAt(inside),
    words: wordsAt(outside, "ResponseDescription") ?? wordsAt(inside, "ResponseDescription"),
  };
}

export interface ErrorAnswer {
  /** Everything that looks like a code of the aggregator's, the likeliest place first. */
  readonly codes: readonly string[];
  readonly words: string | null;
  /** What M-Pesa itself said, where the aggregator passes it on. */
  readonly mpesa: { readonly code: string | null; readonly words: string | null };
}

/** Of this answer only the codes are documented, not the body around them. */
export function readErrorAnswer(body: Uint8Array): ErrorAnswer {
  const answer = parse(body);
  const error = objectAt(answer, "error");
  const mpesa = objectAt(answer, "mpesa");
  const places = [
    textAt(answer, "error_code"),
    textAt(error, "code"),
    textAt(answer, "error"),
    textAt(answer, "code"),
    textAt(answer, "errorCode"),
    olderErrorCode(objectAt(answer, "errors")),
  ];
  return {
    codes: places.filter(isStated).filter(looksLikeCode),
    words: wordsAt(answer, "message") ?? wordsAt(error, "message"),
    mpesa: {
      code: textAt(mpesa, "errorCode") ?? textAt(answer, "errorCode"),
      words: wordsAt(mpesa, "errorMessage") ?? wordsAt(answer, "errorMessage"),
    },
  };
}

/** The older pages answer every refusal with a map from field to texts. */
function olderErrorCode(errors: WireObject): string | null {
  if (Object.hasOwn(errors, "ApiCredentials")) return "ApiCredentials";
  return Object.hasOwn(errors, "apikey") || Object.hasOwn(errors, "linkId") ? "MISSING_HEADERS" : null;
}

/** A free text such as `Unauthorized` is not a code, and neither is a number of M-Pesa's. */
function looksLikeCode(text: string): boolean {
  return /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(text) || text === "ApiCredentials";
}

/** The fate of one push. */
export interface PushResult {
  readonly checkout_request_id: string | null;
  /** Compared as text: most are numbers, some are not. Null while there is no result. */
  readonly result_code: string | null;
  readonly words: string | null;
  readonly receipt: string | null;
  /** Every amount that the message states, as written. */
  readonly amounts: readonly string[];
}

export interface QueryAnswer extends PushResult {
  readonly response_code: string | null;
}

/** Flat for most results; in M-Pesa's own envelope for a payment that was made. */
export function readQueryAnswer(body: Uint8Array): QueryAnswer {
  const answer = parse(body);
  return { ...readPush(answer), response_code: textAt(answer, "ResponseCode") };
}

function readPush(message: WireObject): PushResult {
  const envelope = stkCallbackIn(message);
  const push = Object.keys(envelope).length > 0 ? envelope : message;
  return {
    checkout_request_id: pushNameAt(push),
    result_code: textAt(push, "ResultCode"),
    words: wordsAt(push, "ResultDesc"),
    receipt: itemOf(push, "MpesaReceiptNumber"),
    amounts: [itemOf(push, "Amount")].filter(isStated),
  };
}

export interface CallbackMessage extends PushResult {
  readonly status: string | null;
  /** The result code of M-Pesa's own callback, which travels inside. */
  readonly inner_result_code: string | null;
  /** When the result was recorded, not when it was delivered. */
  readonly timestamp: string | null;
}

/** Normalised by the aggregator; older accounts get M-Pesa's bare shapes, which carry no time. */
export function readCallbackMessage(body: Uint8Array): CallbackMessage {
  const message = parse(body);
  if (!Object.hasOwn(message, "result_code"))
    return { ...readPush(message), status: null, inner_result_code: null, timestamp: null };
  const metadata = objectAt(message, "callback_metadata");
  const inner = readPush(objectAt(message, "raw_callback"));
  return {
    checkout_request_id: pushNameAt(message),
    result_code: textAt(message, "result_code"),
    words: wordsAt(message, "result_desc"),
    receipt:
      textAt(message, "mpesa_receipt_number") ??
      textAt(message, "transaction_id") ??
      textAt(metadata, "MpesaReceiptNumber"),
    amounts: [textAt(message, "amount"), textAt(metadata, "Amount"), ...inner.amounts].filter(isStated),
    status: textAt(message, "status"),
    inner_result_code: inner.result_code,
    timestamp: textAt(message, "timestamp"),
  };
}

function stkCallbackIn(message: WireObject): WireObject {
  return objectAt(objectAt(message, "Body"), "stkCallback");
}

/** Items come in any order, and one without a value stands for nothing. */
function itemOf(push: WireObject, name: string): string | null {
  const items = objectsAt(objectAt(push, "CallbackMetadata"), "Item");
  const item = items.find((each) => textAt(each, "Name") === name);
  return item === undefined ? null : textAt(item, "Value");
}

function pushNameAt(message: WireObject): string | null {
  return textAt(message, "CheckoutRequestID") ?? textAt(message, "checkout_request_id");
}

function isStated(text: string | null): text is string {
  return text !== null;
}

/** Prose without the tag of M-Pesa's inner parts that may stand before it. */
function wordsAt(object: WireObject, name: string): string | null {
  const value = object[name];
  return typeof value === "string" ? presentable(value.replace(/^\s*\[[^\]]*\]/, "")) : null;
}
