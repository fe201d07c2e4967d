import type { SubscriptionStatus } from "../core/subscription.ts";
import { columns } from "./columns.ts";
import type { Database, Statement } from "./database.ts";
import type { OperationKey } from "./operations.ts";
import { type OwnFilter, ownListFor, ownLists, ownValues } from "./own-list.ts";
import type { Environment } from "./stored-operation.ts";
import { fromSubscriptionRow, type StoredSubscription, type SubscriptionRow } from "./stored-subscription.ts";
import type { Vault } from "./vault.ts";

const COLUMNS = `subscription.slot, subscription.id, subscription.merchant_id, subscription.connection_id,
  subscription.environment, subscription.provider, subscription.origin, subscription.status, subscription.version,
  subscription.amount_minor, subscription.currency, subscription.trial_days, subscription.activation,
  subscription.reference, subscription.description, subscription.metadata, subscription.provider_options,
  subscription.sealed_phone, subscription.phone_masked, subscription.outcome, subscription.memory,
  subscription.sealed_provider_reference, subscription.sealed_secret, subscription.sealed_payer_answer,
  subscription.created_at, subscription.updated_at`;

const readMany: Statement = {
  name: "read_subscriptions",
  sql: `select ${COLUMNS} from subscriptions subscription
  join unnest($1::smallint[], $2::uuid[]) as asked(slot, id)
    on subscription.slot = any (array[asked.slot]) and subscription.id = any (array[asked.id])`,
};

const lists = ownLists("list_subscriptions", `select ${COLUMNS} from subscriptions subscription where`);

const withoutReference: Statement = {
  name: "subscriptions_without_reference",
  sql: `select ${COLUMNS} from subscriptions subscription
 where merchant_id = $1 and phone_digest = $2 and connection_id = $3 and status <> 'ended'
   and sealed_provider_reference is null
 order by created_at desc limit $4`,
};

interface Source {
  readonly database: Database;
  readonly vault: Vault;
}

/** The subscriptions with these ids, by id; ids that are not there are left out. */
export async function readSubscriptions(
  asked: readonly OperationKey[],
  { database, vault }: Source,
): Promise<ReadonlyMap<string, StoredSubscription>> {
  const rows = await database.run<SubscriptionRow>(
    readMany,
    columns(asked, [({ slot }) => slot, ({ id }) => id]),
  );
  return new Map(rows.map((row) => [row.id, fromSubscriptionRow(row, vault)]));
}

/** One merchant's subscription; undefined for another's, as for one that does not exist. */
export async function readSubscription(
  asked: OperationKey & { readonly merchant_id: string; readonly environment: Environment },
  source: Source,
): Promise<StoredSubscription | undefined> {
  const subscription = (await readSubscriptions([asked], source)).get(asked.id);
  return subscription?.merchant_id === asked.merchant_id && subscription.environment === asked.environment
    ? subscription
    : undefined;
}

export type SubscriptionFilter = OwnFilter<SubscriptionStatus>;

/** Newest first. */
export async function listSubscriptions(
  filter: SubscriptionFilter,
  { database, vault }: Source,
): Promise<readonly StoredSubscription[]> {
  const rows = await database.run<SubscriptionRow>(ownListFor(filter, lists), ownValues(filter));
  return rows.map((row) => fromSubscriptionRow(row, vault));
}

/** More than a customer has under way at one provider at once. */
const WITHOUT_REFERENCE_MAX = 20;

/** What a customer has at a connection of which the provider has not yet told us its name; newest first. */
export async function subscriptionsWithoutReference(
  of: { readonly merchant_id: string; readonly phone_digest: Buffer; readonly connection_id: string },
  { database, vault }: Source,
): Promise<readonly StoredSubscription[]> {
  const values = [of.merchant_id, of.phone_digest, of.connection_id, WITHOUT_REFERENCE_MAX];
  const rows = await database.run<SubscriptionRow>(withoutReference, values);
  return rows.map((row) => fromSubscriptionRow(row, vault));
}
