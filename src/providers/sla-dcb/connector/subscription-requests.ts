import type { PayerPage } from "../../../connector/connector.ts";
import type { HttpRequest } from "../../../connector/http.ts";
import type { SubscriptionOrder } from "../../../connector/subscription.ts";
import type { SlaConfig } from "../config.ts";
import { msisdnOf, type Parameters, paths, post } from "../wire.ts";
import { checkoutPage } from "./subscription-checkout.ts";
import { campaignOf, flowOf, optionsOf } from "./subscription-options.ts";

/** Asks for the customer's consent first, unless the merchant has it. */
export function create(order: SubscriptionOrder, config: SlaConfig): HttpRequest | PayerPage {
  switch (flowOf(order)) {
    case "pin":
      return post(config, paths.pin, pinParameters(order, config));
    case "checkout":
      return { payer_url: checkoutPage(order, config) };
    case "token": {
      const { token, acr } = optionsOf(order);
      return creation(order, config, { msisdn: token ?? acr ?? null });
    }
  }
}

/** The customer has agreed: with a PIN, or on the checkout, which hands over a token. */
export function confirm(order: SubscriptionOrder, config: SlaConfig): HttpRequest {
  const { payer_answer } = order;
  return flowOf(order) === "checkout"
    ? creation(order, config, { msisdn: payer_answer })
    : creation(order, config, { msisdn: numberOf(order), pin: payer_answer });
}

export function remove(order: SubscriptionOrder, config: SlaConfig): HttpRequest {
  const { provider_reference } = order;
  return post(
    config,
    paths.deleteSubscription,
    provider_reference === null
      ? { msisdn: nameOf(order), ...serviceOf(order, config) }
      : { uuid: provider_reference },
  );
}

function pinParameters(order: SubscriptionOrder, config: SlaConfig): Parameters {
  const { language, fraud_token_for_pin, operator } = optionsOf(order);
  return {
    msisdn: numberOf(order),
    ...serviceOf(order, config),
    template: "subscription",
    language: language ?? null,
    operator: operator ?? null,
    fraud_token: fraud_token_for_pin ?? null,
  };
}

/** A trial of no days is refused, and so is a trial that is to be activated later: neither is sent by us unasked. */
function creation(
  order: SubscriptionOrder,
  config: SlaConfig,
  consent: { readonly msisdn: string | null; readonly pin?: string | null },
): HttpRequest {
  const { trial_days, activation, call_reference } = order;
  const { language, fraud_token, operator, trial_once } = optionsOf(order);
  return post(config, paths.createSubscription, {
    ...consent,
    ...serviceOf(order, config),
    trial: trial_days === null ? null : String(trial_days),
    trial_once: trial_days === null || trial_once === undefined ? null : String(trial_once),
    charge: activation === "manual" ? "false" : null,
    correlator: call_reference,
    language: language ?? null,
    operator: operator ?? null,
    fraud_token: fraud_token ?? null,
  });
}

export function serviceOf(order: SubscriptionOrder, config: SlaConfig): Parameters {
  return { campaign: campaignOf(order, config), merchant: config.merchant };
}

/** What the customer can be asked about by: a token is none, for it works once. Where there is a reference, no number counts. */
export function nameOf(order: SubscriptionOrder): string | null {
  return optionsOf(order).acr ?? numberOf(order);
}

function numberOf({ phone_number }: SubscriptionOrder): string | null {
  return phone_number === null ? null : msisdnOf(phone_number);
}
