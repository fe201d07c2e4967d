import { Value } from "typebox/value";
import type { Calls, Order, RefundedPayment } from "../../../connector/connector.ts";
import type { HttpRequest } from "../../../connector/http.ts";
import type { SlaConfig } from "../config.ts";
import { amountText } from "../wire/amounts.ts";
import { msisdnOf, paths, post } from "../wire.ts";
import { findingInAnswer } from "./findings.ts";
import { neverAsked } from "./never-asked.ts";
import { optionsOf, refundOptions } from "./options.ts";
import { optionsOf as subscribedOptionsOf } from "./subscription-options.ts";

/** Gives a charge back, all of it or, where the operator can do that, a part. */
export const refunds: Calls<SlaConfig> = {
  submit,
  readSubmit: (answer, order) => findingInAnswer(answer, { call: "refund", order }),
  ...neverAsked,
};

function submit(order: Order, config: SlaConfig): HttpRequest {
  const { refunded, provider_options } = order;
  if (refunded === null) throw new Error("A refund needs the payment that it gives back.");
  const { acr, language, phone_number } = Value.Parse(refundOptions, { ...provider_options });
  return post(config, paths.refund, {
    // Whoever was charged by a reference is known by it, whatever number the merchant knows them by.
    msisdn: acr ?? msisdnOf(phone_number ?? null) ?? optionsOf(refunded).acr ?? msisdnOf(order.phone_number),
    campaign: campaignOf(refunded, config),
    merchant: config.merchant,
    // What goes back to the customer is below zero.
    amount: `-${amountText(order.amount)}`,
    currency: order.amount.currency,
    correlator: order.call_reference,
    transaction: refunded.provider_reference,
    language: language ?? null,
  });
}

/** What was charged for a subscription is given back under the subscription's campaign. */
function campaignOf({ of_subscription, provider_options }: RefundedPayment, config: SlaConfig): string {
  if (of_subscription !== true) return config.campaign;
  return subscribedOptionsOf({ provider_options }).campaign ?? config.subscription_campaign;
}
