import { readFileSync } from "node:fs";
import type { Known, PayerPage, RawCallback, RefundedPayment } from "../../../../connector/connector.ts";
import type { HttpAnswer, HttpRequest } from "../../../../connector/http.ts";
import type { SubscriptionOrder } from "../../../../connector/subscription.ts";
import { config, type MomoConfig } from "../../config.ts";
import { type Recipe, sign } from "../signatures.ts";

/** The merchant of the signature vectors. */
export const settings: MomoConfig = config.forSandbox("http://127.0.0.1:4020", {
  partner_code: "HAKIKAVN0001",
  access_key: "hkVnAccess0001",
  secret_key: "hakika-vn-sandbox-secret-0000001",
});

/** A payment as the dossier's examples have it. */
export const known: Known = {
  kind: "payment",
  amount: { minor: 150_000n, currency: "VND" },
  phone_number: null,
  description: "Đơn hàng số 0001",
  provider_options: {},
  capture: "automatic",
  attempt_reference: "HK-20261121-0001",
  call_reference: "8f14e45f-0001",
  callback_url: "http://127.0.0.1:4010/ipn/momo",
  return_url: "http://127.0.0.1:4010/back",
  refunded: null,
  subscription: null,
  provider_reference: null,
  outcome_url: null,
  payer_answer: null,
};

export const inTwoSteps: Known = { ...known, capture: "manual" };

export const refunded: RefundedPayment = {
  amount: known.amount,
  attempt_reference: known.attempt_reference,
  call_reference: known.attempt_reference,
  provider_reference: "4610849895",
  receipt: null,
  provider_options: {},
  ended_at: 1_763_712_034_567,
};

/** A part of that payment is to be given back. */
export const refund: Known = {
  ...known,
  kind: "refund",
  amount: { minor: 20_000n, currency: "VND" },
  description: "Hoàn một phần",
  attempt_reference: "HK-R-20261121-0001",
  call_reference: "8f14e45f-0007",
  refunded,
};

/** A wallet that is to be linked. */
export const link: SubscriptionOrder = {
  phone_number: null,
  provider_options: { customer: "user-42" },
  amount: null,
  trial_days: null,
  activation: "automatic",
  attempt_reference: "HK-20261121-0003",
  call_reference: "8f14e45f-0003",
  callback_url: "http://127.0.0.1:4010/ipn/momo",
  return_url: "http://127.0.0.1:4010/back",
  provider_reference: null,
  outcome_url: null,
  payer_answer: null,
  secret: null,
  free_periods: null,
  created_at: 1_763_712_000_000,
};

/** What the sandbox's merchant keeps of the wallet in the vectors. */
export const secret = JSON.stringify({
  kind: "wallet",
  partnerClientId: "user-42",
  token: {
    value: "tok-0001$1763712000000$11111111-2222-4333-8444-555555555555",
    userAlias: "user-42",
  },
});

export function requestOf(call: HttpRequest | PayerPage | "cannot_ask"): HttpRequest {
  if (call === "cannot_ask" || "payer_url" in call) throw new Error("A request was expected.");
  return call;
}

type Message = Readonly<Record<string, unknown>>;

export function bodyOf(call: HttpRequest | PayerPage | "cannot_ask"): ReturnType<typeof JSON.parse> {
  return JSON.parse(requestOf(call).body ?? "");
}

export function answerOf(message: Message | string, status = 200): HttpAnswer {
  const text = typeof message === "string" ? message : JSON.stringify(message);
  return { status, headers: {}, body: new TextEncoder().encode(text) };
}

/** The same message with its signature, as MoMo would send it. */
export function signed(recipe: Recipe, message: Message): Message {
  return { ...message, signature: sign(recipe, textsOf(message), settings) };
}

function textsOf(message: Message): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(message).map(([name, value]) => [name, String(value)]));
}

export function notificationOf(message: Message): RawCallback {
  return { method: "POST", headers: {}, query: {}, body: new TextEncoder().encode(JSON.stringify(message)) };
}

export function redirectOf(message: Message): RawCallback {
  return { method: "GET", headers: {}, query: textsOf(message), body: new Uint8Array() };
}

export function readJson(path: string): ReturnType<typeof JSON.parse> {
  return JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));
}
