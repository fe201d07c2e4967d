-- Subscriptions: agreements that a customer pays again and again, with their events, their work and their reviews.

set search_path to hakika;

create table subscriptions (
  slot             smallint not null,
  id               uuid not null,
  merchant_id      uuid not null,
  connection_id    uuid not null,
  environment      text not null,
  provider         text not null,
  -- Whether the merchant asked for it, or the customer started it and a notice told us.
  origin           text not null,
  status           text not null,
  version          integer not null,
  -- Null where each period's price stands in the provider's own settings.
  amount_minor     bigint,
  currency         text,
  trial_days       integer,
  activation       text not null,
  reference        text,
  description      text,
  metadata         jsonb not null,
  provider_options jsonb not null,
  sealed_phone     bytea,
  phone_digest     bytea,
  phone_masked     text,
  outcome          jsonb not null,
  memory           jsonb not null,
  -- Sealed, because some providers put the phone number into it.
  sealed_provider_reference bytea,
  -- What the customer can be charged with.
  sealed_secret    bytea,
  -- What a page handed over, until it is confirmed with.
  sealed_payer_answer bytea,
  created_at       timestamptz not null,
  updated_at       timestamptz not null,
  primary key (slot, id),
  constraint slot_is_one_of_64 check (slot between 0 and 63),
  constraint environment_is_known check (environment in ('sandbox', 'live')),
  constraint origin_is_known check (origin in ('merchant', 'provider')),
  constraint status_is_known check (status in ('pending', 'trial', 'active', 'grace', 'paused', 'ended')),
  constraint version_counts_from_one check (version >= 1),
  constraint amount_is_positive check (amount_minor > 0),
  constraint amount_has_a_currency check ((amount_minor is null) = (currency is null)),
  constraint currency_has_three_letters check (currency ~ '^[A-Z]{3}$'),
  constraint trial_has_days check (trial_days > 0),
  constraint activation_is_known check (activation in ('automatic', 'manual')),
  constraint phone_is_sealed_digested_and_masked_together
    check ((sealed_phone is null) = (phone_digest is null) and (sealed_phone is null) = (phone_masked is null)),
  constraint safe_to_charge_again_only_when_ended
    check (outcome ->> 'safe_to_charge_again' = 'false' or status = 'ended')
  -- Updated a few times when it begins, and then with each period.
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
-- list_subscriptions
create index subscriptions_newest_first on subscriptions (merchant_id, environment, created_at desc);
-- list_subscriptions_by_reference
create index subscriptions_by_reference on subscriptions (merchant_id, reference, created_at desc) where reference is not null;
-- list_subscriptions_by_phone, subscriptions_without_reference
create index subscriptions_by_phone on subscriptions (merchant_id, phone_digest, created_at desc) where phone_digest is not null;

-- The provider's names for subscriptions, by which its notices are known. Slotted by the digest, so that of two notices
-- about an unknown one only the first makes a subscription.
create table subscription_references (
  slot            smallint not null,
  connection_id   uuid not null,
  -- Keyed, for some providers put the phone number into the name.
  digest          bytea not null,
  subscription_id uuid not null,
  primary key (slot, connection_id, digest)
  -- Only ever inserted.
) with (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_freeze_min_age = 0);

-- What happened to a subscription; append-only: its timeline.
create table subscription_events (
  slot            smallint not null,
  subscription_id uuid not null,
  -- The version that the subscription had after it.
  seq             integer not null,
  type            text not null,
  at              timestamptz not null,
  detail          jsonb not null,
  -- The provider's raw message that was the evidence, sealed.
  sealed_raw      bytea,
  primary key (slot, subscription_id, seq),
  constraint seq_counts_from_one check (seq >= 1)
  -- Only ever inserted.
) with (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_freeze_min_age = 0);

alter table work drop constraint kind_is_known;
alter table work add constraint kind_is_known check (kind in ('operation', 'callback', 'delivery', 'subscription'));

-- A review's operation may be a subscription, and then a person says where that stands.
alter table reviews drop constraint decision_is_known;
alter table reviews add constraint decision_is_known
  check (decision in ('moved', 'not_moved', 'keep_asking', 'active', 'paused', 'ended'));
