-- Refunds, text messages, and providers that call us at one URL of the connection instead of one for each attempt.

set search_path to hakika;

-- A refund's payment, or the subscription that a payment belongs to. Null for what stands alone.
alter table operations add column parent_id uuid;
alter table operations drop constraint kind_is_known;
alter table operations add constraint kind_is_known check (kind in ('payment', 'topup', 'refund', 'message'));
-- A message has no price that we know of.
alter table operations drop constraint amount_is_positive;
alter table operations add constraint amount_is_positive check (amount_minor > 0 or (kind = 'message' and amount_minor = 0));
alter table operations add constraint refunds_have_a_payment check (kind <> 'refund' or parent_id is not null);
-- list_operations_of_parent
create index operations_of_parent on operations (parent_id, created_at desc) where parent_id is not null;

-- How much of a payment its refunds may still take, all that are not certain to have failed counted in full. One row
-- that whoever asks for a refund has to move, so that two of them can never both take what is left.
create table refunded_payments (
  slot           smallint not null,
  payment_id     uuid not null,
  promised_minor bigint not null,
  -- How many of them nobody knows the fate of; while there is one, no other begins.
  in_doubt       integer not null,
  primary key (slot, payment_id),
  constraint promises_are_not_negative check (promised_minor >= 0 and in_doubt >= 0)
  -- Updated twice by each refund.
) with (fillfactor = 70);

-- Our names for calls, where a provider's callbacks have nothing else to say what they are about. Slotted by the digest.
create table call_references (
  slot          smallint not null,
  connection_id uuid not null,
  -- Keyed, for a provider may put a phone number beside it, and nobody has to read it back.
  digest        bytea not null,
  operation_id  uuid not null,
  attempt       integer not null,
  primary key (slot, connection_id, digest)
  -- Only ever inserted.
) with (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_freeze_min_age = 0);

-- Text messages that customers sent to a merchant's short code.
create table received_messages (
  slot          smallint not null,
  id            uuid not null,
  connection_id uuid not null,
  merchant_id   uuid not null,
  environment   text not null,
  provider      text not null,
  -- Keyed digest of the provider's name for it, which tells the slot: the same message is taken once.
  digest        bytea not null,
  -- Who sent it, to which number, and its text.
  sealed        bytea not null,
  received_at   timestamptz not null,
  primary key (slot, id),
  constraint environment_is_known check (environment in ('sandbox', 'live')),
  constraint one_row_per_message unique (slot, connection_id, digest)
);
