import type { Known, RefundedPayment } from "../../../../connector/connector.ts";
import type { HttpAnswer, HttpRequest } from "../../../../connector/http.ts";
import type { Finding } from "../../../../core/outcome.ts";
import { config } from "../../config.ts";
import { connector } from "../../connector.ts";
import { correlatorIdOf } from "../correlator-id.ts";

export const BASE = "http://127.0.0.1:4020/mtn";

export const settings = config.forSandbox(BASE, {
  client_id: "hakikaSandboxConsumerKey00000000",
  client_secret: "sandboxSecret000",
  contracting_partner_id: "911844857",
  platform_partner_id: "911844858",
});

export const known: Known = {
  kind: "payment",
  amount: { minor: 12_550n, currency: "ZAR" },
  phone_number: "+27832000046",
  description: "Order 1042",
  provider_options: {},
  capture: "automatic",
  attempt_reference: "07HAKIKAATTEMPT00001",
  call_reference: "07HAKIKACALL00000002",
  callback_url: "https://hakika.example.test/hooks/abc",
  return_url: null,
  refunded: null,
  subscription: null,
  provider_reference: null,
  outcome_url: null,
  payer_answer: null,
};
export const correlatorId = correlatorIdOf(known.attempt_reference);

export const TOKEN = "81B27C92607C6D47274C2859CF51B954A4EE99DFCC7DD89066F6CD41D74A10CE";
export const byToken: Known = {
  ...known,
  provider_options: { method: "content_token", content_token: TOKEN },
};

export const paid: RefundedPayment = {
  amount: known.amount,
  attempt_reference: "07HAKIKAORIGINAL0001",
  call_reference: "07HAKIKAORIGINAL0001",
  provider_reference: "FT26073A81C2",
  receipt: "9013377120",
  provider_options: {},
  ended_at: Date.parse("2026-03-14T08:16:31.008Z"),
};
export const refund: Known = { ...known, kind: "refund", phone_number: null, refunded: paid };
export const topup: Known = { ...known, kind: "topup", amount: { minor: 5_000n, currency: "ZAR" } };

export interface Message {
  readonly body: unknown;
  readonly status?: number;
  readonly order?: Known;
  /** Whether it answers an inquiry. */
  readonly asks?: boolean;
}

export function read({ body, status = 200, order = known, asks = true }: Message): Finding {
  const calls = order.kind === "refund" ? connector.kinds?.refund : connector;
  if (calls === undefined) throw new Error("There are refunds.");
  const answer = answerOf(body, status);
  return asks ? calls.readInquiry(answer, order) : calls.readSubmit(answer, order);
}

export function answerOf(body: unknown, status = 200): HttpAnswer {
  return { status, headers: {}, body: bytesOf(body) };
}

export function bytesOf(body: unknown): Uint8Array {
  return new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
}

export function sent(request: unknown): HttpRequest {
  if (typeof request === "object" && request !== null && "url" in request) return request as HttpRequest;
  throw new Error("Nothing would be sent.");
}

export function bodyOf({ body }: HttpRequest): unknown {
  return JSON.parse(body ?? "");
}
