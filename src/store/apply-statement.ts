import type { Statement } from "./database.ts";
import { DELIVER_ANNOUNCED } from "./deliver-announced.ts";

/**
 * The one statement that changes an operation: the new status guarded by the version that was decided upon, with its
 * events, announcements, deliveries, reviews, phone lock, what a refund gives up, and next work, in one transaction. Rows whose version moved
 * meanwhile are left alone and not returned: somebody knew more, so read again and decide again.
 */
export const applyStatement: Statement = {
  name: "apply",
  sql: `
with input as materialized (
  select * from unnest($1::smallint[], $2::uuid[], $3::integer[], $4::integer[], $5::text[], $6::jsonb[], $7::jsonb[],
    $8::bytea[], $9::text[], $10::timestamptz[], $11::timestamptz[], $12::boolean[], $13::boolean[])
  as t(slot, id, expected_version, version, status, outcome, memory,
    sealed_provider_reference, receipt, updated_at, due_at, keeps, ends)
  order by slot, id
), moved as (
  update operations operation
     set status = input.status, version = input.version, outcome = input.outcome, memory = input.memory,
         sealed_provider_reference = input.sealed_provider_reference, receipt = input.receipt,
         updated_at = input.updated_at
    from input
   where operation.slot = any (array[input.slot]) and operation.id = any (array[input.id])
     and operation.version = input.expected_version
  returning operation.slot, operation.id, operation.merchant_id, operation.environment, operation.provider,
    operation.phone_digest, get_byte(operation.phone_digest, 0) & 63 as phone_slot,
    input.due_at, input.keeps, input.ends
), logged as (
  insert into events (slot, operation_id, seq, type, at, detail, sealed_raw)
  select moved.slot, moved.id, event.seq, event.type, event.at, event.detail, event.sealed_raw
    from unnest($14::uuid[], $15::integer[], $16::text[], $17::timestamptz[], $18::jsonb[], $19::bytea[])
      as event(operation_id, seq, type, at, detail, sealed_raw)
    join moved on moved.id = event.operation_id
), announced as (
  insert into announcements (slot, id, operation_id, merchant_id, environment, type, version, at, resource)
  select moved.slot, said.id, moved.id, moved.merchant_id, moved.environment, said.type, said.version, said.at, said.resource
    from unnest($20::uuid[], $21::uuid[], $22::text[], $23::integer[], $24::timestamptz[], $25::jsonb[])
      as said(operation_id, id, type, version, at, resource)
    join moved on moved.id = said.operation_id
  returning slot, id, merchant_id, environment, type, at
), ${DELIVER_ANNOUNCED}, closed as (
  update reviews review
     set status = closing.status, closed_at = closing.at, decision = closing.decision,
         decided_by = closing.decided_by, why = closing.why
    from unnest($26::uuid[], $27::text[], $28::timestamptz[], $29::text[], $30::text[], $31::text[])
      as closing(operation_id, status, at, decision, decided_by, why)
    join moved on moved.id = closing.operation_id
   where review.slot = any (array[moved.slot]) and review.operation_id = any (array[moved.id]) and review.closed_at is null
), opened as (
  insert into reviews (slot, id, operation_id, merchant_id, environment, cause, status, evidence, opened_at)
  select moved.slot, opening.id, moved.id, moved.merchant_id, moved.environment, opening.cause, 'open', opening.evidence, opening.at
    from unnest($32::uuid[], $33::uuid[], $34::text[], $35::jsonb[], $36::timestamptz[])
      as opening(operation_id, id, cause, evidence, at)
    join moved on moved.id = opening.operation_id
), freed as (
  update phone_locks held
     set locked_until = freeing.at
    from unnest($37::uuid[], $38::timestamptz[]) as freeing(operation_id, at)
    join moved on moved.id = freeing.operation_id
   where held.slot = any (array[moved.phone_slot]) and held.provider = any (array[moved.provider])
     and held.phone_digest = any (array[moved.phone_digest]) and held.operation_id = moved.id
), released as (
  update refunded_payments total
     set promised_minor = total.promised_minor + change.promised_minor, in_doubt = total.in_doubt + change.in_doubt
    from (select moved.slot, refund.payment_id, sum(refund.promised_minor)::bigint as promised_minor,
            sum(refund.in_doubt)::integer as in_doubt
            from unnest($41::uuid[], $42::uuid[], $43::bigint[], $44::integer[])
              as refund(operation_id, payment_id, promised_minor, in_doubt)
            join moved on moved.id = refund.operation_id
           group by moved.slot, refund.payment_id order by moved.slot, refund.payment_id) as change
   where total.slot = any (array[change.slot]) and total.payment_id = any (array[change.payment_id])
), finished as (
  delete from work
   using moved
   where work.slot = any (array[moved.slot]) and work.subject_id = any (array[moved.id]) and moved.ends
), due as (
  insert into work (slot, kind, subject_id, due_at, owner)
  select slot, 'operation', id, due_at, case when keeps then $39 end from moved where due_at is not null
  union all
  select slot, 'delivery', id, now() + $40::interval, null from delivered
  on conflict (slot, subject_id) do update set due_at = excluded.due_at, owner = excluded.owner
)
select id from moved`,
};
