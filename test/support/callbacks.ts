import { createHmac } from "node:crypto";
import type { Gateway } from "../../src/app/gateway.ts";
import type { HttpRequest } from "../../src/connector/http.ts";
import { mpesaKe } from "../../src/providers/mpesa-ke/index.ts";
import type { MpesaWire } from "./mpesa-wire.ts";

/** The provider believes that its callbacks about this phone arrive, and nobody hears of them. */
export function intercept(wire: MpesaWire, phone_number: string): void {
  wire.tamperWithCallbacks(phone_number, async () => ({
    end: "answer",
    answer: { status: 200, headers: {}, body: new Uint8Array() },
  }));
}

/** The first callback that the provider sent about this phone. */
export function firstCallback(wire: MpesaWire, phone_number: string): HttpRequest {
  const [callback] = wire.callbacksAbout(phone_number);
  if (callback === undefined) throw new Error("The provider has sent no callback.");
  return callback;
}

/** Brings it to this node, whichever it was sent to; answers with the status. */
export async function bring(callback: HttpRequest, node: Pick<Gateway, "url">): Promise<number> {
  const { method, url, headers, body } = callback;
  const { pathname, search } = new URL(url);
  const response = await fetch(node.url + pathname + search, { method, headers, body });
  return response.status;
}

/** What the provider would have sent had it had other things to say. */
export function rewritten(callback: HttpRequest, change: (message: string) => string): HttpRequest {
  const body = change(callback.body ?? "");
  return { ...callback, body, headers: { ...callback.headers, "x-webhook-signature": sign(body) } };
}

/** The same message had the payer refused. */
export function refusal(message: string): string {
  const { raw_callback: _, callback_metadata: __, ...fields } = JSON.parse(message);
  return JSON.stringify({
    ...fields,
    status: "failed",
    result_code: "1032",
    transaction_id: null,
    mpesa_receipt_number: null,
  });
}

/** The same message had the payer paid. */
export function success(message: string): string {
  const { raw_callback: _, ...fields } = JSON.parse(message);
  return JSON.stringify({
    ...fields,
    status: "completed",
    result_code: "0",
    transaction_id: "UKM0000001",
    mpesa_receipt_number: "UKM0000001",
  });
}

function sign(body: string): string {
  return createHmac("sha256", mpesaKe.simulator.credentials["webhook_secret"] ?? "")
    .update(body)
    .digest("hex");
}
