import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Call, Reply } from "./call.ts";
import { findCard } from "./cards.ts";
import { chargeDirectly, openDirectly } from "./direct-payment.ts";
import { requiredText, textOf } from "./fields.ts";
import { timeAsTransId } from "./ids.ts";
import { newOrderId, type Order, orderKey, ownOrder, putOrder } from "./order.ts";
import { Refusal } from "./refusal.ts";
import { amountInRange } from "./request-types.ts";
import type { Means } from "./settlement.ts";
import { afterPayment, judgePeriod } from "./subscription-plan.ts";
import { findLink, linkOfToken, putLink } from "./wallet-links.ts";

/** Charges a linked wallet at once, or asks for a code first. */
export function payByToken(host: SimulatorHost, call: Call): Reply {
  const amount = amountInRange(call.fields, "payByToken");
  const order_id = newOrderId(host, call.account, call.fields);
  const { link, needs_code } = linkOfToken(host, call);
  const { phone: payer, partner_client_id } = link;
  const order = openDirectly(host, call, {
    product: "payByToken",
    amount,
    order_id,
    payer,
    partner_client_id,
  });
  if (!needs_code) return charge(host, order);
  host.schedule(order.expires_at_ms, { do: "expire", order_key: orderKey(order) });
  return replyTo(putOrder(host, { ...order, code: 8200 }));
}

/** The code that the payer was sent. */
export function verifyToken(host: SimulatorHost, call: Call): Reply {
  const order = ownOrder(host, call.account, call.fields);
  linkOfToken(host, call, order.partner_client_id ?? "");
  if (order.code !== 8200) throw new Refusal(47, `An order at ${order.code} waits for no code.`);
  const typed = requiredText(call.fields, "securityCode", 20);
  if (!securityCodes.includes(typed)) throw new Refusal(4010, "The code is wrong; the order still waits.");
  return charge(host, order);
}

/** Charges a subscription, once in each of its periods. */
export function paySubscription(host: SimulatorHost, call: Call): Reply {
  const { link } = linkOfToken(host, call);
  if (link.plan === null) throw new Refusal(47, "The token belongs to no subscription.");
  const amount = amountInRange(call.fields, "payByToken");
  const early = judgePeriod(link.plan, amount, host.now());
  if (early !== 0) return { code: early, fields: { amount, transId: timeAsTransId(host) } };
  return payByToken(host, call);
}

/** Pauses a subscription, or ends it for good. */
export function manageSubscription(host: SimulatorHost, call: Call): Reply {
  const action = textOf(call.fields, "action");
  const { link } = linkOfToken(host, call);
  if (action !== "pause" && action !== "cancel")
    throw new Refusal(47, "Only pause and cancel are open to a subscription here.");
  putLink(host, { ...link, state: action === "pause" ? "paused" : "removed" });
  return { code: 0, fields: { partnerClientId: link.partner_client_id } };
}

/** What the test environment takes for a code. */
const securityCodes: readonly string[] = ["000000", "0000"];

/** Charges at once, and counts the period that is paid by it. */
function charge(host: SimulatorHost, order: Order): Reply {
  const charged = chargeDirectly(host, order, meansOf(host, order));
  if (charged.code === 0 || charged.code === 9000) countPeriod(host, charged);
  return replyTo(charged);
}

/** The card that was linked, or else the wallet. */
function meansOf(host: SimulatorHost, { partner_code, partner_client_id, payer }: Order): Means {
  const card = findLink(host, partner_code, partner_client_id ?? "")?.card ?? null;
  if (card === null) return { payer_wallet: payer, pay_type: "app" };
  return { payer_wallet: card, pay_type: findCard(card)?.pay_type ?? "napas" };
}

function countPeriod(host: SimulatorHost, { partner_code, partner_client_id }: Order): void {
  const link = findLink(host, partner_code, partner_client_id ?? "");
  if (link?.plan) putLink(host, { ...link, plan: afterPayment(link.plan, host.now()) });
}

function replyTo({ code, amount, trans_id, partner_client_id }: Order): Reply {
  return { code, fields: { amount, transId: trans_id, partnerClientId: partner_client_id ?? "" } };
}
