import { createHmac } from "node:crypto";
import type { SimulatorHost } from "../../../connector/simulator.ts";
import { shortcodeOf, webhookSecretOf } from "./accounts.ts";
import type { Push, Result } from "./push.ts";
import { resultTexts } from "./results.ts";
import { duration } from "./settings.ts";
import { toShillings } from "./shillings.ts";
import { callbackMetadata, stkCallback } from "./stk-callback.ts";

/** One message to a merchant, with the very bytes that every attempt sends. */
export type Delivery = {
  readonly url: string;
  readonly body: string;
  readonly signature: string;
  /** Attempts that were made before. */
  readonly failed: number;
};

const MINUTE_MS = 60_000;

/** From each attempt to the next; six attempts in all, the last one 111 minutes after the first. */
const RETRY_AFTER_MS: readonly number[] = [1, 5, 15, 30, 60].map((minutes) => minutes * MINUTE_MS);

/** A second copy comes so long after the first. */
const COPY_AFTER_MS = 1_000;

/** Sends the result of a push to its callback, now and, if need be, again. */
export function announce(host: SimulatorHost, push: Push): void {
  if (push.result === null) return;
  if (push.faults.includes("webhook_lost")) {
    host.note("The webhook is lost.");
    return;
  }
  const body = webhookBody(push, push.result);
  const signature = sign(body, webhookSecretOf(host, shortcodeOf(host, push.link_id)));
  const sent = push.faults.includes("webhook_altered") ? alter(body, push) : body;
  const task = { do: "deliver", delivery: { url: push.callback, body: sent, signature, failed: 0 } } as const;
  host.schedule(host.now(), task);
  if (push.faults.includes("webhook_twice")) host.schedule(host.now() + COPY_AFTER_MS, task);
}

/** Only 200 counts as received. After the sixth attempt nobody sends it any more. */
export async function deliver(host: SimulatorHost, delivery: Delivery): Promise<void> {
  const exchange = await host.send({
    method: "POST",
    url: delivery.url,
    headers: {
      "content-type": "application/json",
      accept: "application/json",
      "x-webhook-signature": delivery.signature,
    },
    body: delivery.body,
    timeout_ms: duration(host, "webhook_timeout_ms"),
  });
  if (exchange.end === "answer" && exchange.answer.status === 200)
    return host.note("The webhook was received.");
  const wait_ms = RETRY_AFTER_MS[delivery.failed];
  if (wait_ms === undefined) return host.note("The webhook was not received, and this was the last attempt.");
  host.note(`The webhook was not received; the next attempt comes in ${wait_ms / MINUTE_MS} minutes.`);
  host.schedule(host.now() + wait_ms, {
    do: "deliver",
    delivery: { ...delivery, failed: delivery.failed + 1 },
  });
}

/** The aggregator's own fields, with what M-Pesa said to it inside. */
export function webhookBody(push: Push, result: Result): string {
  const receipt = result.charge?.receipt ?? null;
  return JSON.stringify({
    request_id: push.request_id,
    status: result.code === "0" ? "completed" : "failed",
    amount: toShillings(BigInt(push.amount_minor)),
    msisdn: push.msisdn,
    transaction_id: receipt,
    mpesa_receipt_number: receipt,
    result_code: result.code,
    result_desc: resultTexts[result.code],
    timestamp: `${new Date(result.at_ms).toISOString().slice(0, 19)}Z`,
    checkout_request_id: push.checkout_request_id,
    merchant_request_id: push.merchant_request_id,
    callback_metadata: callbackMetadata(push, result),
    raw_callback: stkCallback(push, result),
  });
}

/** Over the bytes of the body and nothing else. */
export function sign(body: string, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

/** Somebody on the way makes the amount a shilling more. */
function alter(body: string, push: Push): string {
  const shillings = toShillings(BigInt(push.amount_minor));
  return body.replace(`"amount":${shillings}`, `"amount":${shillings + 1}`);
}
