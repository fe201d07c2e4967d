import { createHash, randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { newId } from "../../src/core/ids.ts";
import { accept } from "../../src/store/accept.ts";
import { endCallbacks, keepCallbacks } from "../../src/store/callbacks.ts";
import { recordDeliveryResults } from "../../src/store/delivery-work.ts";
import { createEndpoint } from "../../src/store/endpoints.ts";
import { putMerchant } from "../../src/store/keys.ts";
import { takePhonesForPrompts } from "../../src/store/phone-locks.ts";
import { claimWork, type Work } from "../../src/store/work.ts";
import { MERCHANT, newAcceptance } from "../support/acceptances.ts";
import { ask } from "../support/ask.ts";
import { applyAll, happening } from "../support/happenings.ts";
import { found, says } from "../support/messages.ts";
import type { Untimed } from "../support/operations.ts";
import { OwnPostgres } from "../support/own-postgres.ts";
import { openStoreNode, type StoreNode } from "../support/store-node.ts";

const BATCHES = 6;
const BATCH = 50;
const PAYMENTS = BATCHES * BATCH;
const history: readonly Untimed[] = [
  { type: "attempt_began" },
  found("answer", says.prompt),
  found("callback", says.completed),
];

const NO_PASSERS_BY = ["callbacks", "operations", "phone_locks", "webhook_deliveries", "work"]
  .map((table) => `alter table hakika.${table} set (autovacuum_enabled = off);`)
  .join("\n");

/** Updates of each table that this load makes. A payment is announced three times: created, awaiting, succeeded. */
const updates = {
  callbacks: PAYMENTS,
  operations: 3 * PAYMENTS,
  phone_locks: PAYMENTS,
  webhook_deliveries: 3 * PAYMENTS,
};

interface Counts {
  readonly name: string;
  readonly updated: number;
  readonly hot: number;
}

test("a row's next version finds room on its page, so that an update writes no index; but for the due time", async () => {
  // Whoever looks at the server meanwhile keeps old versions in their places for as long as it takes: on a busy machine,
  // where other tests begin their sessions, for long. So nobody else does, and nobody passes by to analyze a table.
  await using database = await OwnPostgres.start();
  await ask(database.url, NO_PASSERS_BY);
  await load(database.url);
  // The server counts a connection's last updates a moment after it has ended.
  await vi.waitFor(async () => expect(updated(await count(database.url))).toMatchObject(updates), {
    timeout: 30_000,
    interval: 100,
  });
  const { work, ...others } = Object.fromEntries((await count(database.url)).map((row) => [row.name, row]));
  for (const { name, updated, hot } of Object.values(others))
    expect(hot / updated, name).toBeGreaterThan(0.8);
  expect(work).toMatchObject({ hot: 0 });
});

async function count(url: string): Promise<readonly Counts[]> {
  const rows = await ask(
    url,
    `select relname as name, n_tup_upd::int as updated, n_tup_hot_upd::int as hot
       from pg_stat_user_tables where n_tup_upd > 0`,
  );
  return rows as unknown as readonly Counts[];
}

function updated(counts: readonly Counts[]): Readonly<Record<string, number>> {
  return Object.fromEntries(counts.map((row) => [row.name, row.updated]));
}

/** Batches of payments that go well, one batch after the other, with their prompts, callbacks and webhooks. */
async function load(url: string): Promise<void> {
  await using node = await openStoreNode(url, "node");
  const owner = { id: randomUUID(), merchant_id: MERCHANT, environment: "sandbox" } as const;
  const endpoint = { url: "https://shop.example/", description: null, event_types: [], secret: "whsec_AAAA" };
  await putMerchant({ id: MERCHANT, name: "Duka la Wanjiru" }, node.database);
  await createEndpoint({ ...owner, ...endpoint, created_at: node.clock.now() }, node);
  for (let batch = 0; batch < BATCHES; batch += 1) await payBatch(batch, node);
}

async function payBatch(batch: number, node: StoreNode): Promise<void> {
  const acceptances = Array.from({ length: BATCH }, (_, index) =>
    newAcceptance({ phone_number: `+2547${10_000_000 + batch * BATCH + index}` }, node),
  );
  await accept(acceptances, node);
  await Promise.all(acceptances.map((acceptance) => takePhone(acceptance, node)));
  const operations = acceptances.map(({ operation }) => operation);
  for (const event of history)
    await applyAll(
      operations.map((operation) => happening(operation, event, node)),
      node,
    );
  await callBack(operations, node);
  await deliver(node);
}

async function takePhone(
  { operation, phone_digest }: ReturnType<typeof newAcceptance>,
  { clock, database }: StoreNode,
): Promise<void> {
  const now = clock.now();
  const wish = {
    provider: operation.provider,
    phone_digest: phone_digest ?? Buffer.alloc(32),
    operation_id: operation.id,
    now,
    until: now + 60_000,
    cap: null,
  };
  await takePhonesForPrompts([wish], database);
}

async function callBack(
  operations: readonly { readonly slot: number; readonly id: string; readonly connection_id: string }[],
  node: StoreNode,
): Promise<void> {
  const callbacks = operations.map(({ slot, id, connection_id }) => ({
    slot,
    id: newId(slot, node),
    connection_id,
    operation_id: id,
    attempt: 1,
    received_at: node.clock.now(),
    digest: createHash("sha256").update(id).digest(),
    sealed_raw: Buffer.alloc(1_500),
    verdict: "received" as const,
    cause: null,
  }));
  await keepCallbacks(callbacks, node);
  await endCallbacks(
    callbacks.map(({ slot, id }) => ({ slot, id, verdict: "applied", cause: null })),
    node.database,
  );
}

async function deliver(node: StoreNode): Promise<void> {
  const claimed = await claimWork("delivery", 3 * BATCH, node);
  const results = claimed.map((work: Work) => ({
    work,
    status: "delivered" as const,
    sent: true,
    next_try_at: null,
    last_status: 204,
    last_problem: null,
    delivered_at: node.clock.now(),
  }));
  await recordDeliveryResults(results, node);
}
