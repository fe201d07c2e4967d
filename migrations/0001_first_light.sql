-- The first schema: operations with their events and due work, what comes in, what goes out, and who may ask.
-- Every table about operations begins its keys with `slot`, so that it can be distributed by slot; the others are small.

create schema hakika;
set search_path to hakika;

-- Small reference tables -------------------------------------------------------------------------------------------

create table merchants (
  id         uuid primary key,
  name       text not null check (length(name) between 1 and 200),
  created_at timestamptz not null default now()
);

-- The key itself is shown once and never stored: 32 random bytes need no slow hash.
create table api_keys (
  id          uuid primary key,
  merchant_id uuid not null references merchants,
  name        text not null check (length(name) between 1 and 200),
  digest      bytea not null,
  hint        text not null check (length(hint) <= 32),
  environment text not null,
  scopes      text[] not null,
  created_at  timestamptz not null default now(),
  expires_at  timestamptz,
  revoked_at  timestamptz,
  constraint digest_is_sha256 check (length(digest) = 32),
  constraint environment_is_known check (environment in ('sandbox', 'live')),
  constraint one_key_per_digest unique (digest)
);

create table connections (
  id             uuid primary key,
  merchant_id    uuid not null references merchants,
  provider       text not null check (length(provider) between 1 and 40),
  environment    text not null,
  -- Settings and credentials together, sealed: which of them are secret is the provider's to say.
  sealed_config  bytea not null,
  created_at     timestamptz not null default now(),
  disabled_at    timestamptz,
  constraint environment_is_known check (environment in ('sandbox', 'live')),
  constraint one_connection_per_provider_and_environment unique (merchant_id, provider, environment)
);

create table webhook_endpoints (
  id               uuid primary key,
  merchant_id      uuid not null references merchants,
  environment      text not null,
  url              text not null check (length(url) between 8 and 2048),
  description      text check (length(description) <= 500),
  -- Names of event types; empty means all.
  event_types      text[] not null default '{}',
  sealed_secret    bytea not null,
  -- Signs beside the new one until it expires, so that a receiver can change over.
  sealed_previous  bytea,
  previous_until   timestamptz,
  created_at       timestamptz not null default now(),
  disabled_at      timestamptz,
  disabled_because text,
  constraint environment_is_known check (environment in ('sandbox', 'live')),
  constraint disabled_says_why check ((disabled_at is null) = (disabled_because is null))
);
create index webhook_endpoints_of_merchant on webhook_endpoints (merchant_id, environment);

-- Operations -------------------------------------------------------------------------------------------------------

create table operations (
  slot             smallint not null,
  id               uuid not null,
  merchant_id      uuid not null,
  connection_id    uuid not null,
  environment      text not null,
  kind             text not null,
  provider         text not null,
  status           text not null,
  version          integer not null,
  amount_minor     bigint not null,
  currency         text not null,
  capture          text not null default 'automatic',
  reference        text,
  description      text,
  metadata         jsonb not null,
  provider_options jsonb not null,
  -- The number itself is sealed; its keyed digest finds it, its mask is for people.
  sealed_phone     bytea,
  phone_digest     bytea,
  phone_masked     text,
  outcome          jsonb not null,
  memory           jsonb not null,
  -- Sealed, because some providers put the phone number into it.
  sealed_provider_reference bytea,
  receipt          text,
  created_at       timestamptz not null,
  updated_at       timestamptz not null,
  primary key (slot, id),
  constraint slot_is_one_of_64 check (slot between 0 and 63),
  constraint environment_is_known check (environment in ('sandbox', 'live')),
  constraint kind_is_known check (kind in ('payment', 'topup', 'refund')),
  constraint status_is_known check (status in ('created', 'queued', 'awaiting_payer', 'processing', 'reserved',
    'in_reconciliation', 'succeeded', 'failed', 'cancelled')),
  constraint version_counts_from_one check (version >= 1),
  constraint amount_is_positive check (amount_minor > 0),
  constraint currency_has_three_letters check (currency ~ '^[A-Z]{3}$'),
  constraint capture_is_known check (capture in ('automatic', 'manual')),
  constraint phone_is_sealed_digested_and_masked_together
    check ((sealed_phone is null) = (phone_digest is null) and (sealed_phone is null) = (phone_masked is null)),
  constraint ended_operations_have_nothing_next
    check (status not in ('succeeded', 'failed', 'cancelled') or memory -> 'next' = 'null'),
  constraint reconciliation_has_an_open_review
    check (status <> 'in_reconciliation' or memory -> 'review' <> 'null'),
  constraint safe_to_charge_again_only_when_ended_without_charge
    check (outcome ->> 'safe_to_charge_again' = 'false' or status in ('failed', 'cancelled'))
) with (fillfactor = 75, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
create index operations_newest_first on operations (merchant_id, environment, kind, created_at desc, id desc);
create index operations_by_reference on operations (merchant_id, reference) where reference is not null;
create index operations_by_phone on operations (merchant_id, phone_digest, created_at desc) where phone_digest is not null;

-- One key, one operation, for ever; the first answer's very bytes are given again.
create table idempotency_keys (
  slot           smallint not null,
  merchant_id    uuid not null,
  -- SHA-256 of path and key.
  key_digest     bytea not null,
  -- SHA-256 of method, path and canonical body.
  request_digest bytea not null,
  operation_id   uuid not null,
  answer         bytea not null,
  created_at     timestamptz not null,
  primary key (slot, merchant_id, key_digest),
  constraint digests_are_sha256 check (length(key_digest) = 32 and length(request_digest) = 32)
);

-- What happened to an operation; append-only: its timeline.
create table events (
  slot         smallint not null,
  operation_id uuid not null,
  -- The version that the operation had after it.
  seq          integer not null,
  type         text not null,
  at           timestamptz not null,
  detail       jsonb not null,
  -- The provider's raw message that was the evidence, sealed.
  sealed_raw   bytea,
  primary key (slot, operation_id, seq),
  constraint seq_counts_from_one check (seq >= 1)
);

-- What merchants are told of: the resource as it was at that version. Reviews have no operation version of their own.
create table announcements (
  slot         smallint not null,
  id           uuid not null,
  operation_id uuid not null,
  merchant_id  uuid not null,
  environment  text not null,
  type         text not null,
  version      integer not null,
  at           timestamptz not null,
  resource     jsonb not null,
  primary key (slot, id)
);
create index announcements_newest_first on announcements (merchant_id, environment, at desc, id desc);
create index announcements_of_operation on announcements (slot, operation_id);

-- What is due, and when: the due time is the lease. Small, for finished rows are deleted.
create table work (
  slot       smallint not null,
  kind       text not null,
  subject_id uuid not null,
  due_at     timestamptz not null,
  -- Grows with each claim: the fencing token of whoever holds the row.
  claims     integer not null default 0,
  owner      text,
  primary key (slot, kind, subject_id),
  constraint kind_is_known check (kind in ('operation', 'callback', 'delivery'))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500,
        autovacuum_vacuum_cost_delay = 0);
create index work_by_due_time on work (due_at);

create table reviews (
  slot         smallint not null,
  id           uuid not null,
  operation_id uuid not null,
  merchant_id  uuid not null,
  environment  text not null,
  cause        text not null,
  status       text not null,
  evidence     jsonb not null,
  opened_at    timestamptz not null,
  closed_at    timestamptz,
  decision     text,
  decided_by   text,
  why          text,
  primary key (slot, id),
  constraint status_is_known check (status in ('open', 'decided', 'settled')),
  constraint closed_reviews_have_a_time check ((status = 'open') = (closed_at is null)),
  constraint decisions_say_who_and_why
    check ((status = 'decided') = (decision is not null and decided_by is not null and why is not null)),
  constraint decision_is_known check (decision in ('moved', 'not_moved', 'keep_asking'))
);
create unique index one_open_review_per_operation on reviews (slot, operation_id) where status = 'open';
create index reviews_newest_first on reviews (merchant_id, environment, opened_at desc, id desc);

-- In ------------------------------------------------------------------------------------------------------------------

-- Callbacks as they came, sealed before they are answered.
create table callbacks (
  slot          smallint not null,
  id            uuid not null,
  connection_id uuid not null,
  -- Null where the callback's URL is the connection's and its operation is not found yet.
  operation_id  uuid,
  attempt       integer,
  received_at   timestamptz not null,
  digest        bytea not null,
  sealed_raw    bytea not null,
  verdict       text not null,
  cause         text,
  primary key (slot, id),
  constraint verdict_is_known check (verdict in ('received', 'applied', 'repeated', 'refused', 'unmatched'))
);
create index callbacks_of_operation on callbacks (slot, operation_id);

-- A phone takes one prompt at a time, whoever asks. Slotted by its own digest.
create table phone_locks (
  slot         smallint not null,
  provider     text not null,
  phone_digest bytea not null,
  operation_id uuid not null,
  locked_until timestamptz not null,
  -- When prompts went to this phone, newest last; only as many as the cap looks at.
  prompted_at  timestamptz[] not null,
  primary key (slot, provider, phone_digest)
) with (fillfactor = 70);

-- Out -----------------------------------------------------------------------------------------------------------------

create table webhook_deliveries (
  slot            smallint not null,
  id              uuid not null,
  announcement_id uuid not null,
  endpoint_id     uuid not null,
  merchant_id     uuid not null,
  environment     text not null,
  status          text not null,
  tries           integer not null default 0,
  next_try_at     timestamptz,
  last_status     integer,
  last_problem    text,
  created_at      timestamptz not null,
  delivered_at    timestamptz,
  primary key (slot, id),
  constraint status_is_known check (status in ('pending', 'delivered', 'abandoned')),
  constraint delivered_has_a_time check ((status = 'delivered') = (delivered_at is not null))
) with (fillfactor = 75);
create index webhook_deliveries_newest_first on webhook_deliveries (merchant_id, environment, created_at desc, id desc);
create index webhook_deliveries_of_announcement on webhook_deliveries (slot, announcement_id);
