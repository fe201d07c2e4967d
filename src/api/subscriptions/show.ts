import { type Language, wordsFor } from "../../catalogue/index.ts";
import type { StoredSubscription } from "../../store/stored-subscription.ts";
import { type SubscriptionResource, subscriptionResourceOf } from "../../store/subscription-resource.ts";
import type { ApiDependencies } from "../dependencies.ts";

/** A subscription as merchants see it. Of a provider that this version does not know, the reference is better masked. */
export function showSubscription(
  subscription: StoredSubscription,
  { providers }: Pick<ApiDependencies, "providers">,
): SubscriptionResource {
  const provider = providers.get(subscription.provider);
  return subscriptionResourceOf(subscription, {
    reference_holds_number: provider?.capabilities.reference_holds_number ?? true,
    takes_pin: provider?.subscriptions?.payer_challenge === "pin",
  });
}

/** The same, with the words for the payer in another language. */
export function showSubscriptionIn(
  language: Language,
  subscription: StoredSubscription,
  dependencies: Pick<ApiDependencies, "providers">,
): SubscriptionResource {
  const resource = showSubscription(subscription, dependencies);
  const message = wordsFor(subscription.outcome, language);
  return { ...resource, outcome: { ...resource.outcome, message } };
}
