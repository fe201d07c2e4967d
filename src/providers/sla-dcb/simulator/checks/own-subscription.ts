import { refusal } from "../api-error.ts";
import type { ApiCall } from "../parameters.ts";
import { findSubscription, type Subscription, serviceOfSubscription } from "../subscription/subscriptions.ts";

/** The merchant's own subscription by its uuid. */
export function ownSubscription({ host, credential, parameters }: ApiCall): Subscription {
  const found = findSubscription(host, parameters.text("uuid"));
  if (found?.merchant !== credential.merchant) throw refusal("2011", {});
  return found;
}

/** The same for calls that a service which is switched off may not make. */
export function ownLiveSubscription(call: ApiCall): Subscription {
  const found = ownSubscription(call);
  if (serviceOfSubscription(call.host, found).status === "inactive") throw refusal("6005", {});
  return found;
}
