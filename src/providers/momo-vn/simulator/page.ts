import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../connector/simulator.ts";
import { accountOf } from "./accounts.ts";
import { linkQuery, orderOfLink, orderOfShortLink } from "./links.ts";
import { outcomeOf } from "./notification.ts";
import type { Order } from "./order.ts";
import { approve, decline, expire, failLogin } from "./payer-decisions.ts";

/** The page that a payer is sent to. Once the order has ended, it sends the payer back to the merchant. */
export function showPage(host: SimulatorHost, request: SimulatedRequest): SimulatedAnswer {
  const order = orderOfLink(host, request.query);
  if (order === undefined) return html(404, "<p>This link leads to no order.</p>");
  if (order.code === 1000) return html(200, question(host, order, baseUrlOf(request)));
  if (order.code === 7000 || order.code === 7002) return html(200, "<p>Your payment is being processed.</p>");
  return redirect(backToMerchant(host, order, baseUrlOf(request)));
}

/** What a payer does on the page. */
export function decide(host: SimulatorHost, request: SimulatedRequest): SimulatedAnswer {
  const order = orderOfLink(host, request.query);
  const [, decision = ""] = /^\/page\/(\w+)$/.exec(request.path) ?? [];
  if (order === undefined || !isDecision(decision)) return html(404, "<p>This link leads to no order.</p>");
  const form = new URLSearchParams(new TextDecoder().decode(request.body));
  decisions[decision](host, order, form.get("card"));
  return redirect(pageOf(request, order));
}

export function followShortLink(host: SimulatorHost, request: SimulatedRequest): SimulatedAnswer {
  const order = orderOfShortLink(host, request.path.replace("/shortlink/", ""));
  if (order === undefined) return html(404, "<p>This link leads to no order.</p>");
  return redirect(pageOf(request, order));
}

const decisions = {
  approve: (host: SimulatorHost, order: Order, card: string | null) =>
    approve(host, order, { by: "webApp", card: card || null }),
  refuse: decline,
  wrong_password: failLogin,
  expire,
} as const;

function pageOf(request: SimulatedRequest, order: Order): string {
  return `${baseUrlOf(request)}/v2/gateway/pay?${linkQuery(order)}`;
}

/** Where nobody knows it, links lead to the host that was called. */
function baseUrlOf({ base_url = "" }: SimulatedRequest): string {
  return base_url;
}

function isDecision(text: string): text is keyof typeof decisions {
  return Object.hasOwn(decisions, text);
}

/** The redirect URL is used as it stands, but for what a header cannot carry. One without a scheme becomes a path of the gateway's own. */
function backToMerchant(host: SimulatorHost, order: Order, base_url: string): string {
  const entries = Object.entries(outcomeOf(host, order)).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const target = /^[a-z][a-z0-9+.-]*:/i.test(order.redirect_url)
    ? order.redirect_url
    : `${base_url}/v2/gateway/${order.redirect_url}`;
  return `${target}${target.includes("?") ? "&" : "?"}${new URLSearchParams(entries)}`;
}

function question(host: SimulatorHost, order: Order, base_url: string): string {
  const { name } = accountOf(host, order.partner_code);
  const form = (decision: string, label: string, field = ""): string =>
    `<form method="post" action="${escapeHtml(`${base_url}/page/${decision}?${linkQuery(order)}`)}">${field}<button>${label}</button></form>`;
  const card = '<label>Card, if not your wallet: <input name="card" inputmode="numeric"></label> ';
  return [
    `<h1>${escapeHtml(name)}</h1>`,
    `<p>${escapeHtml(order.order_info)}: <strong>${order.amount} VND</strong></p>`,
    form("approve", "Pay", card),
    form("refuse", "Decline"),
    form("wrong_password", "Type a wrong password"),
    form("expire", "Let the link run out"),
  ].join("\n");
}

function html(status: number, content: string): SimulatedAnswer {
  const body = `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Sandbox wallet</title></head><body>\n${content}\n</body></html>`;
  return { status, headers: { "content-type": "text/html; charset=UTF-8" }, body };
}

function redirect(url: string): SimulatedAnswer {
  const location = url.toWellFormed().replaceAll(/[^!-~]/gu, encodeURIComponent);
  return { status: 303, headers: { location }, body: "" };
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (mark) => entities[mark] ?? mark);
}
