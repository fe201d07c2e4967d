import type { HttpRequest } from "../../../connector/http.ts";
import type { SimulatorHost } from "../../../connector/simulator.ts";
import { isFinal, remarkOf, statusOf } from "./code-table.ts";
import { lagosDate } from "./lagos-time.ts";
import { findOrder, type Order } from "./order.ts";
import { choice, duration } from "./settings.ts";

/** One message to a merchant. It carries no proof of who sends it. */
export type Callback = {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
};

/** Its fields have other names than those of Query. */
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
export async function callBack(host: SimulatorHost, callback: Callback): Promise<void> {
  if (callback.url !== "") await host.send(requestOf(host, callback));
}

/** The same callback with the opposite outcome; null where it tells of none. */
export function contradict(host: SimulatorHost, request: HttpRequest): HttpRequest | null {
  const order = findOrder(host, numberIn(request));
  if (order === undefined || !isFinal(order.code)) return null;
  const code = order.code === "200" ? "511" : "200";
  return requestOf(host, callbackOf({ ...order, code, remark: remarkOf(code, order.mobile_number) }));
}

/** In a query or in JSON. */
function numberIn({ url, body }: HttpRequest): string {
  const [, order_id = ""] = /\borderid"?[=:]"?(\d+)/.exec(body ?? url) ?? [];
  return order_id;
}

function requestOf(host: SimulatorHost, { url, fields }: Callback): HttpRequest {
  const call = { url, headers: {}, body: null, timeout_ms: duration(host, "callback_timeout_ms") };
  if (choice(host, "callback_form") === "get") return { ...call, method: "GET", url: withQuery(url, fields) };
  const headers = { "content-type": "application/json" };
  return { ...call, method: "POST", headers, body: JSON.stringify(fields) };
}

function withQuery(url: string, fields: Callback["fields"]): string {
  const query = Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${url}${url.includes("?") ? "&" : "?"}${query.join("&")}`;
}
