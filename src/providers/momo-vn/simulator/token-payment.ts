import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Call, Reply } from "./call.ts";
import { amountOf, isFalse, requiredText, textOf } from "./fields.ts";
import { timeAsTransId } from "./ids.ts";
import { openWallet } from "./ledger.ts";
import { openOrder } from "./open-order.ts";
import { newOrderId, type Order, orderKey, ownOrder, putOrder } from "./order.ts";
import { faultsOf, payerOf } from "./payers.ts";
import { Refusal } from "./refusal.ts";
import { rulesOf } from "./request-types.ts";
import { numberSet } from "./settings.ts";
import { settle, startProcessing } from "./settlement.ts";
import { afterPayment, judgePeriod } from "./subscription-plan.ts";
import { findLink, linkOfToken, putLink, type WalletLink } from "./wallet-links.ts";

/** Charges a linked wallet at once, or asks for a code first. */
export function payByToken(host: SimulatorHost, call: Call): Reply {
  const amount = amountInRange(call);
  const order_id = newOrderId(host, call.account, call.fields);
  const { link, needs_code } = linkOfToken(host, call);
  const order = open(host, call, { link, amount, order_id });
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
  const amount = amountInRange(call);
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

function amountInRange({ fields }: Call): number {
  const { amount_min, amount_max } = rulesOf("payByToken");
  const amount = amountOf(fields, { zero: false });
  if (amount < amount_min || amount > amount_max)
    throw new Refusal(22, `A token pays ${amount_min} to ${amount_max} VND.`);
  return amount;
}

function open(
  host: SimulatorHost,
  { account, fields, lang }: Call,
  {
    link,
    amount,
    order_id,
  }: { readonly link: WalletLink; readonly amount: number; readonly order_id: string },
): Order {
  openWallet(host, link.phone);
  return openOrder(host, {
    partner_code: account.partner_code,
    order_id,
    request_id: textOf(fields, "requestId"),
    product: "payByToken",
    amount,
    order_info: requiredText(fields, "orderInfo", 255),
    extra_data: textOf(fields, "extraData"),
    redirect_url: textOf(fields, "redirectUrl"),
    ipn_url: textOf(fields, "ipnUrl"),
    two_step: isFalse(fields, "autoCapture"),
    lang,
    partner_client_id: link.partner_client_id,
    plan: null,
    payer: link.phone,
    expires_at_ms: host.now() + numberSet(host, "link_lives_ms"),
    faults: faultsOf(host, payerOf(host, link.phone)),
  });
}

/** The answer waits for the end, unless the provider is slow. */
function charge(host: SimulatorHost, order: Order): Reply {
  const started = startProcessing(host, order, { payer_wallet: order.payer, pay_type: "app" });
  const charged = started.faults.includes("slow_processing") ? started : settle(host, started);
  if (charged.code === 0 || charged.code === 9000) countPeriod(host, charged);
  return replyTo(charged);
}

function countPeriod(host: SimulatorHost, { partner_code, partner_client_id }: Order): void {
  const link = findLink(host, partner_code, partner_client_id ?? "");
  if (link?.plan) putLink(host, { ...link, plan: afterPayment(link.plan, host.now()) });
}

function replyTo({ code, amount, trans_id, partner_client_id }: Order): Reply {
  return { code, fields: { amount, transId: trans_id, partnerClientId: partner_client_id ?? "" } };
}
