import type { SubscriptionStatus } from "../../../src/core/subscription.ts";
import { announce } from "./announce.ts";
import type { Input } from "./input.ts";
import type { Memory, MemoryStatement } from "./statement.ts";
import { keyName, type Rows, referenceName, type Tables } from "./tables.ts";

type Row = Rows["subscriptions"];

export const subscriptionStatements: Readonly<Record<string, MemoryStatement>> = {
  accept_subscription: (input, memory) => {
    const subscription = newRow(input);
    const { slot, id, merchant_id } = subscription;
    const key = {
      slot,
      merchant_id,
      key_digest: input.value<Buffer>(29),
      request_digest: input.value<Buffer>(30),
      operation_id: id,
      answer: input.value<Buffer>(31),
    };
    if (memory.tables.idempotency_keys.get(keyName(key)) !== undefined) return [];
    memory.tables.idempotency_keys.insert(key);
    return store(subscription, input, memory);
  },

  discover_subscription: (input, memory) => {
    const subscription = newRow(input);
    const reference = {
      slot: input.value<number>(29),
      connection_id: subscription.connection_id,
      digest: input.value<Buffer>(30),
      subscription_id: subscription.id,
    };
    return name(reference, memory.tables) ? store(subscription, input, memory) : [];
  },

  read_subscriptions: (input, { tables }) =>
    input.rows<{ readonly id: string }>().flatMap(({ id }) => {
      const found = tables.subscriptions.get(id);
      return found === undefined ? [] : [shown(found)];
    }),

  subscriptions_without_reference: (input, { tables }) => {
    const [merchant_id, phone_digest, connection_id] = [
      input.value<string>(1),
      input.value<Buffer>(2),
      input.value<string>(3),
    ];
    return tables.subscriptions
      .all()
      .filter((row) => row.merchant_id === merchant_id && row.phone_digest?.equals(phone_digest) === true)
      .filter((row) => row.connection_id === connection_id && row.status !== "ended")
      .filter((row) => row.sealed_provider_reference === null)
      .sort((one, other) => other.created_at - one.created_at)
      .slice(0, input.value<number>(4))
      .map(shown);
  },

  find_subscription_by_reference: (input, { tables }) => {
    const named = { connection_id: input.value<string>(2), digest: input.value<Buffer>(3) };
    const row = tables.subscription_references.get(referenceName(named));
    return row === undefined ? [] : [{ subscription_id: row.subscription_id }];
  },

  events_of_subscription: (input, { tables }) =>
    tables.subscription_events
      .all()
      .filter((event) => event.subscription_id === input.value(2))
      .sort((one, other) => one.seq - other.seq)
      .slice(0, input.value<number>(3))
      .map(({ seq, type, at, detail }) => ({ seq, type, at, detail })),
};

/** False where somebody has this name already. */
export function name(reference: Rows["subscription_references"], tables: Tables): boolean {
  if (tables.subscription_references.get(referenceName(reference)) !== undefined) return false;
  tables.subscription_references.insert(reference);
  return true;
}

function shown({ phone_digest: _, ...row }: Row): Omit<Row, "phone_digest"> {
  return row;
}

function store(subscription: Row, input: Input, { tables, now }: Memory): readonly unknown[] {
  const { slot, id, merchant_id, environment, created_at: at } = subscription;
  tables.subscriptions.insert(subscription);
  const created = { seq: 1, type: "created", at, detail: {}, sealed_raw: null };
  tables.subscription_events.insert({ slot, subscription_id: id, ...created });
  const announcement = {
    ...{ slot, merchant_id, environment, at },
    id: input.value<string>(24),
    operation_id: id,
    type: "subscription.created",
    version: 1,
    resource: JSON.parse(input.value(25)),
  };
  announce(announcement, now() + input.interval(28), tables);
  const due_at = now() + input.interval(26);
  const work = { slot, kind: "subscription", subject_id: id, due_at, claims: 0 } as const;
  tables.work.insert({ ...work, owner: input.value(27) });
  return [{ id }];
}

function newRow(input: Input): Row {
  const amount_minor = input.value<string | null>(9);
  const created_at = input.time(23);
  return {
    slot: input.value(1),
    id: input.value(2),
    merchant_id: input.value(3),
    connection_id: input.value(4),
    environment: input.value(5),
    provider: input.value(6),
    origin: input.value(7),
    status: input.value<SubscriptionStatus>(8),
    version: 1,
    amount_minor: amount_minor === null ? null : BigInt(amount_minor),
    currency: input.value(10),
    trial_days: input.value(11),
    activation: input.value(12),
    reference: input.value(13),
    description: input.value(14),
    metadata: JSON.parse(input.value(15)),
    provider_options: JSON.parse(input.value(16)),
    sealed_phone: input.value(17),
    phone_digest: input.value(18),
    phone_masked: input.value(19),
    outcome: JSON.parse(input.value(20)),
    memory: JSON.parse(input.value(21)),
    sealed_provider_reference: input.value(22),
    sealed_secret: null,
    sealed_payer_answer: null,
    created_at,
    updated_at: created_at,
  };
}
