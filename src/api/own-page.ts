import type { Caller } from "../store/keys.ts";
import type { OwnFilter } from "../store/own-list.ts";
import { pageOf } from "./page.ts";

/** What a request looks its own up by. What it leaves out may be whatever it is. */
export type Wanted<Status extends string> = Partial<
  Pick<
    OwnFilter<Status>,
    "status" | "provider" | "reference" | "phone_digest" | "created_from" | "created_to"
  >
> & { readonly limit?: number; readonly cursor?: string };

/** One page of the caller's own, newest first. */
export async function ownPage<
  Status extends string,
  Item extends { readonly created_at: number; readonly id: string },
>(
  wanted: Wanted<Status>,
  { merchant_id, environment }: Caller,
  list: (filter: OwnFilter<Status>) => Promise<readonly Item[]>,
): Promise<{ readonly items: readonly Item[]; readonly next_cursor: string | null }> {
  const filter = {
    merchant_id,
    environment,
    status: wanted.status ?? null,
    provider: wanted.provider ?? null,
    reference: wanted.reference ?? null,
    phone_digest: wanted.phone_digest ?? null,
    created_from: wanted.created_from ?? null,
    created_to: wanted.created_to ?? null,
  };
  return await pageOf(wanted, {
    read: async (after, limit) => {
      const place = after === null ? null : { created_at: after.at, id: after.id };
      return await list({ ...filter, after: place, limit });
    },
    placeOf: ({ created_at, id }) => ({ at: created_at, id }),
  });
}
