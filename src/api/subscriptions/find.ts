import type { FastifyRequest } from "fastify";
import type { SubscriptionStatus } from "../../core/subscription.ts";
import type { Caller } from "../../store/keys.ts";
import type { StoredSubscription } from "../../store/stored-subscription.ts";
import { listSubscriptions, readSubscription } from "../../store/subscriptions.ts";
import { callerOf } from "../authentication.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { findId } from "../ids.ts";
import { ownPage, type Wanted } from "../own-page.ts";
import { Problem } from "../problem.ts";
import { showSubscription } from "./show.ts";

/** The caller's own; another merchant's, or another environment's, is not found. */
export async function findSubscription(
  request: FastifyRequest<{ Params: { id: string } }>,
  dependencies: ApiDependencies,
): Promise<StoredSubscription> {
  const { merchant_id, environment } = callerOf(request);
  const key = findId("subscription", request.params.id);
  const subscription = await readSubscription({ ...key, merchant_id, environment }, dependencies);
  if (subscription === undefined) throw new Problem("not_found");
  return subscription;
}

/** One page of the caller's own, newest first. */
export async function listOwnSubscriptions(
  wanted: Wanted<SubscriptionStatus>,
  caller: Caller,
  dependencies: ApiDependencies,
) {
  const { items, next_cursor } = await ownPage(wanted, caller, (filter) =>
    listSubscriptions(filter, dependencies),
  );
  return { data: items.map((subscription) => showSubscription(subscription, dependencies)), next_cursor };
}
