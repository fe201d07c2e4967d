import { newId } from "../../core/ids.ts";
import { phoneDigest } from "../../engine/phone.ts";
import type { Accepted } from "../../store/accept.ts";
import { acceptSubscription } from "../../store/accept-subscription.ts";
import type { Caller } from "../../store/keys.ts";
import type { StoredSubscription } from "../../store/stored-subscription.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { chooseAmong } from "../operations/choose-provider.ts";
import { answerAsBefore } from "../operations/first-answer.ts";
import type { Identity } from "../operations/idempotency.ts";
import { Problem } from "../problem.ts";
import { newSubscription } from "./new-subscription.ts";
import { acceptSubscriptionOrder, fitsSubscription, type SubscriptionRequest } from "./order.ts";
import { showSubscription } from "./show.ts";

interface Asked {
  readonly request: SubscriptionRequest;
  readonly caller: Caller;
  readonly identity: Identity;
}

/** What taking one needs of the rest. */
export type SubscriptionTaking = Pick<
  ApiDependencies,
  | "database"
  | "vault"
  | "clock"
  | "randomness"
  | "connections"
  | "providers"
  | "subscriptions"
  | "outbox"
  | "node"
  | "lease_ms"
>;

/** Stores a subscription and hands it to the engine; nothing goes on before the commit. */
export async function takeSubscription(asked: Asked, dependencies: SubscriptionTaking): Promise<Accepted> {
  const subscription = await subscriptionOf(asked, dependencies);
  if (subscription instanceof Problem) return await answerAsBefore(asked, subscription, dependencies);
  const { phone_number, slot } = subscription;
  const resource = showSubscription(subscription, dependencies);
  const accepted = await acceptSubscription(
    {
      subscription,
      ...asked.identity,
      phone_digest: phone_number === null ? null : phoneDigest(phone_number, dependencies.vault),
      answer: Buffer.from(JSON.stringify(resource)),
      announcement: { id: newId(slot, dependencies), resource },
    },
    { ...dependencies, offset_ms: dependencies.clock.offset_ms },
  );
  if (accepted.kind === "stored") {
    dependencies.subscriptions.take(subscription);
    dependencies.outbox.poke();
  }
  return accepted;
}

async function subscriptionOf(
  { request, caller, identity }: Asked,
  dependencies: SubscriptionTaking,
): Promise<StoredSubscription | Problem> {
  const connections = await dependencies.connections.ofMerchant(caller.merchant_id, caller.environment);
  try {
    const choice = chooseAmong(
      {
        named: request.provider,
        offers: ({ subscriptions }) => subscriptions !== undefined,
        fits: (provider) => fitsSubscription(request, provider),
      },
      { ...dependencies, connections },
    );
    const order = acceptSubscriptionOrder(request, choice);
    return newSubscription({ request, order, choice, caller, slot: identity.slot }, dependencies);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
