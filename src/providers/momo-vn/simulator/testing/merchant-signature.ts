import { createHmac } from "node:crypto";

type Fields = Readonly<Record<string, unknown>>;

/** The keys of the seeded merchant, as a merchant would have copied them from the portal. */
const ACCESS_KEY = "hkVnAccess0001";
const SECRET_KEY = "hakika-vn-sandbox-secret-0000001";

const link = "orderId partnerClientId partnerCode requestId";

/** What a merchant signs in each call, and checks in each message, put down a second time. */
const signed: Readonly<Record<string, string>> = {
  create: "amount extraData ipnUrl orderId orderInfo partnerCode redirectUrl requestId requestType",
  query: "orderId partnerCode requestId",
  confirm: "amount description orderId partnerCode requestId requestType",
  refund: "amount description orderId partnerCode requestId transId",
  "refund/query": "orderId partnerCode requestId",
  "tokenization/bind": `${link} callbackToken`,
  "tokenization/pay": `${link} amount extraData orderInfo token`,
  "tokenization/verify": "orderId partnerCode requestId securityCode token",
  "tokenization/cbQuery": link,
  "tokenization/delete": `${link} token`,
  "subscription/create": `${link} callbackToken`,
  "subscription/pay": `${link} amount extraData orderInfo token`,
  "subscription/cbQuery": link,
  "subscription/manage": `${link} token`,
  pos: "amount extraData orderId orderInfo partnerCode paymentCode requestId",
  "disbursement/verify": "disbursementMethod orderId partnerCode requestId requestType",
  "disbursement/pay":
    "amount disbursementMethod extraData orderId orderInfo partnerCode requestId requestType",
  "disbursement/balance": "orderId partnerCode requestId",
  "disbursement/batch/create": "amount mToken orderId partnerCode requestId requestType",
  "disbursement/batch/query": "orderId pageNum pageSize partnerCode requestId",
  "disbursement/batch/pay": "orderId partnerCode requestId",
  "installment/getInfo": "amount orderId partnerCode requestId requestType",
  outcome:
    "amount extraData message orderId orderInfo orderType partnerCode payType requestId responseTime resultCode transId",
};

/** Of a call by its path, or of a notification or redirect by the name `outcome`. */
export function merchantSignature(message: string, fields: Fields): string {
  const names = signed[message]?.split(" ") ?? [];
  const type = textOf(fields["requestType"]);
  const linking =
    /^(?:linkWallet|subscription)$/.test(type) ||
    (/^(?:payWith(?:ATM|CC)|initiate)$/.test(type) && textOf(fields["partnerClientId"]) !== "");
  const more = message === "create" && linking ? ["partnerClientId"] : [];
  const bound =
    message === "outcome" && "callbackToken" in fields ? ["callbackToken", "partnerClientId"] : [];
  const terms = [...names, ...more, ...bound].sort().map((name) => `${name}=${textOf(fields[name])}`);
  return hmac([`accessKey=${ACCESS_KEY}`, ...terms].join("&"));
}

/** Numbers and booleans as they are written, and what is missing as nothing. */
function textOf(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");
}

export function hmac(text: string): string {
  return createHmac("sha256", SECRET_KEY).update(text, "utf8").digest("hex");
}
