import type { VerifiedCallback } from "../../../connector/connector.ts";
import type { SubscriptionOrder } from "../../../connector/subscription.ts";
import type { SubscriptionFinding } from "../../../core/subscription.ts";
import type { SlaConfig } from "../config.ts";
import { msisdnOf, queryOf } from "../wire.ts";
import { readWayBack, tokenIn } from "./checkout.ts";
import { checkoutPath, namesVisits, needsNumberAtCheckout } from "./operators.ts";
import { campaignOf, optionsOf } from "./subscription-options.ts";

/** The hosted checkout finds out who the customer is and asks whether they agree; the price is the campaign's. */
export function checkoutPage(order: SubscriptionOrder, config: SlaConfig): string {
  if (order.return_url === null) throw new Error("A checkout needs somewhere for its payer to come back to.");
  const { language, operator, two_click_only } = optionsOf(order);
  // The campaign belongs to an operator, which only the merchant knows.
  const payer = { operator: operator ?? null, currency: "" };
  const query = queryOf({
    merchant: config.merchant,
    service: campaignOf(order, config),
    redirect_url: order.return_url,
    correlator: order.attempt_reference,
    locale: language ?? null,
    msisdn: needsNumberAtCheckout(payer) ? msisdnOf(order.phone_number) : null,
    two_click_only: two_click_only === true ? "true" : null,
    transaction_id: namesVisits(payer) ? order.attempt_reference : null,
  });
  return `${config.checkout_url}${checkoutPath(payer)}?${query}`;
}

/**
 * The payer can write anything into that URL. A token that comes along is tried, and whoever made one up gets an error;
 * without a token some operators subscribe by themselves, of which a notification tells.
 */
export function readReturn({ query }: VerifiedCallback): SubscriptionFinding {
  const token = tokenIn({ query });
  return {
    evidence: "redirect",
    about: "subscription",
    strength: "hint",
    ...readWayBack(query),
    standing: null,
    provider_reference: null,
    renews_at: null,
    charges: [],
    ...(token !== null && { payer_answer: token }),
  };
}
