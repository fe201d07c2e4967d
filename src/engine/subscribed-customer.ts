import type { SubscribedCustomer } from "../connector/connector.ts";
import { slotOf } from "../core/ids.ts";
import type { Database } from "../store/database.ts";
import { readSubscriptions } from "../store/subscriptions.ts";
import type { Vault } from "../store/vault.ts";

/** What is known of a subscription's customer, for the payments that belong to it; null where there is none. */
export async function subscribedCustomer(
  subscription_id: string,
  source: { readonly database: Database; readonly vault: Vault },
): Promise<SubscribedCustomer | null> {
  const key = { slot: slotOf(subscription_id), id: subscription_id };
  const subscription = (await readSubscriptions([key], source)).get(subscription_id);
  if (subscription === undefined) return null;
  const { provider_reference, secret } = subscription.memory;
  return { provider_reference, secret };
}
