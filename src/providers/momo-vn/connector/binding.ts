import type { HttpRequest } from "../../../connector/http.ts";
import type { SubscriptionCalls, SubscriptionOrder } from "../../../connector/subscription.ts";
import type { MomoConfig } from "../config.ts";
import { bindBody, linkBody, linkQueryBody, unbindBody } from "../wire/link-bodies.ts";
import { linkPaths, paths } from "../wire.ts";
import {
  readBind,
  readLinkCallback,
  readLinkCreate,
  readLinkInquiry,
  readLinkReturn,
  readUnbind,
} from "./link-findings.ts";
import { customerOf, linkKindOf, linkOptionsOf } from "./link-options.ts";
import { subscriptionInfo } from "./plan.ts";
import { localNumber, orderInfoOf, post, urlsOf } from "./requests.ts";
import { encryptToken, readSecret } from "./tokens.ts";

/**
 * A linked wallet as a subscription. The customer agrees once, on MoMo's page, which hands over a callback token; the
 * confirm exchanges that for the token by which the wallet is charged. MoMo charges nothing of its own accord: each
 * charge is a payment of the merchant's.
 */
export const binding: SubscriptionCalls<MomoConfig> = {
  create,
  readCreate: readLinkCreate,
  inquire,
  readInquiry: readLinkInquiry,
  readCallback: readLinkCallback,
  readReturn: readLinkReturn,
  changes: {
    confirm: { request: bind, read: readBind },
    cancel: { request: unbind, read: readUnbind },
  },
};

/** An order for nothing, so that agreeing moves no money. */
function create(order: SubscriptionOrder, config: MomoConfig): HttpRequest {
  const { description, plan } = linkOptionsOf(order);
  const about = aboutLink(order);
  const names = { partnerSubsId: order.attempt_reference, subsOwner: about.partnerClientId };
  const body = linkBody(
    {
      ...about,
      ...urlsOf(order),
      orderInfo: orderInfoOf(description, order.attempt_reference),
      phoneNumber: localNumber(order.phone_number),
      subscriptionInfo: plan && subscriptionInfo(plan, names),
    },
    config,
  );
  return post(config, paths.create, body);
}

/**
 * This question brings the callback token, too, if its notification was lost. Once the wallet is linked, it would go on
 * saying that the customer has agreed, whatever has become of the link since.
 */
function inquire(order: SubscriptionOrder, config: MomoConfig): HttpRequest | "cannot_ask" {
  if (order.secret !== null) return "cannot_ask";
  return post(config, pathsOf(order).query, linkQueryBody(aboutLink(order), config));
}

function bind(order: SubscriptionOrder, config: MomoConfig): HttpRequest {
  const callbackToken = order.payer_answer ?? "";
  return post(config, pathsOf(order).bind, bindBody({ ...aboutLink(order), callbackToken }, config));
}

/** Giving the token up is an order of its own. */
function unbind(order: SubscriptionOrder, config: MomoConfig): HttpRequest {
  const wallet = readSecret(order.secret);
  const token = wallet === null ? "" : encryptToken(wallet.token, config);
  const action = linkOptionsOf(order).plan === null ? null : "cancel";
  const unbinding = { ...aboutLink(order), orderId: order.call_reference, token, action } as const;
  return post(config, pathsOf(order).end, unbindBody(unbinding, config));
}

function pathsOf(order: SubscriptionOrder) {
  return linkPaths[linkKindOf(order)];
}

function aboutLink(order: SubscriptionOrder) {
  return {
    orderId: order.attempt_reference,
    requestId: order.call_reference,
    partnerClientId: customerOf(order),
    lang: linkOptionsOf(order).language,
  };
}
