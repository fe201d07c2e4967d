import type { Statement } from "./database.ts";
import { DELIVER_ANNOUNCED } from "./deliver-announced.ts";

/**
 * The one statement that changes a subscription: the new status guarded by the version that was decided upon, with its
 * event, announcements, deliveries, review, the provider's name for it, and next work, in one transaction. Nothing comes
 * back where the version moved meanwhile: somebody knew more, so read again and decide again.
 */
export const applySubscriptionStatement: Statement = {
  name: "apply_subscription",
  sql: `
with moved as (
  update subscriptions
     set status = $4, version = $5, outcome = $6, memory = $7, sealed_provider_reference = $8, sealed_secret = $9,
         sealed_payer_answer = $30, updated_at = $10::timestamptz
   where slot = $1 and id = $2 and version = $3
  returning slot, id, merchant_id, environment, connection_id
), logged as (
  insert into subscription_events (slot, subscription_id, seq, type, at, detail, sealed_raw)
  select slot, id, $5::integer, $11::text, $10::timestamptz, $12::jsonb, $13::bytea from moved
), named as (
  insert into subscription_references (slot, connection_id, digest, subscription_id)
  select $14::smallint, connection_id, $15::bytea, id from moved where $15::bytea is not null
  on conflict do nothing
), announced as (
  insert into announcements (slot, id, operation_id, merchant_id, environment, type, version, at, resource)
  select moved.slot, said.id, moved.id, moved.merchant_id, moved.environment, said.type, $5::integer, $10::timestamptz,
         $16::jsonb
    from moved cross join (select * from unnest($17::uuid[], $18::text[]) as t(id, type) order by id) as said
  returning slot, id, merchant_id, environment, type, at
), ${DELIVER_ANNOUNCED}, closed as (
  update reviews review
     set status = $19::text, closed_at = $10::timestamptz, decision = $20::text, decided_by = $21::text, why = $22::text
    from moved
   where review.slot = any (array[moved.slot]) and review.operation_id = any (array[moved.id])
     and review.closed_at is null and $19::text is not null
), opened as (
  insert into reviews (slot, id, operation_id, merchant_id, environment, cause, status, evidence, opened_at)
  select slot, $23::uuid, id, merchant_id, environment, $24::text, 'open', $25::jsonb, $10::timestamptz
    from moved where $24::text is not null
), finished as (
  delete from work
   using moved
   where work.slot = any (array[moved.slot]) and work.subject_id = any (array[moved.id]) and $26::boolean
), due as (
  insert into work (slot, kind, subject_id, due_at, owner)
  select slot, 'subscription', id, $27::timestamptz, $28::text from moved where $27::timestamptz is not null
  union all
  select slot, 'delivery', id, now() + $29::interval, null from delivered
  on conflict (slot, subject_id) do update set due_at = excluded.due_at, owner = excluded.owner
)
select id from moved`,
};
