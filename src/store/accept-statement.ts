import { columns } from "./columns.ts";
import { milliseconds } from "./interval.ts";
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

/** What a batch of acceptances brings into a statement: one array a column, $1 to $29. */
export const ACCEPTED_INPUT = `
input as materialized (
  select * from unnest($1::smallint[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[],
    $8::text[], $9::bigint[], $10::text[], $11::text[], $12::text[], $13::text[], $14::jsonb[], $15::jsonb[],
    $16::bytea[], $17::bytea[], $18::text[], $19::jsonb[], $20::jsonb[], $21::timestamptz[],
    $22::bytea[], $23::bytea[], $24::bytea[], $25::uuid[], $26::text[], $27::jsonb[], $28::uuid[],
    $29::bytea[])
  as t(slot, id, merchant_id, connection_id, environment, kind, provider,
    status, amount_minor, currency, capture, reference, description, metadata, provider_options,
    sealed_phone, phone_digest, phone_masked, outcome, memory, created_at,
    key_digest, request_digest, answer, announcement_id, announcement_type, resource, parent_id,
    sealed_provider_reference)
)`;

/** All that the rows of `fresh` leave behind besides their key. $30 is the lease, $31 the node, $32 the clock's offset. */
export const STORE_FRESH = `
stored as (
  insert into operations (slot, id, merchant_id, connection_id, environment, kind, provider, status, version,
    amount_minor, currency, capture, reference, description, metadata, provider_options, sealed_phone, phone_digest,
    phone_masked, outcome, memory, created_at, updated_at, parent_id,
    sealed_provider_reference)
  select slot, id, merchant_id, connection_id, environment, kind, provider, status, 1,
    amount_minor, currency, capture, reference, description, metadata, provider_options, sealed_phone, phone_digest,
    phone_masked, outcome, memory, created_at, created_at, parent_id,
    sealed_provider_reference
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
  select slot, 'operation', id, now() + $30::interval, $31 from fresh
  union all
  select slot, 'delivery', id, now() + $32::interval, null from delivered
)`;

export interface AcceptContext {
  readonly vault: Vault;
  readonly node: string;
  readonly lease_ms: number;
  readonly offset_ms: number;
}

/** The parameters of a statement made of these parts, $1 to $32. */
export function acceptedValues(batch: readonly Acceptance[], context: AcceptContext): readonly unknown[] {
  const { offset_ms, lease_ms, node, vault } = context;
  return [
    ...acceptedColumns(batch, vault),
    milliseconds(offset_ms + lease_ms),
    node,
    milliseconds(offset_ms),
  ];
}

function acceptedColumns(batch: readonly Acceptance[], vault: Vault): unknown[][] {
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
    ({ operation }) => operation.parent_id,
    ({ kept }) => kept.sealed_provider_reference,
  ]);
}
