import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Call, Reply } from "./call.ts";
import { requiredText } from "./fields.ts";
import { newTokenValue, timeAsTransId } from "./ids.ts";
import { newOrderId, type Order, orderKey, ownOrder } from "./order.ts";
import { Refusal } from "./refusal.ts";
import { encryptToken } from "./tokens.ts";
import { findLink, linkOfToken, putLink, type WalletLink } from "./wallet-links.ts";

/** Exchanges the callback token for the token that charges the wallet. */
export function bind(host: SimulatorHost, call: Call): Reply {
  const order = linkOrder(host, call);
  if (requiredText(call.fields, "callbackToken", 200) !== order.callback_token)
    throw new Refusal(2001, "The callback token is not the one of this order.");
  const { value, partner_client_id } = findLinkOf(host, order) ?? newLink(host, order);
  const aesToken = encryptToken({ value, userAlias: partner_client_id }, call.account);
  return { code: 0, fields: { partnerClientId: partner_client_id, aesToken } };
}

/** For a merchant that has lost the notification. */
export function linkQuery(host: SimulatorHost, call: Call): Reply {
  const { callback_token, partner_client_id } = linkOrder(host, call);
  return {
    code: 0,
    fields: { partnerClientId: partner_client_id ?? "", callbackToken: callback_token ?? "" },
  };
}

/** The merchant gives up the token, for good. */
export function unbind(host: SimulatorHost, call: Call): Reply {
  const { account, fields } = call;
  const { partner_code } = account;
  const order_id = newOrderId(host, account, fields);
  const { link } = linkOfToken(host, call);
  putLink(host, { ...link, state: "removed" });
  const transId = timeAsTransId(host);
  host.records.put("unlinking", orderKey({ partner_code, order_id }), { at_ms: host.now() });
  return { code: 0, fields: { partnerClientId: link.partner_client_id, transId } };
}

/** An order by which a payer has agreed to a link; one that has not come so far answers with its own code. */
function linkOrder(host: SimulatorHost, { account, fields }: Call): Order {
  const order = ownOrder(host, account, fields);
  if (order.partner_client_id !== requiredText(fields, "partnerClientId", 50))
    throw new Refusal(47, "The order links no wallet of this payer.");
  if (order.callback_token === null) throw new Refusal(order.code, "The payer has not agreed to the link.");
  return order;
}

/** The link that this very order has made before. */
function findLinkOf(host: SimulatorHost, order: Order): WalletLink | undefined {
  const link = findLink(host, order.partner_code, order.partner_client_id ?? "");
  return link?.order_key === orderKey(order) && link.state !== "removed" ? link : undefined;
}

function newLink(host: SimulatorHost, order: Order): WalletLink {
  return putLink(host, {
    partner_code: order.partner_code,
    partner_client_id: order.partner_client_id ?? "",
    order_key: orderKey(order),
    phone: order.payer,
    card: order.payer_wallet === order.payer ? null : order.payer_wallet,
    value: newTokenValue(host),
    state: "active",
    plan: order.plan,
  });
}
