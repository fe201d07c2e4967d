import { type Accepted, firstAnswerTo } from "./accept.ts";
import type { AcceptContext } from "./accept-statement.ts";
import type { Database, Statement } from "./database.ts";
import { milliseconds } from "./interval.ts";
import { changingSubscriptionColumns, type StoredSubscription, sealPhone } from "./stored-subscription.ts";
import { referenceKey } from "./subscription-references.ts";
import type { Vault } from "./vault.ts";

/** What a new subscription leaves behind, besides whatever makes it the only one of its kind. */
export interface NewSubscription {
  readonly subscription: StoredSubscription;
  readonly phone_digest: Buffer | null;
  readonly announcement: { readonly id: string; readonly resource: unknown };
}

export interface SubscriptionAcceptance extends NewSubscription {
  readonly key_digest: Buffer;
  readonly request_digest: Buffer;
  /** The answer's very bytes, given again to whoever repeats the request. */
  readonly answer: Buffer;
}

const STORE_CLAIMED = `
stored as (
  insert into subscriptions (slot, id, merchant_id, connection_id, environment, provider, origin, status, version,
    amount_minor, currency, trial_days, activation, reference, description, metadata, provider_options, sealed_phone,
    phone_digest, phone_masked, outcome, memory, sealed_provider_reference, created_at, updated_at)
  select $1::smallint, $2::uuid, $3::uuid, $4::uuid, $5::text, $6::text, $7::text, $8::text, 1, $9::bigint, $10::text,
    $11::integer, $12::text, $13::text, $14::text, $15::jsonb, $16::jsonb, $17::bytea, $18::bytea, $19::text,
    $20::jsonb, $21::jsonb, $22::bytea, $23::timestamptz, $23::timestamptz
    from claimed
), logged as (
  insert into subscription_events (slot, subscription_id, seq, type, at, detail)
  select $1::smallint, $2::uuid, 1, 'created', $23::timestamptz, '{}' from claimed
), announced as (
  insert into announcements (slot, id, operation_id, merchant_id, environment, type, version, at, resource)
  select $1::smallint, $24::uuid, $2::uuid, $3::uuid, $5::text, 'subscription.created', 1, $23::timestamptz, $25::jsonb
    from claimed
), delivered as (
  insert into webhook_deliveries (slot, id, announcement_id, endpoint_id, merchant_id, environment, status, next_try_at, created_at)
  select $1::smallint,
    (left($24::uuid::text, 18) || left(md5($24::uuid::text || endpoint.id::text), 14) || right($24::uuid::text, 2))::uuid,
    $24::uuid, endpoint.id, $3::uuid, $5::text, 'pending', $23::timestamptz, $23::timestamptz
    from claimed join webhook_endpoints endpoint
      on endpoint.merchant_id = $3::uuid and endpoint.environment = $5::text
     and endpoint.disabled_at is null
     and (endpoint.event_types = '{}' or 'subscription.created' = any (endpoint.event_types))
  returning slot, id
), due as (
  insert into work (slot, kind, subject_id, due_at, owner)
  select $1::smallint, 'subscription', $2::uuid, now() + $26::interval, $27::text from claimed
  union all
  select slot, 'delivery', id, now() + $28::interval, null from delivered
)
select id from claimed`;

/** One statement, one transaction: whoever comes second under the same key stores nothing. */
const acceptStatement: Statement = {
  name: "accept_subscription",
  sql: `
with claimed as (
  insert into idempotency_keys (slot, merchant_id, key_digest, request_digest, operation_id, answer, created_at)
  values ($1::smallint, $3::uuid, $29, $30, $2::uuid, $31, $23::timestamptz)
  on conflict do nothing
  returning operation_id as id
), ${STORE_CLAIMED}`,
};

/** The same for one that a notice told of: the provider's name for it takes the place of the key. */
const discoverStatement: Statement = {
  name: "discover_subscription",
  sql: `
with claimed as (
  insert into subscription_references (slot, connection_id, digest, subscription_id)
  values ($29::smallint, $4::uuid, $30, $2::uuid)
  on conflict do nothing
  returning subscription_id as id
), ${STORE_CLAIMED}`,
};

type Context = AcceptContext & { readonly database: Database };

export async function acceptSubscription(
  acceptance: SubscriptionAcceptance,
  context: Context,
): Promise<Accepted> {
  const { key_digest, request_digest, answer } = acceptance;
  const values = [...valuesOf(acceptance, context), key_digest, request_digest, answer];
  const rows = await context.database.run(acceptStatement, values);
  if (rows.length > 0) return { kind: "stored", answer };
  const { slot, merchant_id } = acceptance.subscription;
  const first = await firstAnswerTo({ slot, merchant_id, key_digest, request_digest }, context.database);
  if (first === undefined)
    throw new Error("The idempotency key is taken, yet its first answer is not stored.");
  return first;
}

/** False where another process has just stored a subscription under the same name. */
export async function discoverSubscription(
  found: NewSubscription,
  provider_reference: string,
  context: Context,
): Promise<boolean> {
  const { slot, digest } = referenceKey(provider_reference, context.vault);
  const rows = await context.database.run(discoverStatement, [...valuesOf(found, context), slot, digest]);
  return rows.length > 0;
}

function valuesOf({ subscription, phone_digest, announcement }: NewSubscription, context: Context) {
  const { vault, lease_ms, offset_ms, node } = context;
  return [
    ...columnsOf(subscription, { phone_digest, vault }),
    announcement.id,
    JSON.stringify(announcement.resource),
    milliseconds(offset_ms + lease_ms),
    node,
    milliseconds(offset_ms),
  ];
}

function columnsOf(
  subscription: StoredSubscription,
  { phone_digest, vault }: { readonly phone_digest: Buffer | null; readonly vault: Vault },
): readonly unknown[] {
  const kept = changingSubscriptionColumns(subscription, vault);
  return [
    subscription.slot,
    subscription.id,
    subscription.merchant_id,
    subscription.connection_id,
    subscription.environment,
    subscription.provider,
    subscription.origin,
    kept.status,
    subscription.amount_minor?.toString() ?? null,
    subscription.currency,
    subscription.trial_days,
    subscription.activation,
    subscription.reference,
    subscription.description,
    JSON.stringify(subscription.metadata),
    JSON.stringify(subscription.provider_options),
    sealPhone(subscription, vault),
    phone_digest,
    subscription.phone_masked,
    kept.outcome,
    kept.memory,
    kept.sealed_provider_reference,
    new Date(subscription.created_at),
  ];
}
