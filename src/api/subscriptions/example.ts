import type { Provider } from "../../connector/provider.ts";
import type { Clock, Randomness } from "../../core/ports.ts";
import type { SubscriptionResource } from "../../store/subscription-resource.ts";
import { newSubscription } from "./new-subscription.ts";
import { acceptSubscriptionOrder, type SubscriptionRequest } from "./order.ts";
import { showSubscription } from "./show.ts";

/** One example for the reference, of the first provider that knows subscriptions; undefined where none does. */
export function exampleSubscription(
  id: string,
  known: { readonly providers: ReadonlyMap<string, Provider> },
  source: { readonly clock: Clock; readonly randomness: Randomness },
): SubscriptionResource | undefined {
  const provider = [...known.providers.values()].find(({ subscriptions }) => subscriptions !== undefined);
  if (provider?.subscriptions === undefined) return undefined;
  const request = provider.subscriptions.example as SubscriptionRequest;
  const owner = { merchant_id: id, environment: "sandbox" } as const;
  const connection = { ...owner, id, provider: provider.id, config: provider.simulator.credentials };
  const choice = { provider, connection };
  const order = acceptSubscriptionOrder(request, choice);
  const caller = { ...owner, key_id: id, scopes: [] };
  const asked = { request, order, caller, slot: 43, choice };
  return showSubscription(newSubscription(asked, source), known);
}
