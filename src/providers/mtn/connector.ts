import type { Calls, Connector, Order } from "../../connector/connector.ts";
import type { MtnConfig } from "./config.ts";
import { readCallback, verifyCallback } from "./connector/callbacks.ts";
import { debitRefunds, debits } from "./connector/carrier-billing.ts";
import { lookup } from "./connector/lookup.ts";
import { paymentOptionsOf } from "./connector/options.ts";
import { payments, refunds } from "./connector/payments.ts";
import { session } from "./connector/session.ts";
import { subscriptions } from "./connector/subscriptions.ts";
import { topups } from "./connector/topups.ts";
import { notices, unsubscribe } from "./connector/unsubscribe.ts";

/** Two products of the platform take money; the payer's way of paying tells which. */
export const connector: Connector<MtnConfig> = {
  ...eachBy((order) => (isByToken(order) ? debits : payments)),
  kinds: {
    // What is given back goes the way it came.
    refund: eachBy(({ refunded }) => (refunded !== null && isByToken(refunded) ? debitRefunds : refunds)),
    topup: topups,
  },
  verifyCallback,
  readCallback,
  session,
  lookup,
  subscriptions,
  unsubscribe,
  notices,
};

function isByToken(paid: Pick<Order, "provider_options">): boolean {
  return paymentOptionsOf(paid).method === "content_token";
}

function eachBy(productOf: (order: Order) => Calls<MtnConfig>): Calls<MtnConfig> {
  return {
    submit: (order, config) => productOf(order).submit(order, config),
    readSubmit: (answer, order) => productOf(order).readSubmit(answer, order),
    inquire: (known, config) => productOf(known).inquire(known, config),
    readInquiry: (answer, known) => productOf(known).readInquiry(answer, known),
  };
}
