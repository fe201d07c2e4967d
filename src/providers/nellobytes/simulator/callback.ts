import type { SimulatorHost } from "../../../connector/simulator.ts";
import { statusOf } from "./code-table.ts";
import type { Fault } from "./faults.ts";
import { lagosDate } from "./lagos-time.ts";
import type { Order } from "./order.ts";
import { choice, duration } from "./settings.ts";

/** One message to a merchant. It carries no proof of who sends it. */
export type Callback = {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
};

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

export function callbackOf(order: Order): Callback {
  const unlisted = order.code === "200" && order.faults.includes("callback_unlisted_code");
  return {
    url: order.callback_url ?? "",
    fields: {
      orderdate: lagosDate(order.placed_at_ms),
      orderid: order.order_id,
      requestid: order.request_id,
      statuscode: unlisted ? "522" : order.code,
      orderstatus: statusOf(order.code),
      orderremark: order.remark,
    },
  };
}

/** Once: nothing is known of a second attempt. */
export async function callBack(host: SimulatorHost, { url, fields }: Callback): Promise<void> {
  if (url === "") return;
  const timeout_ms = duration(host, "callback_timeout_ms");
  const call = { url, headers: {}, body: null, timeout_ms };
  if (choice(host, "callback_form") === "json") {
    const headers = { "content-type": "application/json" };
    await host.send({ ...call, method: "POST", headers, body: JSON.stringify(fields) });
  } else {
    await host.send({ ...call, method: "GET", url: withQuery(url, fields) });
  }
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

function withQuery(url: string, fields: Callback["fields"]): string {
  const query = Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${url}${url.includes("?") ? "&" : "?"}${query.join("&")}`;
}
