import type { SimulatorHost } from "../../../connector/simulator.ts";
import { newMToken, sealOf } from "./ids.ts";
import { findOrder, type Order, orderKey } from "./order.ts";
import { rulesOf } from "./request-types.ts";

/** Where a payer can be sent, by the names that the answer to create has for it. */
export function linksTo(
  host: SimulatorHost,
  order: Order,
  base_url: string,
): Readonly<Record<string, string>> {
  const query = linkQuery(order);
  const payUrl = `${base_url}/v2/gateway/pay?${query}`;
  const app = `momo://app?action=payWithApp&isScanQR=false&sid=${tOf(order)}&v=3.0`;
  const { partner_client_id } = order;
  const named: Readonly<Record<string, string>> =
    partner_client_id === null ? {} : { partnerClientId: partner_client_id };
  if (order.product === "initiate") return { mToken: newMToken(host), ...named };
  const { instrument, links } = rulesOf(order.product);
  if (links === "always") {
    const bindingUrl = `${base_url}/v2/gateway/binding?${query}`;
    return { ...named, payUrl, bindingUrl, deeplink: app };
  }
  if (instrument !== "wallet") return { payUrl, ...named };
  const qrCodeUrl = `${base_url}/v2/gateway/app?isScanQr=true&${query}`;
  return { payUrl, deeplink: app, qrCodeUrl, deeplinkMiniApp: app, ...shortLink(order, base_url) };
}

/** Undefined where the link is not one of this gateway's. */
export function orderOfLink(
  host: SimulatorHost,
  { t = "", s = "" }: Readonly<Record<string, string>>,
): Order | undefined {
  const order = findOrder(host, Buffer.from(t, "base64url").toString("utf8"));
  return s === sealOf(t) ? order : undefined;
}

export function linkQuery(order: Order): string {
  const t = tOf(order);
  return `t=${t}&s=${sealOf(t)}`;
}

/** Undefined for a short link that leads nowhere. */
export function orderOfShortLink(host: SimulatorHost, short: string): Order | undefined {
  const key = host.records.get<string>("short_link", short);
  return key === undefined ? undefined : findOrder(host, key);
}

export function rememberShortLink(host: SimulatorHost, order: Order): void {
  host.records.put("short_link", shortOf(order), orderKey(order));
}

function shortLink(order: Order, base_url: string): { readonly shortLink?: string } {
  return order.product === "payWithMethod" ? { shortLink: `${base_url}/shortlink/${shortOf(order)}` } : {};
}

function shortOf(order: Order): string {
  return sealOf(`short ${tOf(order)}`).slice(0, 10);
}

/** Partner code and order id, for all to read. */
function tOf(order: Order): string {
  return Buffer.from(orderKey(order)).toString("base64url");
}
