import type { OperationKind } from "../core/operation.ts";
import type { Status } from "../core/outcome.ts";
import { columns } from "./columns.ts";
import { type Database, DatabaseUnavailable, type Statement } from "./database.ts";
import { NEWEST_FIRST, type OwnFilter, ownListFor, ownLists, ownValues } from "./own-list.ts";
import { type Environment, fromRow, type OperationRow, type StoredOperation } from "./stored-operation.ts";
import type { Vault } from "./vault.ts";

const COLUMNS = `operation.slot, operation.id, operation.merchant_id, operation.connection_id, operation.environment,
  operation.kind, operation.provider, operation.status, operation.version, operation.amount_minor, operation.currency,
  operation.capture, operation.reference, operation.description, operation.metadata, operation.provider_options,
  operation.sealed_phone, operation.phone_masked, operation.parent_id, operation.outcome, operation.memory,
  operation.sealed_provider_reference, operation.receipt, operation.created_at, operation.updated_at`;

const readMany: Statement = {
  name: "read_operations",
  sql: `select ${COLUMNS} from operations operation
  join unnest($1::smallint[], $2::uuid[]) as asked(slot, id)
    on operation.slot = any (array[asked.slot]) and operation.id = any (array[asked.id])`,
};

const lists = ownLists("list_operations", `select ${COLUMNS} from operations operation where kind = $12 and`);

const listOfParent: Statement = {
  name: "list_operations_of_parent",
  sql: `select ${COLUMNS} from operations operation
 where parent_id = $13 and kind = $12 and ($5::text is null or reference = $5)
   and ($6::bytea is null or phone_digest = $6) and ${NEWEST_FIRST}`,
};

interface Source {
  readonly database: Database;
  readonly vault: Vault;
}

export interface OperationKey {
  readonly slot: number;
  /** UUID. */
  readonly id: string;
}

/** The operations with these ids, by id; ids that are not there are left out. */
export async function readOperations(
  asked: readonly OperationKey[],
  { database, vault }: Source,
): Promise<ReadonlyMap<string, StoredOperation>> {
  const rows = await database.run<OperationRow>(
    readMany,
    columns(asked, [({ slot }) => slot, ({ id }) => id]),
  );
  return new Map(rows.map((row) => [row.id, fromRow(row, vault)]));
}

/** In the order of the batch. One that cannot be read, for it was sealed under another key, fails alone. */
export async function readEach(
  batch: readonly OperationKey[],
  source: Source,
): Promise<readonly PromiseSettledResult<StoredOperation | undefined>[]> {
  const one = async (asked: OperationKey) => (await readOperations([asked], source)).get(asked.id);
  try {
    const read = await readOperations(batch, source);
    return await Promise.allSettled(batch.map(async ({ id }) => read.get(id)));
  } catch (error) {
    if (batch.length === 1 || error instanceof DatabaseUnavailable) throw error;
    return await Promise.allSettled(batch.map(one));
  }
}

/** One merchant's operation; undefined for another's, as for one that does not exist. */
export async function readOperation(
  asked: {
    readonly slot: number;
    readonly id: string;
    readonly merchant_id: string;
    readonly environment: Environment;
  },
  source: Source,
): Promise<StoredOperation | undefined> {
  const operation = (await readOperations([asked], source)).get(asked.id);
  return operation?.merchant_id === asked.merchant_id && operation.environment === asked.environment
    ? operation
    : undefined;
}

export interface OperationFilter extends OwnFilter<Status> {
  readonly kind: OperationKind;
  /** UUID. */
  readonly parent_id: string | null;
}

/** Newest first. */
export async function listOperations(
  filter: OperationFilter,
  { database, vault }: Source,
): Promise<readonly StoredOperation[]> {
  const { kind, parent_id } = filter;
  const rows = await (parent_id === null
    ? database.run<OperationRow>(ownListFor(filter, lists), [...ownValues(filter), kind])
    : database.run<OperationRow>(listOfParent, [...ownValues(filter), kind, parent_id]));
  return rows.map((row) => fromRow(row, vault));
}
