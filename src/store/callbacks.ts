import { columns } from "./columns.ts";
import type { Database, Statement } from "./database.ts";
import { milliseconds } from "./interval.ts";
import type { ClaimContext } from "./work.ts";

/** A provider's message as it came. */
export interface StoredCallback {
  readonly slot: number;
  readonly id: string;
  readonly connection_id: string;
  readonly operation_id: string | null;
  readonly attempt: number | null;
  /** Milliseconds. */
  readonly received_at: number;
  readonly sealed_raw: Buffer;
  readonly verdict: CallbackVerdict;
  readonly cause: string | null;
}

/**
 * `received`: stored, not yet taken in. `applied`: taken in. `repeated`: the same bytes came before. `refused`: it does
 * not verify, and nothing of it was used. `unmatched`: no operation is known by what it names.
 */
export type CallbackVerdict = "received" | "applied" | "repeated" | "refused" | "unmatched";

/** Stored before it is answered, with its work row, born leased to the node that took it. */
const storeCallbacks: Statement = {
  name: "store_callbacks",
  sql: `
with input as materialized (
  select * from unnest($1::smallint[], $2::uuid[], $3::uuid[], $4::uuid[], $5::integer[], $6::timestamptz[],
    $7::bytea[], $8::bytea[], $9::text[], $10::text[])
  as t(slot, id, connection_id, operation_id, attempt, received_at, digest, sealed_raw, verdict, cause)
  order by slot, id
), stored as (
  insert into callbacks (slot, id, connection_id, operation_id, attempt, received_at, digest, sealed_raw, verdict, cause)
  select slot, id, connection_id, operation_id, attempt, received_at, digest, sealed_raw,
         case when verdict = 'received' and (
           select true from callbacks earlier
            where earlier.slot = input.slot and earlier.operation_id = input.operation_id
              and earlier.attempt = input.attempt and earlier.digest = input.digest
              and earlier.verdict in ('received', 'applied') limit 1)
         then 'repeated' else verdict end, cause
    from input
  returning slot, id, verdict
), due as (
  insert into work (slot, kind, subject_id, due_at, owner)
  select slot, 'callback', id, now() + $11::interval, $12 from stored where verdict = 'received'
)
select id, verdict from stored`,
};

const finishCallbacks: Statement = {
  name: "finish_callbacks",
  sql: `
with done as materialized (
  select * from unnest($1::smallint[], $2::uuid[], $3::text[], $4::text[]) as t(slot, id, verdict, cause) order by slot, id
), judged as (
  update callbacks callback set verdict = done.verdict, cause = done.cause
    from done where callback.slot = any (array[done.slot]) and callback.id = any (array[done.id])
)
delete from work using done
 where work.slot = any (array[done.slot]) and work.subject_id = any (array[done.id])`,
};

const readCallbacks: Statement = {
  name: "read_callbacks",
  sql: `
select callback.slot, callback.id, callback.connection_id, callback.operation_id, callback.attempt, callback.received_at,
       callback.sealed_raw, callback.verdict, callback.cause
  from unnest($1::smallint[], $2::uuid[]) as asked(slot, id)
  join callbacks callback on callback.slot = any (array[asked.slot]) and callback.id = any (array[asked.id])
 order by callback.received_at, callback.id`,
};

const ofOperation: Statement = {
  name: "callbacks_of_operation",
  sql: `select id, attempt, received_at, verdict, cause from callbacks
 where slot = $1 and operation_id = $2 order by received_at, id limit $3`,
};

export interface NewCallback extends StoredCallback {
  readonly digest: Buffer;
}

/** Answers with each callback's verdict: the very bytes that came before are `repeated` and need no second look. */
export async function keepCallbacks(
  batch: readonly NewCallback[],
  context: ClaimContext,
): Promise<readonly CallbackVerdict[]> {
  const rows = await context.database.run<{ id: string; verdict: CallbackVerdict }>(storeCallbacks, [
    ...columns(batch, [
      (row) => row.slot,
      (row) => row.id,
      (row) => row.connection_id,
      (row) => row.operation_id,
      (row) => row.attempt,
      (row) => new Date(row.received_at),
      (row) => row.digest,
      (row) => row.sealed_raw,
      (row) => row.verdict,
      (row) => row.cause,
    ]),
    milliseconds(context.offset_ms + context.lease_ms),
    context.node,
  ]);
  const verdicts = new Map(rows.map((row) => [row.id, row.verdict]));
  return batch.map((row) => verdicts.get(row.id) ?? row.verdict);
}

export interface CallbackEnd {
  readonly slot: number;
  readonly id: string;
  readonly verdict: CallbackVerdict;
  readonly cause: string | null;
}

export async function endCallbacks(batch: readonly CallbackEnd[], database: Database): Promise<void> {
  await database.run(
    finishCallbacks,
    columns(batch, [(row) => row.slot, (row) => row.id, (row) => row.verdict, (row) => row.cause]),
  );
}

/** In the order in which they came. */
export async function callbacksById(
  asked: readonly { readonly slot: number; readonly id: string }[],
  database: Database,
) {
  return await database.run<StoredCallback>(
    readCallbacks,
    columns(asked, [({ slot }) => slot, ({ id }) => id]),
  );
}

/** More than this about one operation is a storm, and the first of them tell the story. */
const CALLBACKS_SHOWN_MAX = 500;

export async function callbacksOfOperation(slot: number, operation_id: string, database: Database) {
  return await database.run<Pick<StoredCallback, "id" | "attempt" | "received_at" | "verdict" | "cause">>(
    ofOperation,
    [slot, operation_id, CALLBACKS_SHOWN_MAX],
  );
}
