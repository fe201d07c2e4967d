import { runMigrations } from "graphile-worker";
import { ask } from "../../rig/cluster.ts";
import { quiet } from "./quiet.ts";

/** What a payment needs without Hakika: the payment, what happened to it, the key of its request, its webhook. */
const schema = `
create table payments (
  id                 uuid primary key,
  status             text not null,
  amount             bigint not null,
  currency           text not null,
  phone_number       text not null,
  reference          text,
  provider_reference text,
  receipt            text,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now()
);
create index on payments (reference);
create index on payments (created_at desc);
create table events (
  payment_id uuid not null references payments,
  seq        bigint generated always as identity,
  type       text not null,
  detail     jsonb not null,
  at         timestamptz not null default now(),
  primary key (payment_id, seq)
);
create table idempotency_keys (
  key            text primary key,
  request_digest bytea not null,
  payment_id     uuid not null,
  answer         jsonb not null,
  created_at     timestamptz not null default now()
);
create table webhooks (
  id           uuid primary key,
  payment_id   uuid not null references payments,
  type         text not null,
  body         jsonb not null,
  delivered_at timestamptz
);`;

export async function preparePipeline(database_url: string): Promise<void> {
  await ask(database_url, schema);
  await runMigrations({ connectionString: database_url, logger: quiet });
}
