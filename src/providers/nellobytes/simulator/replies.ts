import type { SimulatedAnswer, SimulatorHost } from "../../../connector/simulator.ts";
import { statusOf } from "./code-table.ts";
import type { Order } from "./order.ts";
import { choice, isOn } from "./settings.ts";

/** JSON, and labelled as HTML: so this provider sends it, whatever the outcome with status 200. */
export function reply(host: SimulatorHost, body: Readonly<Record<string, string>>): SimulatedAnswer {
  const written = isOn(host, "numbers_unquoted") ? withoutQuotes(body) : body;
  return text(host, JSON.stringify(written));
}

/** A list of what is on sale, in the same wrapping. */
export function replyWithList(host: SimulatorHost, list: object): SimulatedAnswer {
  return text(host, JSON.stringify(list));
}

/** The order's number under the name that is in use. */
export function orderNumber(host: SimulatorHost, { order_id }: Order): Readonly<Record<string, string>> {
  return { [choice(host, "order_number_name")]: order_id };
}

/** What a purchase is answered with. */
export function replyWithState(host: SimulatorHost, order: Order): SimulatedAnswer {
  const state = { statuscode: order.code, status: statusOf(order.code) };
  return reply(host, { ...orderNumber(host, order), ...state });
}

const titles = {
  200: "Access Denied",
  404: "Not Found",
  405: "Method Not Allowed",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;

/** What the web server in front of the scripts says by itself. */
export function page(status: keyof typeof titles): SimulatedAnswer {
  const body = `<html><body><h1>${titles[status]}</h1></body></html>`;
  return { status, headers: { "content-type": "text/html" }, body };
}

function text(host: SimulatorHost, body: string): SimulatedAnswer {
  const type = isOn(host, "json_content_type") ? "application/json" : "text/html";
  return { status: 200, headers: { "content-type": type }, body };
}

const numeric: ReadonlySet<string> = new Set(["orderid", "transactionid", "ORDER_ID", "statuscode"]);

function withoutQuotes(body: Readonly<Record<string, string>>): Readonly<Record<string, string | number>> {
  const entries = Object.entries(body);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, numeric.has(name) ? Number(value) : value] as const),
  );
}
