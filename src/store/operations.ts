import type { OperationKind } from "../core/operation.ts";
import type { Status } from "../core/outcome.ts";
import { columns } from "./columns.ts";
import { type Database, DatabaseUnavailable, type Statement } from "./database.ts";
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

/** An index can go through what is asked for newest first, from the place where the page before ended. */
const NEWEST_FIRST = `merchant_id = $1 and environment = $2 and kind = $3
   and ($4::text is null or status = $4) and ($5::text is null or provider = $5)
   and created_at >= coalesce($8::timestamptz, '-infinity') and created_at < coalesce($9::timestamptz, 'infinity')
   and (created_at, id) < (coalesce($10::timestamptz, 'infinity'), coalesce($11::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
 order by created_at desc, id desc
 limit $12`;

const list: Statement = {
  name: "list_operations",
  sql: `select ${COLUMNS} from operations operation
 where $6::text is null and $7::bytea is null and ${NEWEST_FIRST}`,
};

const listByReference: Statement = {
  name: "list_operations_by_reference",
  sql: `select ${COLUMNS} from operations operation
 where reference = $6 and ($7::bytea is null or phone_digest = $7) and ${NEWEST_FIRST}`,
};

const listByPhone: Statement = {
  name: "list_operations_by_phone",
  sql: `select ${COLUMNS} from operations operation
 where $6::text is null and phone_digest = $7 and ${NEWEST_FIRST}`,
};

const listOfParent: Statement = {
  name: "list_operations_of_parent",
  sql: `select ${COLUMNS} from operations operation
 where parent_id = $13 and ($6::text is null or reference = $6) and ($7::bytea is null or phone_digest = $7)
   and ${NEWEST_FIRST}`,
};

interface Source {
  readonly database: Database;
  readonly vault: Vault;
}

/** The operations with these ids, by id; ids that are not there are left out. */
export interface OperationKey {
  readonly slot: number;
  /** UUID. */
  readonly id: string;
}

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

export interface OperationFilter {
  readonly merchant_id: string;
  readonly environment: Environment;
  readonly kind: OperationKind;
  readonly status: Status | null;
  readonly provider: string | null;
  readonly reference: string | null;
  readonly phone_digest: Buffer | null;
  /** UUID. */
  readonly parent_id: string | null;
  /** Milliseconds; inclusive. */
  readonly created_from: number | null;
  /** Milliseconds; exclusive. */
  readonly created_to: number | null;
  /** The last operation of the page before. */
  readonly after: { readonly created_at: number; readonly id: string } | null;
  readonly limit: number;
}

/** Newest first. */
export async function listOperations(
  filter: OperationFilter,
  { database, vault }: Source,
): Promise<readonly StoredOperation[]> {
  const time = (ms: number | null | undefined) => (ms === null || ms === undefined ? null : new Date(ms));
  const rows = await database.run<OperationRow>(statementFor(filter), [
    filter.merchant_id,
    filter.environment,
    filter.kind,
    filter.status,
    filter.provider,
    filter.reference,
    filter.phone_digest,
    time(filter.created_from),
    time(filter.created_to),
    time(filter.after?.created_at),
    filter.after?.id ?? null,
    filter.limit,
    ...(filter.parent_id === null ? [] : [filter.parent_id]),
  ]);
  return rows.map((row) => fromRow(row, vault));
}

/** One for each index that can find them: a plan that serves every filter serves none of them well. */
function statementFor({ parent_id, reference, phone_digest }: OperationFilter): Statement {
  if (parent_id !== null) return listOfParent;
  if (reference !== null) return listByReference;
  return phone_digest === null ? list : listByPhone;
}
