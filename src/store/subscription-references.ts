import { SLOTS } from "../core/ids.ts";
import type { Database, Statement } from "./database.ts";
import type { Vault } from "./vault.ts";

const find: Statement = {
  name: "find_subscription_by_reference",
  sql: `select subscription_id from subscription_references
 where slot = $1 and connection_id = $2 and digest = $3`,
};

/** Where the provider's name for a subscription is kept: the digest is keyed, and tells its own slot. */
export interface ReferenceKey {
  readonly slot: number;
  readonly digest: Buffer;
}

export function referenceKey(provider_reference: string, vault: Vault): ReferenceKey {
  const digest = vault.digest("subscription reference", provider_reference);
  return { slot: (digest[0] ?? 0) % SLOTS, digest };
}

/** The UUID of the subscription that the provider calls so; undefined where we know of none. */
export async function findSubscriptionByReference(
  named: { readonly connection_id: string; readonly provider_reference: string },
  { database, vault }: { readonly database: Database; readonly vault: Vault },
): Promise<string | undefined> {
  const { slot, digest } = referenceKey(named.provider_reference, vault);
  const values = [slot, named.connection_id, digest];
  const [row] = await database.run<{ subscription_id: string }>(find, values);
  return row?.subscription_id;
}
