import type { FastifyRequest } from "fastify";
import type { Caller } from "../../store/keys.ts";
import type { StoredSubscription } from "../../store/stored-subscription.ts";
import { listSubscriptions, readSubscription, type SubscriptionFilter } from "../../store/subscriptions.ts";
import { callerOf } from "../authentication.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { findId } from "../ids.ts";
import { pageOf } from "../page.ts";
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

type Wanted = Partial<
  Pick<
    SubscriptionFilter,
    "status" | "provider" | "reference" | "phone_digest" | "created_from" | "created_to"
  >
> & { readonly limit?: number; readonly cursor?: string };

/** One page of the caller's own, newest first. */
export async function listOwnSubscriptions(
  wanted: Wanted,
  { merchant_id, environment }: Caller,
  dependencies: ApiDependencies,
) {
  const { items, next_cursor } = await pageOf(wanted, {
    read: async (after, limit) =>
      await listSubscriptions(
        {
          merchant_id,
          environment,
          status: wanted.status ?? null,
          provider: wanted.provider ?? null,
          reference: wanted.reference ?? null,
          phone_digest: wanted.phone_digest ?? null,
          created_from: wanted.created_from ?? null,
          created_to: wanted.created_to ?? null,
          after: after === null ? null : { created_at: after.at, id: after.id },
          limit,
        },
        dependencies,
      ),
    placeOf: ({ created_at, id }) => ({ at: created_at, id }),
  });
  return { data: items.map((subscription) => showSubscription(subscription, dependencies)), next_cursor };
}
