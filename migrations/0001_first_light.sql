-- The first schema: operations with their events and due work, what comes in, what goes out, and who may ask.
-- Every table about operations begins its keys with `slot`, so that it can be distributed by slot; the others are small.
--
-- Each index says which statement of src/store needs it; a primary key and a unique constraint say so by themselves.
-- No index repeats a column of its table's primary key: where one did, a planner that takes the table for empty might look
-- up a key there, and read all that stands beside it. The plans are in docs/reference/plans.md. Storage parameters have two reasons:
-- * fillfactor leaves room on the page for a row's next version. Where no changed column is indexed, such an update
--   touches no index at all (HOT), and later ones on the same page use the room again without a vacuum.
-- * autovacuum by default waits until a fifth of a table has changed, which is right for a table that everybody reads
--   all over. Here old rows rest and new ones are hot, so vacuum comes in small, frequent pieces that end soon.

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
-- accept and apply, for each announcement; endpoints_of_merchant.
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
  -- A payment is updated three times or more within seconds and then rests. Status and version are in no index.
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
-- list_operations
create index operations_newest_first on operations (merchant_id, environment, kind, created_at desc);
-- list_operations_by_reference
create index operations_by_reference on operations (merchant_id, reference, created_at desc) where reference is not null;
-- list_operations_by_phone
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
  -- Only ever inserted: frozen by the first vacuum that passes, no page has to be written once more for it later.
) with (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_freeze_min_age = 0);

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
  -- As for the keys.
) with (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_freeze_min_age = 0);

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
  -- As for the keys.
) with (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_freeze_min_age = 0);
-- list_announcements
create index announcements_newest_first on announcements (merchant_id, environment, at desc);
-- list_announcements_of_operation
create index announcements_of_operation on announcements (operation_id);

-- What is due, and when: the due time is the lease. Small, for finished rows are deleted.
create table work (
  slot       smallint not null,
  kind       text not null,
  subject_id uuid not null,
  due_at     timestamptz not null,
  -- Grows with each claim: the fencing token of whoever holds the row.
  claims     integer not null default 0,
  owner      text,
  primary key (slot, subject_id),
  constraint kind_is_known check (kind in ('operation', 'callback', 'delivery'))
  -- Every claim moves the due time, so each leaves a dead row and a dead index entry: vacuum comes often and does not
  -- pause. It does not give back the empty end of the table, for that would lock out everybody for a moment.
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500,
        autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
-- read_due_work. By kind first, so that a backlog of one kind is not gone through in search of another.
-- The due time has to be indexed and changes with each claim: the one update here that writes indexes.
create index work_by_due_time on work (kind, due_at);

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
-- For the sake of its rule alone: whoever opens a second one has met a bug.
create unique index one_open_review_per_operation on reviews (slot, operation_id) where status = 'open';
-- apply, which closes the open one; list_reviews_of_operation
create index reviews_of_operation on reviews (operation_id);
-- list_reviews
create index reviews_newest_first on reviews (merchant_id, environment, opened_at desc);

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
  -- A row is long and is updated once, with its verdict: there is room for one next version on a page.
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.05);
-- store_callbacks, which looks for the same bytes; callbacks_of_operation
create index callbacks_of_operation on callbacks (operation_id);

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
  -- Two updates for each prompt, and one row for each phone that ever had one.
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

-- Out -----------------------------------------------------------------------------------------------------------------

create table webhook_deliveries (
  slot            smallint not null,
  -- Begins as its announcement's does: new ids stand together in the index, and those of one announcement too.
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
  -- Updated with each try, most of them once.
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
-- list_deliveries
create index webhook_deliveries_newest_first on webhook_deliveries (merchant_id, environment, created_at desc);
