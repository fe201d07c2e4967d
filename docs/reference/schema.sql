-- The schema as the migrations leave it. Generated: do not edit.

create table announcements (
  slot smallint not null,
  id uuid not null,
  operation_id uuid not null,
  merchant_id uuid not null,
  environment text not null,
  type text not null,
  version integer not null,
  at timestamp with time zone not null,
  resource jsonb not null,
  constraint announcements_pkey PRIMARY KEY (slot, id)
)
with (autovacuum_vacuum_insert_scale_factor=0.05, autovacuum_freeze_min_age=0);

CREATE INDEX announcements_newest_first ON hakika.announcements USING btree (merchant_id, environment, at DESC);

CREATE INDEX announcements_of_operation ON hakika.announcements USING btree (operation_id);

create table api_keys (
  id uuid not null,
  merchant_id uuid not null,
  name text not null,
  digest bytea not null,
  hint text not null,
  environment text not null,
  scopes text[] not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint one_key_per_digest UNIQUE (digest),
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(id),
  constraint api_keys_hint_check CHECK ((length(hint) <= 32)),
  constraint api_keys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint digest_is_sha256 CHECK ((length(digest) = 32)),
  constraint environment_is_known CHECK ((environment = ANY (ARRAY['sandbox'::text, 'live'::text])))
);

create table call_references (
  slot smallint not null,
  connection_id uuid not null,
  digest bytea not null,
  operation_id uuid not null,
  attempt integer not null,
  constraint call_references_pkey PRIMARY KEY (slot, connection_id, digest)
)
with (autovacuum_vacuum_insert_scale_factor=0.05, autovacuum_freeze_min_age=0);

create table callbacks (
  slot smallint not null,
  id uuid not null,
  connection_id uuid not null,
  operation_id uuid,
  attempt integer,
  received_at timestamp with time zone not null,
  digest bytea not null,
  sealed_raw bytea not null,
  verdict text not null,
  cause text,
  constraint callbacks_pkey PRIMARY KEY (slot, id),
  constraint verdict_is_known CHECK ((verdict = ANY (ARRAY['received'::text, 'applied'::text, 'repeated'::text, 'refused'::text, 'unmatched'::text])))
)
with (fillfactor=50, autovacuum_vacuum_scale_factor=0.05, autovacuum_vacuum_insert_scale_factor=0.05);

CREATE INDEX callbacks_of_operation ON hakika.callbacks USING btree (operation_id);

create table connections (
  id uuid not null,
  merchant_id uuid not null,
  provider text not null,
  environment text not null,
  sealed_config bytea not null,
  created_at timestamp with time zone not null default now(),
  disabled_at timestamp with time zone,
  constraint one_connection_per_provider_and_environment UNIQUE (merchant_id, provider, environment),
  constraint connections_pkey PRIMARY KEY (id),
  constraint connections_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(id),
  constraint connections_provider_check CHECK (((length(provider) >= 1) AND (length(provider) <= 40))),
  constraint environment_is_known CHECK ((environment = ANY (ARRAY['sandbox'::text, 'live'::text])))
);

create table events (
  slot smallint not null,
  operation_id uuid not null,
  seq integer not null,
  type text not null,
  at timestamp with time zone not null,
  detail jsonb not null,
  sealed_raw bytea,
  constraint events_pkey PRIMARY KEY (slot, operation_id, seq),
  constraint seq_counts_from_one CHECK ((seq >= 1))
)
with (autovacuum_vacuum_insert_scale_factor=0.05, autovacuum_freeze_min_age=0);

create table idempotency_keys (
  slot smallint not null,
  merchant_id uuid not null,
  key_digest bytea not null,
  request_digest bytea not null,
  operation_id uuid not null,
  answer bytea not null,
  created_at timestamp with time zone not null,
  constraint idempotency_keys_pkey PRIMARY KEY (slot, merchant_id, key_digest),
  constraint digests_are_sha256 CHECK (((length(key_digest) = 32) AND (length(request_digest) = 32)))
)
with (autovacuum_vacuum_insert_scale_factor=0.05, autovacuum_freeze_min_age=0);

create table merchants (
  id uuid not null,
  name text not null,
  created_at timestamp with time zone not null default now(),
  constraint merchants_pkey PRIMARY KEY (id),
  constraint merchants_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

create table operations (
  slot smallint not null,
  id uuid not null,
  merchant_id uuid not null,
  connection_id uuid not null,
  environment text not null,
  kind text not null,
  provider text not null,
  status text not null,
  version integer not null,
  amount_minor bigint not null,
  currency text not null,
  capture text not null default 'automatic'::text,
  reference text,
  description text,
  metadata jsonb not null,
  provider_options jsonb not null,
  sealed_phone bytea,
  phone_digest bytea,
  phone_masked text,
  outcome jsonb not null,
  memory jsonb not null,
  sealed_provider_reference bytea,
  receipt text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  parent_id uuid,
  constraint operations_pkey PRIMARY KEY (slot, id),
  constraint amount_is_positive CHECK (((amount_minor > 0) OR ((kind = 'message'::text) AND (amount_minor = 0)))),
  constraint capture_is_known CHECK ((capture = ANY (ARRAY['automatic'::text, 'manual'::text]))),
  constraint currency_has_three_letters CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint ended_operations_have_nothing_next CHECK (((status <> ALL (ARRAY['succeeded'::text, 'failed'::text, 'cancelled'::text])) OR ((memory -> 'next'::text) = 'null'::jsonb))),
  constraint environment_is_known CHECK ((environment = ANY (ARRAY['sandbox'::text, 'live'::text]))),
  constraint kind_is_known CHECK ((kind = ANY (ARRAY['payment'::text, 'topup'::text, 'refund'::text, 'message'::text]))),
  constraint phone_is_sealed_digested_and_masked_together CHECK ((((sealed_phone IS NULL) = (phone_digest IS NULL)) AND ((sealed_phone IS NULL) = (phone_masked IS NULL)))),
  constraint reconciliation_has_an_open_review CHECK (((status <> 'in_reconciliation'::text) OR ((memory -> 'review'::text) <> 'null'::jsonb))),
  constraint refunds_have_a_payment CHECK (((kind <> 'refund'::text) OR (parent_id IS NOT NULL))),
  constraint safe_to_charge_again_only_when_ended_without_charge CHECK ((((outcome ->> 'safe_to_charge_again'::text) = 'false'::text) OR (status = ANY (ARRAY['failed'::text, 'cancelled'::text])))),
  constraint slot_is_one_of_64 CHECK (((slot >= 0) AND (slot <= 63))),
  constraint status_is_known CHECK ((status = ANY (ARRAY['created'::text, 'queued'::text, 'awaiting_payer'::text, 'processing'::text, 'reserved'::text, 'in_reconciliation'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text]))),
  constraint version_counts_from_one CHECK ((version >= 1))
)
with (fillfactor=50, autovacuum_vacuum_scale_factor=0.02, autovacuum_analyze_scale_factor=0.02);

CREATE INDEX operations_by_phone ON hakika.operations USING btree (merchant_id, phone_digest, created_at DESC) WHERE (phone_digest IS NOT NULL);

CREATE INDEX operations_by_reference ON hakika.operations USING btree (merchant_id, reference, created_at DESC) WHERE (reference IS NOT NULL);

CREATE INDEX operations_newest_first ON hakika.operations USING btree (merchant_id, environment, kind, created_at DESC);

CREATE INDEX operations_of_parent ON hakika.operations USING btree (parent_id, created_at DESC) WHERE (parent_id IS NOT NULL);

create table phone_locks (
  slot smallint not null,
  provider text not null,
  phone_digest bytea not null,
  operation_id uuid not null,
  locked_until timestamp with time zone not null,
  prompted_at timestamp with time zone[] not null,
  constraint phone_locks_pkey PRIMARY KEY (slot, provider, phone_digest)
)
with (fillfactor=70, autovacuum_vacuum_scale_factor=0.02);

create table rates (
  slot smallint not null,
  digest bytea not null,
  next_ms bigint not null,
  queue_ms bigint not null,
  granted integer not null,
  constraint rates_pkey PRIMARY KEY (slot, digest),
  constraint digest_is_sha256 CHECK ((length(digest) = 32))
)
with (fillfactor=20, autovacuum_vacuum_scale_factor=0.01, autovacuum_vacuum_threshold=500, autovacuum_vacuum_cost_delay=0);

create table received_messages (
  slot smallint not null,
  id uuid not null,
  connection_id uuid not null,
  merchant_id uuid not null,
  environment text not null,
  provider text not null,
  digest bytea not null,
  sealed bytea not null,
  received_at timestamp with time zone not null,
  constraint one_row_per_message UNIQUE (slot, connection_id, digest),
  constraint received_messages_pkey PRIMARY KEY (slot, id),
  constraint environment_is_known CHECK ((environment = ANY (ARRAY['sandbox'::text, 'live'::text])))
);

create table refunded_payments (
  slot smallint not null,
  payment_id uuid not null,
  promised_minor bigint not null,
  in_doubt integer not null,
  constraint refunded_payments_pkey PRIMARY KEY (slot, payment_id),
  constraint promises_are_not_negative CHECK (((promised_minor >= 0) AND (in_doubt >= 0)))
)
with (fillfactor=70);

create table reviews (
  slot smallint not null,
  id uuid not null,
  operation_id uuid not null,
  merchant_id uuid not null,
  environment text not null,
  cause text not null,
  status text not null,
  evidence jsonb not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  decision text,
  decided_by text,
  why text,
  constraint reviews_pkey PRIMARY KEY (slot, id),
  constraint closed_reviews_have_a_time CHECK (((status = 'open'::text) = (closed_at IS NULL))),
  constraint decision_is_known CHECK ((decision = ANY (ARRAY['moved'::text, 'not_moved'::text, 'keep_asking'::text, 'active'::text, 'paused'::text, 'ended'::text]))),
  constraint decisions_say_who_and_why CHECK (((status = 'decided'::text) = ((decision IS NOT NULL) AND (decided_by IS NOT NULL) AND (why IS NOT NULL)))),
  constraint status_is_known CHECK ((status = ANY (ARRAY['open'::text, 'decided'::text, 'settled'::text])))
);

CREATE UNIQUE INDEX one_open_review_per_operation ON hakika.reviews USING btree (slot, operation_id) WHERE (status = 'open'::text);

CREATE INDEX reviews_newest_first ON hakika.reviews USING btree (merchant_id, environment, opened_at DESC);

CREATE INDEX reviews_of_operation ON hakika.reviews USING btree (operation_id);

create table subscription_events (
  slot smallint not null,
  subscription_id uuid not null,
  seq integer not null,
  type text not null,
  at timestamp with time zone not null,
  detail jsonb not null,
  sealed_raw bytea,
  constraint subscription_events_pkey PRIMARY KEY (slot, subscription_id, seq),
  constraint seq_counts_from_one CHECK ((seq >= 1))
)
with (autovacuum_vacuum_insert_scale_factor=0.05, autovacuum_freeze_min_age=0);

create table subscription_references (
  slot smallint not null,
  connection_id uuid not null,
  digest bytea not null,
  subscription_id uuid not null,
  constraint subscription_references_pkey PRIMARY KEY (slot, connection_id, digest)
)
with (autovacuum_vacuum_insert_scale_factor=0.05, autovacuum_freeze_min_age=0);

create table subscriptions (
  slot smallint not null,
  id uuid not null,
  merchant_id uuid not null,
  connection_id uuid not null,
  environment text not null,
  provider text not null,
  origin text not null,
  status text not null,
  version integer not null,
  amount_minor bigint,
  currency text,
  trial_days integer,
  activation text not null,
  reference text,
  description text,
  metadata jsonb not null,
  provider_options jsonb not null,
  sealed_phone bytea,
  phone_digest bytea,
  phone_masked text,
  outcome jsonb not null,
  memory jsonb not null,
  sealed_provider_reference bytea,
  sealed_secret bytea,
  sealed_payer_answer bytea,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint subscriptions_pkey PRIMARY KEY (slot, id),
  constraint activation_is_known CHECK ((activation = ANY (ARRAY['automatic'::text, 'manual'::text]))),
  constraint amount_has_a_currency CHECK (((amount_minor IS NULL) = (currency IS NULL))),
  constraint amount_is_positive CHECK ((amount_minor > 0)),
  constraint currency_has_three_letters CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint environment_is_known CHECK ((environment = ANY (ARRAY['sandbox'::text, 'live'::text]))),
  constraint origin_is_known CHECK ((origin = ANY (ARRAY['merchant'::text, 'provider'::text]))),
  constraint phone_is_sealed_digested_and_masked_together CHECK ((((sealed_phone IS NULL) = (phone_digest IS NULL)) AND ((sealed_phone IS NULL) = (phone_masked IS NULL)))),
  constraint safe_to_charge_again_only_when_ended CHECK ((((outcome ->> 'safe_to_charge_again'::text) = 'false'::text) OR (status = 'ended'::text))),
  constraint slot_is_one_of_64 CHECK (((slot >= 0) AND (slot <= 63))),
  constraint status_is_known CHECK ((status = ANY (ARRAY['pending'::text, 'trial'::text, 'active'::text, 'grace'::text, 'paused'::text, 'ended'::text]))),
  constraint trial_has_days CHECK ((trial_days > 0)),
  constraint version_counts_from_one CHECK ((version >= 1))
)
with (fillfactor=50, autovacuum_vacuum_scale_factor=0.02, autovacuum_analyze_scale_factor=0.02);

CREATE INDEX subscriptions_by_phone ON hakika.subscriptions USING btree (merchant_id, phone_digest, created_at DESC) WHERE (phone_digest IS NOT NULL);

CREATE INDEX subscriptions_by_reference ON hakika.subscriptions USING btree (merchant_id, reference, created_at DESC) WHERE (reference IS NOT NULL);

CREATE INDEX subscriptions_newest_first ON hakika.subscriptions USING btree (merchant_id, environment, created_at DESC);

create table webhook_deliveries (
  slot smallint not null,
  id uuid not null,
  announcement_id uuid not null,
  endpoint_id uuid not null,
  merchant_id uuid not null,
  environment text not null,
  status text not null,
  tries integer not null default 0,
  next_try_at timestamp with time zone,
  last_status integer,
  last_problem text,
  created_at timestamp with time zone not null,
  delivered_at timestamp with time zone,
  constraint webhook_deliveries_pkey PRIMARY KEY (slot, id),
  constraint delivered_has_a_time CHECK (((status = 'delivered'::text) = (delivered_at IS NOT NULL))),
  constraint status_is_known CHECK ((status = ANY (ARRAY['pending'::text, 'delivered'::text, 'abandoned'::text])))
)
with (fillfactor=50, autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_insert_scale_factor=0.05);

CREATE INDEX webhook_deliveries_newest_first ON hakika.webhook_deliveries USING btree (merchant_id, environment, created_at DESC);

create table webhook_endpoints (
  id uuid not null,
  merchant_id uuid not null,
  environment text not null,
  url text not null,
  description text,
  event_types text[] not null default '{}'::text[],
  sealed_secret bytea not null,
  sealed_previous bytea,
  previous_until timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  disabled_at timestamp with time zone,
  disabled_because text,
  constraint webhook_endpoints_pkey PRIMARY KEY (id),
  constraint webhook_endpoints_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(id),
  constraint disabled_says_why CHECK (((disabled_at IS NULL) = (disabled_because IS NULL))),
  constraint environment_is_known CHECK ((environment = ANY (ARRAY['sandbox'::text, 'live'::text]))),
  constraint webhook_endpoints_description_check CHECK ((length(description) <= 500)),
  constraint webhook_endpoints_url_check CHECK (((length(url) >= 8) AND (length(url) <= 2048)))
);

CREATE INDEX webhook_endpoints_of_merchant ON hakika.webhook_endpoints USING btree (merchant_id, environment);

create table work (
  slot smallint not null,
  kind text not null,
  subject_id uuid not null,
  due_at timestamp with time zone not null,
  claims integer not null default 0,
  owner text,
  constraint work_pkey PRIMARY KEY (slot, subject_id),
  constraint kind_is_known CHECK ((kind = ANY (ARRAY['operation'::text, 'callback'::text, 'delivery'::text, 'subscription'::text])))
)
with (fillfactor=70, autovacuum_vacuum_scale_factor=0.01, autovacuum_vacuum_threshold=500, autovacuum_vacuum_cost_delay=0, vacuum_truncate=off);

CREATE INDEX work_by_due_time ON hakika.work USING btree (kind, due_at);
