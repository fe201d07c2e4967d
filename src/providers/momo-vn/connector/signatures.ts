import { createHmac } from "node:crypto";
import { sameText } from "../../../connector/same-text.ts";
import type { MomoConfig } from "../config.ts";

/** The keys that each message signs, in their order, after `accessKey`. What is not listed is never signed. */
export const recipes = {
  create: [
    "amount",
    "extraData",
    "ipnUrl",
    "orderId",
    "orderInfo",
    "partnerCode",
    "redirectUrl",
    "requestId",
    "requestType",
  ],
  create_link: [
    "amount",
    "extraData",
    "ipnUrl",
    "orderId",
    "orderInfo",
    "partnerClientId",
    "partnerCode",
    "redirectUrl",
    "requestId",
    "requestType",
  ],
  query: ["orderId", "partnerCode", "requestId"],
  confirm: ["amount", "description", "orderId", "partnerCode", "requestId", "requestType"],
  refund: ["amount", "description", "orderId", "partnerCode", "requestId", "transId"],
  bind: ["callbackToken", "orderId", "partnerClientId", "partnerCode", "requestId"],
  link_query: ["orderId", "partnerClientId", "partnerCode", "requestId"],
  token_pay: [
    "amount",
    "extraData",
    "orderId",
    "orderInfo",
    "partnerClientId",
    "partnerCode",
    "requestId",
    "token",
  ],
  token_verify: ["orderId", "partnerCode", "requestId", "securityCode", "token"],
  token_change: ["orderId", "partnerClientId", "partnerCode", "requestId", "token"],
  link_outcome: [
    "amount",
    "callbackToken",
    "extraData",
    "message",
    "orderId",
    "orderInfo",
    "orderType",
    "partnerClientId",
    "partnerCode",
    "payType",
    "requestId",
    "responseTime",
    "resultCode",
    "transId",
  ],
  outcome: [
    "amount",
    "extraData",
    "message",
    "orderId",
    "orderInfo",
    "orderType",
    "partnerCode",
    "payType",
    "requestId",
    "responseTime",
    "resultCode",
    "transId",
  ],
} as const;
export type Recipe = keyof typeof recipes;

type Keys = Pick<MomoConfig, "access_key" | "secret_key">;
/** Values as they stand on the wire; a missing one is signed as an empty text. */
export type Signed = Readonly<Record<string, string | null | undefined>>;

/** Lower-case hex of an HMAC-SHA-256 over `key=value` pairs, raw: nothing is encoded, quoted or trimmed. */
export function sign(recipe: Recipe, fields: Signed, keys: Keys): string {
  const pairs = recipes[recipe].map((key) => `${key}=${fields[key] ?? ""}`);
  const text = [`accessKey=${keys.access_key}`, ...pairs].join("&");
  return createHmac("sha256", keys.secret_key).update(text, "utf8").digest("hex");
}

export function isSignedBy(recipe: Recipe, fields: Signed, keys: Keys): boolean {
  return sameText(fields["signature"] ?? "", sign(recipe, fields, keys));
}
