import { parse, textAt, wordsAt } from "../../connector/json-fields.ts";
import type { MomoConfig } from "./config.ts";
import { type Recipe, type Signed, sign } from "./connector/signatures.ts";

/**
 * MoMo's messages, exactly as they stand on the wire; its words live here and nowhere else. Readers are total: bytes that
 * are no message of theirs are read as a message that says nothing.
 */
const API = "/v2/gateway/api";

export const paths = {
  create: `${API}/create`,
  query: `${API}/query`,
  confirm: `${API}/confirm`,
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

export interface Creation {
  readonly orderId: string;
  readonly requestId: string;
  /** Whole dong. */
  readonly amount: string;
  readonly orderInfo: string;
  readonly redirectUrl: string;
  readonly ipnUrl: string;
  readonly requestType: string;
  readonly autoCapture: boolean;
  readonly lang: Language;
  /** Minutes; null: as long as MoMo likes. */
  readonly orderExpireTime: number | null;
  /** Null where nobody has told. */
  readonly phoneNumber: string | null;
}

export function createBody(
  { autoCapture, orderExpireTime, phoneNumber, ...fields }: Creation,
  config: MomoConfig,
): string {
  const optional = {
    ...(config.partner_name !== "" && { partnerName: config.partner_name }),
    ...(config.store_id !== "" && { storeId: config.store_id }),
    ...(orderExpireTime !== null && { orderExpireTime }),
    ...(phoneNumber !== null && { userInfo: { phoneNumber } }),
  };
  return signedBody(
    "create",
    { ...fields, extraData: "" },
    { config, unsigned: { autoCapture, ...optional } },
  );
}

export interface Question {
  readonly orderId: string;
  readonly requestId: string;
  readonly lang: Language;
}

export function queryBody(question: Question, config: MomoConfig): string {
  return signedBody("query", { ...question }, { config });
}

export interface Confirmation extends Question {
  readonly requestType: "capture" | "cancel";
  readonly amount: string;
}

/** Capture and cancel are one call. The description is always signed, and may be empty. */
export function confirmBody(confirmation: Confirmation, config: MomoConfig): string {
  return signedBody("confirm", { ...confirmation, description: "" }, { config });
}

/** Amounts are JSON numbers; their text is signed. */
function signedBody(
  recipe: Recipe,
  fields: Signed,
  { config, unsigned = {} }: { readonly config: MomoConfig; readonly unsigned?: object },
): string {
  const message = { partnerCode: config.partner_code, ...fields };
  const amount = "amount" in fields && { amount: Number(fields["amount"]) };
  return JSON.stringify({ ...message, ...amount, ...unsigned, signature: sign(recipe, message, config) });
}

/** What every message of theirs may say. Bare errors say only the last three. */
export interface Told {
  readonly partnerCode: string | null;
  readonly orderId: string | null;
  readonly requestId: string | null;
  readonly amount: string | null;
  readonly transId: string | null;
  readonly resultCode: string | null;
  readonly words: string | null;
  readonly payUrl: string | null;
}

export function readAnswer(body: Uint8Array): Told {
  return toldBy(parse(body));
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
  };
}

const URL_LENGTH_MAX = 2_000;

/** Only what a browser may be sent to. */
function urlIn(value: unknown): string | null {
  if (typeof value !== "string" || value.length > URL_LENGTH_MAX || !URL.canParse(value)) return null;
  return /^https?:$/.test(new URL(value).protocol) ? value : null;
}

function textsOf(fields: Readonly<Record<string, unknown>>): Signed {
  const texts = Object.entries(fields).filter(([, value]) => typeof value === "string");
  return Object.fromEntries(texts) as Signed;
}
