import { createHmac } from "node:crypto";
import { type Call, type Dialect, json, type Message } from "./dialect.ts";

/** A prompt is accepted, and a signed callback says that it was paid. Whoever missed it asks. */
export const mpesaKe: Dialect = {
  answer: (call) => {
    if (call.url.pathname === "/api/v1/query") return { status: 200, body: paid(call.body) };
    const prompt = JSON.parse(call.body) as Prompt;
    const push = `ws_CO_${call.number}_${prompt.msisdn}`;
    return { status: 200, body: accepted(push), tells: told(prompt, push, call) };
  },
};

interface Prompt {
  readonly msisdn: string;
  readonly amount: number;
  readonly callback: string;
}

function accepted(push: string) {
  return {
    MerchantRequestID: `6e1f-${push}`,
    CheckoutRequestID: push,
    ResponseCode: "0",
    ResponseDescription: "Success. Request accepted for processing",
    CustomerMessage: "Success. Request accepted for processing",
    request_id: `REQ_${push}`,
  };
}

function paid(asked: string) {
  const { CheckoutRequestId } = JSON.parse(asked) as { readonly CheckoutRequestId: string };
  return {
    ResponseCode: "0",
    ResponseDescription: "The service request has been accepted successsfully",
    MerchantRequestID: `6e1f-${CheckoutRequestId}`,
    CheckoutRequestID: CheckoutRequestId,
    ResultCode: "0",
    ResultDesc: "The service request is processed successfully.",
  };
}

function told({ msisdn, amount, callback }: Prompt, push: string, { number, secret }: Call): Message {
  const { headers, body } = json({
    request_id: `REQ_${push}`,
    status: "completed",
    amount,
    msisdn,
    transaction_id: `R${number}`,
    mpesa_receipt_number: `R${number}`,
    result_code: "0",
    result_desc: "The service request is processed successfully.",
    timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
    checkout_request_id: push,
    merchant_request_id: `6e1f-${push}`,
  });
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  return { url: callback, headers: { ...headers, "x-webhook-signature": signature }, body };
}
