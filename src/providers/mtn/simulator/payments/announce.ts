import type { HttpRequest } from "../../../../connector/http.ts";
import type { SimulatorHost } from "../../../../connector/simulator.ts";
import type { Fault } from "../faults.ts";
import { number } from "../settings.ts";
import { oppositeOf } from "./opposite.ts";
import type { Payment } from "./payment.ts";
import { statusBody } from "./status-body.ts";

/** One message to a merchant. Nothing says what the real one holds; this one is the answer of the status call. */
export type Callback = {
  readonly url: string;
  readonly transaction_id: string;
  readonly body: string;
  /** Attempts that were made before. */
  readonly failed: number;
};

const LATE_BY_MS = 10 * 60 * 1000;
/** A second one comes so long after the first. */
const COPY_AFTER_MS = 1_000;
/** Before any payer can have answered. */
const FORGED_AFTER_MS = 500;

/** Tells the merchant how a payment has ended. */
export function announce(host: SimulatorHost, payment: Payment): void {
  const suffers = (fault: Fault): boolean => payment.faults.includes(fault);
  if (payment.callback_url === "" || suffers("callback_early")) return;
  if (suffers("callback_lost")) {
    host.note("The callback is lost.");
    return;
  }
  const told = suffers("callback_wrong") ? oppositeOf(host, payment) : payment;
  const callback = callbackOf(host, told);
  const after_ms = suffers("callback_late") ? LATE_BY_MS : 0;
  schedule(host, callback, after_ms);
  if (suffers("callback_twice")) schedule(host, callback, after_ms + COPY_AFTER_MS);
}

/** Anybody who knows the URL can call it. */
export function announceForged(host: SimulatorHost, payment: Payment): void {
  if (payment.callback_url === "" || !payment.faults.includes("callback_forged")) return;
  schedule(host, callbackOf(host, oppositeOf(host, { ...payment, status: "Failed" })), FORGED_AFTER_MS);
}

/** Any 2xx will do. */
export async function callBack(host: SimulatorHost, callback: Callback): Promise<void> {
  const exchange = await host.send(requestOf(host, callback));
  const { status } = exchange.end === "answer" ? exchange.answer : { status: 0 };
  if (status >= 200 && status < 300) return host.note("The callback was received.");
  const failed = callback.failed + 1;
  if (failed >= number(host, "callback_attempts")) return host.note("The callback was not received.");
  host.note("The callback was not received; it comes again.");
  schedule(host, { ...callback, failed }, number(host, "callback_retry_every_ms"));
}

export function callbackOf(host: SimulatorHost, payment: Payment): Callback {
  const { callback_url, transaction_id } = payment;
  return { url: callback_url, transaction_id, body: JSON.stringify(statusBody(host, payment)), failed: 0 };
}

export function requestOf(host: SimulatorHost, { url, transaction_id, body }: Callback): HttpRequest {
  const headers = { "content-type": "application/json;charset=UTF-8", transactionid: transaction_id };
  return { method: "POST", url, headers, body, timeout_ms: number(host, "callback_timeout_ms") };
}

function schedule(host: SimulatorHost, callback: Callback, after_ms: number): void {
  host.schedule(host.now() + after_ms, { do: "call_back", callback });
}
