import type { Order } from "../../../connector/connector.ts";
import type { HttpRequest } from "../../../connector/http.ts";
import { wholeUnits } from "../../../core/money.ts";
import type { MomoConfig } from "../config.ts";
import { optionsOf } from "./options.ts";

/** MoMo asks its clients to wait for half a minute at least. */
const ANSWER_WITHIN_MS = 35_000;

/** What MoMo's page shows of an order; it takes 255 characters, and 200 for some methods. */
const ORDER_INFO_LENGTH_MAX = 200;

/** Every call is a POST with JSON, questions included. */
export function post(config: MomoConfig, path: string, body: string): HttpRequest {
  return {
    method: "POST",
    url: config.base_url + path,
    headers: { "content-type": "application/json; charset=UTF-8", accept: "application/json" },
    body,
    timeout_ms: ANSWER_WITHIN_MS,
  };
}

/** Our name for the attempt is both the order and the request: a repeated one is recognised by either. */
export function newOrder(order: Order) {
  return {
    ...aboutOrder(order),
    ...urlsOf(order),
    amount: wholeUnits(order.amount).toString(),
    orderInfo: orderInfoOf(order.description, order.attempt_reference),
    autoCapture: order.capture === "automatic",
    phoneNumber: localNumber(order.phone_number),
  };
}

export function aboutOrder(order: Order) {
  return {
    orderId: order.attempt_reference,
    requestId: order.call_reference,
    lang: optionsOf(order).language,
  };
}

/** The two URLs that every order carries. */
export function urlsOf({
  callback_url,
  return_url,
}: {
  readonly callback_url: string | null;
  readonly return_url: string | null;
}): { readonly redirectUrl: string; readonly ipnUrl: string } {
  if (callback_url === null) throw new Error("An order needs a callback URL of its own.");
  if (return_url === null) throw new Error("An order needs somewhere for its payer to come back to.");
  return { redirectUrl: return_url, ipnUrl: callback_url };
}

/** An order must say something of itself; where nobody has, it says its name. */
export function orderInfoOf(description: string | null, attempt_reference: string): string {
  return (description ?? attempt_reference).slice(0, ORDER_INFO_LENGTH_MAX);
}

/** As MoMo's users write it, without the country. */
export function localNumber(phone_number: string | null): string | null {
  return phone_number?.replace(/^\+84/, "0") ?? null;
}
