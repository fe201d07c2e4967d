import { createHmac, timingSafeEqual } from "node:crypto";
import type { Json } from "../../../connector/simulator.ts";
import type { Account } from "./accounts.ts";
import { type Fields, textOf } from "./fields.ts";
import { badField } from "./refusal.ts";

/** What is signed of each message: these fields and no others, in this order. */
const recipes = {
  create: "accessKey amount extraData ipnUrl orderId orderInfo partnerCode redirectUrl requestId requestType",
  create_link:
    "accessKey amount extraData ipnUrl orderId orderInfo partnerClientId partnerCode redirectUrl requestId requestType",
  created_with_message:
    "accessKey amount message orderId partnerCode payUrl requestId responseTime resultCode",
  created_without_message: "accessKey amount orderId partnerCode payUrl requestId responseTime resultCode",
  query: "accessKey orderId partnerCode requestId",
  confirm: "accessKey amount description orderId partnerCode requestId requestType",
  refund: "accessKey amount description orderId partnerCode requestId transId",
  outcome:
    "accessKey amount extraData message orderId orderInfo orderType partnerCode payType requestId responseTime resultCode transId",
  link_outcome:
    "accessKey amount callbackToken extraData message orderId orderInfo orderType partnerClientId partnerCode payType requestId responseTime resultCode transId",
  bind: "accessKey callbackToken orderId partnerClientId partnerCode requestId",
  token_pay: "accessKey amount extraData orderId orderInfo partnerClientId partnerCode requestId token",
  token_verify: "accessKey orderId partnerCode requestId securityCode token",
  link_query: "accessKey orderId partnerClientId partnerCode requestId",
  token_change: "accessKey orderId partnerClientId partnerCode requestId token",
  till_pay: "accessKey amount extraData orderId orderInfo partnerCode paymentCode requestId",
  payout: "accessKey amount disbursementMethod extraData orderId orderInfo partnerCode requestId requestType",
  payout_check: "accessKey disbursementMethod orderId partnerCode requestId requestType",
  payout_batch: "accessKey amount mToken orderId partnerCode requestId requestType",
  payout_batch_query: "accessKey orderId pageNum pageSize partnerCode requestId",
  instalment_info: "accessKey amount orderId partnerCode requestId requestType",
} as const;

export type Recipe = keyof typeof recipes;

type Keys = Pick<Account, "access_key" | "secret_key">;

/** HMAC-SHA256 in lower-case hexadecimal digits. */
export function sign(recipe: Recipe, fields: Readonly<Record<string, Json>>, keys: Keys): string {
  const text = signedText(recipe, fields, keys.access_key);
  return createHmac("sha256", keys.secret_key).update(text, "utf8").digest("hex");
}

/** A wrong signature is a matter of form. The refusal repeats what should have been signed, without the access key. */
export function checkSignature(recipe: Recipe, fields: Fields, keys: Keys): void {
  const given = Buffer.from(textOf(fields, "signature"));
  const right = Buffer.from(sign(recipe, fields, keys));
  if (given.length === right.length && timingSafeEqual(given, right)) return;
  const signed = signedText(recipe, fields, "*****");
  throw badField(
    "signature",
    `Chữ ký không hợp lệ. Vui lòng kiểm tra dữ liệu gốc trước khi mã hóa : ${signed}.`,
  );
}

/** Raw values: nothing is encoded, quoted or trimmed, and what is missing is empty. */
export function signedText(
  recipe: Recipe,
  fields: Readonly<Record<string, Json>>,
  access_key: string,
): string {
  const named: Fields = { ...fields, accessKey: access_key };
  return recipes[recipe]
    .split(" ")
    .map((name) => `${name}=${textOf(named, name)}`)
    .join("&");
}
