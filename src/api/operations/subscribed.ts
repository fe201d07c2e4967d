import type { Caller } from "../../store/keys.ts";
import type { StoredSubscription } from "../../store/stored-subscription.ts";
import { readSubscription } from "../../store/subscriptions.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { findId } from "../ids.ts";
import { Problem } from "../problem.ts";
import type { Choice } from "./choose-provider.ts";

/** A subscription whose customer the merchant may charge, and where. */
export interface Chargeable {
  readonly subscription: StoredSubscription;
  readonly choice: Choice;
}

export async function chargeableSubscription(
  shown: string,
  caller: Caller,
  dependencies: Pick<ApiDependencies, "database" | "vault" | "connections" | "providers">,
): Promise<Chargeable> {
  const refuse = (detail: string) => new Problem("not_possible_now", { field: "/subscription", detail });
  const { merchant_id, environment } = caller;
  const asked = { ...findId("subscription", shown), merchant_id, environment };
  const subscription = await readSubscription(asked, dependencies);
  if (subscription === undefined) throw new Problem("not_found", { field: "/subscription" });
  const provider = dependencies.providers.get(subscription.provider);
  if (provider?.subscriptions?.charged_by_merchant !== true)
    throw refuse(`${provider?.name ?? subscription.provider} charges its subscriptions by itself.`);
  if (subscription.status !== "active")
    throw refuse(`Only an active subscription can be charged; this one is ${subscription.status}.`);
  const own = await dependencies.connections.ofMerchant(caller.merchant_id, caller.environment);
  const connection = own.find(({ id }) => id === subscription.connection_id);
  if (connection === undefined) throw new Problem("provider_not_connected", { field: "/subscription" });
  return { subscription, choice: { provider, connection } };
}
