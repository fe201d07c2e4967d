import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { Agent, request } from "undici";
import type { Behaviour } from "./provider-stub.ts";
import { serve } from "./serve.ts";

/**
 * The provider of every contender, in the dialect of `mpesa-ke` and as light as can be: it answers each call at once, and
 * tells at once that the payer paid. GET /calls tells how many calls came.
 */
const agent = new Agent({ connections: 64 });
const TRIES_MAX = 3;
const TRY_AGAIN_AFTER_MS = 1_000;
let calls = 0;

interface Options {
  readonly callback_secret: string;
  readonly behaviour: Behaviour;
}

await serve(async (options: Options) => {
  const server = createServer((asked, answer) => void handle(asked, answer, options));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await agent.destroy();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
});

async function handle(asked: IncomingMessage, answer: ServerResponse, options: Options): Promise<void> {
  if (asked.url === "/calls") return void answer.end(String(calls));
  if (asked.url === "/api/v1/query") {
    const { CheckoutRequestId } = JSON.parse(await text(asked)) as { readonly CheckoutRequestId: string };
    return void answer.end(JSON.stringify(paid(CheckoutRequestId)));
  }
  const prompt = JSON.parse(await text(asked)) as Prompt;
  calls += 1;
  if (options.behaviour === "hangs") return;
  const push = `ws_CO_${calls}_${prompt.msisdn}`;
  answer.setHeader("content-type", "application/json").end(JSON.stringify(accepted(push)));
  if (options.behaviour === "pays") await callBackUntilTaken(prompt, push, options.callback_secret);
}

/** Whoever missed it asks. */
function paid(push: string) {
  return {
    ResponseCode: "0",
    ResponseDescription: "The service request has been accepted successsfully",
    MerchantRequestID: `6e1f-${push}`,
    CheckoutRequestID: push,
    ResultCode: "0",
    ResultDesc: "The service request is processed successfully.",
  };
}

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

/** A gateway that is stopped at the end of its turn takes no more of them. */
async function callBackUntilTaken(prompt: Prompt, push: string, secret: string): Promise<void> {
  for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
    const status = await callBack(prompt, push, secret).catch(() => null);
    if (status === 200) return;
    await setTimeout(TRY_AGAIN_AFTER_MS);
  }
}

async function callBack({ msisdn, amount, callback }: Prompt, push: string, secret: string): Promise<number> {
  const body = JSON.stringify({
    request_id: `REQ_${push}`,
    status: "completed",
    amount,
    msisdn,
    transaction_id: `R${calls}`,
    mpesa_receipt_number: `R${calls}`,
    result_code: "0",
    result_desc: "The service request is processed successfully.",
    timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
    checkout_request_id: push,
    merchant_request_id: `6e1f-${push}`,
  });
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  const answer = await request(callback, {
    dispatcher: agent,
    method: "POST",
    headers: { "content-type": "application/json", "x-webhook-signature": signature },
    body,
  });
  await answer.body.dump();
  return answer.statusCode;
}
