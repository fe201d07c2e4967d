import { columns } from "./columns.ts";
import type { Database, Statement } from "./database.ts";
import { changingColumns, type StoredOperation } from "./stored-operation.ts";
import type { Vault } from "./vault.ts";

/** Everything that one acknowledged request leaves behind. */
export interface Acceptance {
  readonly operation: StoredOperation;
  readonly phone_digest: Buffer | null;
  readonly key_digest: Buffer;
  readonly request_digest: Buffer;
  /** The answer's very bytes, given again to whoever repeats the request. */
  readonly answer: Buffer;
  readonly announcement: { readonly id: string; readonly type: string; readonly resource: unknown };
}

export type Accepted =
  | { readonly kind: "stored"; readonly answer: Buffer }
  /** The key was used before with the same request: the first answer again. */
  | { readonly kind: "replayed"; readonly answer: Buffer }
  /** The key was used before with another request. */
  | { readonly kind: "key_reused" };

/**
 * One statement, one transaction: idempotency, operation, first event, announcement with its deliveries, and the work
 * row, which is born leased to the node that made it. Two requests with one key in one batch: the first wins.
 * The batch is sorted by the unique key; unsorted ones deadlock.
 */
const acceptStatement: Statement = {
  name: "accept",
  sql: `
with input as materialized (
  select * from unnest($1::smallint[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[],
    $8::text[], $9::bigint[], $10::text[], $11::text[], $12::text[], $13::text[], $14::jsonb[], $15::jsonb[],
    $16::bytea[], $17::bytea[], $18::text[], $19::jsonb[], $20::jsonb[], $21::timestamptz[],
    $22::bytea[], $23::bytea[], $24::bytea[], $25::uuid[], $26::text[], $27::jsonb[])
  as t(slot, id, merchant_id, connection_id, environment, kind, provider,
    status, amount_minor, currency, capture, reference, description, metadata, provider_options,
    sealed_phone, phone_digest, phone_masked, outcome, memory, created_at,
    key_digest, request_digest, answer, announcement_id, announcement_type, resource)
), claimed as (
  insert into idempotency_keys (slot, merchant_id, key_digest, request_digest, operation_id, answer, created_at)
  select slot, merchant_id, key_digest, request_digest, id, answer, created_at
    from input order by slot, merchant_id, key_digest
  on conflict do nothing
  returning operation_id
), fresh as (
  select input.* from input join claimed on claimed.operation_id = input.id
), stored as (
  insert into operations (slot, id, merchant_id, connection_id, environment, kind, provider, status, version,
    amount_minor, currency, capture, reference, description, metadata, provider_options, sealed_phone, phone_digest,
    phone_masked, outcome, memory, created_at, updated_at)
  select slot, id, merchant_id, connection_id, environment, kind, provider, status, 1,
    amount_minor, currency, capture, reference, description, metadata, provider_options, sealed_phone, phone_digest,
    phone_masked, outcome, memory, created_at, created_at
    from fresh
), logged as (
  insert into events (slot, operation_id, seq, type, at, detail)
  select slot, id, 1, 'created', created_at, '{}' from fresh
), announced as (
  insert into announcements (slot, id, operation_id, merchant_id, environment, type, version, at, resource)
  select slot, announcement_id, id, merchant_id, environment, announcement_type, 1, created_at, resource from fresh
), delivered as (
  insert into webhook_deliveries (slot, id, announcement_id, endpoint_id, merchant_id, environment, status, next_try_at, created_at)
  select fresh.slot,
    (left(fresh.announcement_id::text, 18) || left(md5(fresh.announcement_id::text || endpoint.id::text), 14)
      || right(fresh.announcement_id::text, 2))::uuid,
    fresh.announcement_id, endpoint.id,
    fresh.merchant_id, fresh.environment, 'pending', fresh.created_at, fresh.created_at
    from fresh join webhook_endpoints endpoint
      on endpoint.merchant_id = any (array[fresh.merchant_id]) and endpoint.environment = fresh.environment
     and endpoint.disabled_at is null
     and (endpoint.event_types = '{}' or fresh.announcement_type = any (endpoint.event_types))
  returning slot, id
), due as (
  insert into work (slot, kind, subject_id, due_at, owner)
  select slot, 'operation', id, now() + $28::interval, $29 from fresh
  union all
  select slot, 'delivery', id, now() + $30::interval, null from delivered
)
select operation_id from claimed`,
};

const firstAnswer: Statement = {
  name: "first_answer",
  sql: `
select key.merchant_id, key.key_digest, key.request_digest, key.answer
  from unnest($1::smallint[], $2::uuid[], $3::bytea[]) as asked(slot, merchant_id, key_digest)
  join idempotency_keys key on key.slot = any (array[asked.slot]) and key.merchant_id = any (array[asked.merchant_id])
   and key.key_digest = any (array[asked.key_digest])`,
};

export interface AcceptContext {
  readonly database: Database;
  readonly vault: Vault;
  readonly node: string;
  readonly lease_ms: number;
  readonly offset_ms: number;
}

/** Stores a batch and answers each of its requests, in their order. */
export async function accept(
  batch: readonly Acceptance[],
  context: AcceptContext,
): Promise<readonly Accepted[]> {
  const sorted = [...batch].sort(byUniqueKey);
  const rows = await context.database.run<{ operation_id: string }>(acceptStatement, [
    ...acceptColumns(sorted, context.vault),
    milliseconds(context.offset_ms + context.lease_ms),
    context.node,
    milliseconds(context.offset_ms),
  ]);
  const stored = new Set(rows.map((row) => row.operation_id));
  const earlier = await earlierAnswers(
    batch.filter(({ operation }) => !stored.has(operation.id)),
    context.database,
  );
  return batch.map((item) =>
    stored.has(item.operation.id) ? { kind: "stored", answer: item.answer } : replay(item, earlier),
  );
}

/** An interval that PostgreSQL reads. */
export function milliseconds(ms: number): string {
  return `${ms} milliseconds`;
}

function byUniqueKey(one: Acceptance, other: Acceptance): number {
  const { operation: a } = one;
  const { operation: b } = other;
  return (
    a.slot - b.slot || compareText(a.merchant_id, b.merchant_id) || one.key_digest.compare(other.key_digest)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function acceptColumns(batch: readonly Acceptance[], vault: Vault): unknown[][] {
  const phonePlace = ({ id, merchant_id }: StoredOperation) => ({
    table: "operations",
    row: id,
    field: "phone",
    merchant_id,
  });
  const rows = batch.map((row) => ({ ...row, kept: changingColumns(row.operation, vault) }));
  return columns(rows, [
    ({ operation }) => operation.slot,
    ({ operation }) => operation.id,
    ({ operation }) => operation.merchant_id,
    ({ operation }) => operation.connection_id,
    ({ operation }) => operation.environment,
    ({ operation }) => operation.kind,
    ({ operation }) => operation.provider,
    ({ operation }) => operation.status,
    ({ operation }) => operation.amount_minor.toString(),
    ({ operation }) => operation.currency,
    ({ operation }) => operation.capture,
    ({ operation }) => operation.reference,
    ({ operation }) => operation.description,
    ({ operation }) => JSON.stringify(operation.metadata),
    ({ operation }) => JSON.stringify(operation.provider_options),
    ({ operation }) =>
      operation.phone_number === null ? null : vault.seal(phonePlace(operation), operation.phone_number),
    ({ phone_digest }) => phone_digest,
    ({ operation }) => operation.phone_masked,
    ({ kept }) => kept.outcome,
    ({ kept }) => kept.memory,
    ({ operation }) => new Date(operation.created_at),
    ({ key_digest }) => key_digest,
    ({ request_digest }) => request_digest,
    ({ answer }) => answer,
    ({ announcement }) => announcement.id,
    ({ announcement }) => announcement.type,
    ({ announcement }) => JSON.stringify(announcement.resource),
  ]);
}

interface EarlierAnswer {
  readonly merchant_id: string;
  readonly key_digest: Buffer;
  readonly request_digest: Buffer;
  readonly answer: Buffer;
}

async function earlierAnswers(
  items: readonly Acceptance[],
  database: Database,
): Promise<ReadonlyMap<string, EarlierAnswer>> {
  if (items.length === 0) return new Map();
  const values = columns(items, [
    ({ operation }) => operation.slot,
    ({ operation }) => operation.merchant_id,
    ({ key_digest }) => key_digest,
  ]);
  const rows = await database.run<EarlierAnswer>(firstAnswer, values);
  return new Map(rows.map((row) => [nameOf(row.merchant_id, row.key_digest), row]));
}

function replay(item: Acceptance, earlier: ReadonlyMap<string, EarlierAnswer>): Accepted {
  const first = earlier.get(nameOf(item.operation.merchant_id, item.key_digest));
  if (first === undefined)
    throw new Error("The idempotency key is taken, yet its first answer is not stored.");
  return again(first, item.request_digest);
}

function again(first: EarlierAnswer, request_digest: Buffer): Accepted {
  return first.request_digest.equals(request_digest)
    ? { kind: "replayed", answer: first.answer }
    : { kind: "key_reused" };
}

/** What a key was answered before; undefined where nobody has used it. */
export async function firstAnswerTo(
  asked: Pick<Acceptance, "key_digest" | "request_digest"> & {
    readonly slot: number;
    readonly merchant_id: string;
  },
  database: Database,
): Promise<Accepted | undefined> {
  const { slot, merchant_id, key_digest, request_digest } = asked;
  const [first] = await database.run<EarlierAnswer>(firstAnswer, [[slot], [merchant_id], [key_digest]]);
  return first === undefined ? undefined : again(first, request_digest);
}

function nameOf(merchant_id: string, key_digest: Buffer): string {
  return `${merchant_id} ${key_digest.toString("hex")}`;
}
