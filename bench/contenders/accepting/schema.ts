/** The least that a durable accept has to write: the payment with its key and its answer, its first event, its work. */
export const schema = `
create table payments (
  id             uuid primary key,
  key            text not null unique,
  request_digest bytea not null,
  answer         jsonb not null,
  status         text not null,
  amount         bigint not null,
  currency       text not null,
  phone_number   text not null,
  reference      text,
  created_at     timestamptz not null default now()
);
create index on payments (reference);
create index on payments (created_at desc);
create table events (
  payment_id uuid not null,
  seq        integer not null,
  type       text not null,
  at         timestamptz not null default now(),
  primary key (payment_id, seq)
);
create table work (
  payment_id uuid primary key,
  due_at     timestamptz not null
);
create index on work (due_at);`;
