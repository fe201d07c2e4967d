import type { SimulatorHost } from "../../../connector/simulator.ts";
import { type Callback, callbackOf } from "./callback.ts";
import type { Fault } from "./faults.ts";
import type { Order } from "./order.ts";

/** A second one comes so long after the first. */
const COPY_AFTER_MS = 1_000;
const LATE_BY_MS = 10 * 60 * 1000;

/** Before the order can be completed. */
const FORGED_AFTER_MS = 500;

/** Tells the merchant how the order has ended. */
export function announceEnd(host: SimulatorHost, order: Order): void {
  if (order.faults.includes("callback_early")) return;
  announce(host, order);
}

/** Tells of a change on the way, which this provider does only where it is made to. */
export function announceProgress(host: SimulatorHost, order: Order): void {
  if (order.faults.includes("callback_at_every_change")) announce(host, order);
}

/** Anybody who knows the URL can call it. */
export function announceForged(host: SimulatorHost, order: Order): void {
  const { url, fields } = callbackOf(order);
  const forged = { ...fields, statuscode: "200", orderstatus: "ORDER_COMPLETED", orderremark: "Success" };
  schedule(host, { url, fields: forged }, FORGED_AFTER_MS);
}

function announce(host: SimulatorHost, order: Order): void {
  const suffers = (fault: Fault): boolean => order.faults.includes(fault);
  if (suffers("callback_lost")) {
    host.note("The callback is lost.");
    return;
  }
  const callback = callbackOf(order);
  const after_ms = suffers("callback_late") ? LATE_BY_MS : 0;
  schedule(host, callback, after_ms);
  if (suffers("callback_twice")) schedule(host, callback, after_ms + COPY_AFTER_MS);
}

function schedule(host: SimulatorHost, callback: Callback, after_ms: number): void {
  if (callback.url !== "") host.schedule(host.now() + after_ms, { do: "call_back", callback });
}
