import { randomUUID } from "node:crypto";
import pg from "pg";
import { describe, expect, test, vi } from "vitest";
import { type Accepted, accept } from "../../src/store/accept.ts";
import type { Acceptance } from "../../src/store/accept-statement.ts";
import { createEndpoint, disableEndpoint } from "../../src/store/endpoints.ts";
import { putMerchant } from "../../src/store/keys.ts";
import { runBatch } from "../../src/store/run-batch.ts";
import { MERCHANT, newAcceptance } from "../support/acceptances.ts";
import { ask } from "../support/ask.ts";
import { withDatabase } from "../support/database.ts";
import { LEASE_MS, openStoreNode, type StoreNode } from "../support/store-node.ts";

describe("one idempotency key, one payment", () => {
  test("64 requests race on two nodes: one is stored, and every other gets its very bytes", async () => {
    await using database = await withDatabase();
    await using one = await openStoreNode(database.url, "one");
    await using other = await openStoreNode(database.url, "other");
    const key = randomUUID();
    const answers = await raceForKey(database.url, key, () =>
      [one, other].flatMap((node) =>
        Array.from({ length: 32 }, () => acceptOne(newAcceptance({ key }, node), node)),
      ),
    );
    expect(kindsOf(answers)).toEqual({ stored: 1, replayed: 63 });
    expect(
      new Set(answers.map((answer) => answer.kind !== "key_reused" && answer.answer.toString())).size,
    ).toBe(1);
    expect(await countAll(database.url)).toEqual({
      operations: 1,
      idempotency_keys: 1,
      events: 1,
      announcements: 1,
      work: 1,
    });
  });

  test("64 requests with two bodies race: one body wins, and the other is told that the key is taken", async () => {
    await using database = await withDatabase();
    await using one = await openStoreNode(database.url, "one");
    await using other = await openStoreNode(database.url, "other");
    const key = randomUUID();
    const request = (node: StoreNode, body: string) => acceptOne(newAcceptance({ key, body }, node), node);
    const answers = await raceForKey(database.url, key, () =>
      Array.from({ length: 32 }, () => [request(one, "pay 100"), request(other, "pay 200")]).flat(),
    );
    expect(kindsOf(answers)).toEqual({ stored: 1, replayed: 31, key_reused: 32 });
    expect(await countAll(database.url)).toMatchObject({ operations: 1, work: 1 });
  });

  test("within one batch the first request wins, too", async () => {
    await using database = await withDatabase();
    await using node = await openStoreNode(database.url, "one");
    const key = randomUUID();
    const [first, repeat, reuse] = ["pay 100", "pay 100", "pay 200"].map((body) =>
      newAcceptance({ key, body }, node),
    );
    const batch = [first, newAcceptance({}, node), repeat, reuse].filter((item) => item !== undefined);
    expect(await accept(batch, node)).toEqual([
      { kind: "stored", answer: first?.answer },
      { kind: "stored", answer: batch[1]?.answer },
      { kind: "replayed", answer: first?.answer },
      { kind: "key_reused" },
    ]);
  });

  test("the same key of two merchants is two keys", async () => {
    await using database = await withDatabase();
    await using node = await openStoreNode(database.url, "one");
    const requests = [MERCHANT, randomUUID()].map((merchant_id) =>
      newAcceptance({ key: "order-1", merchant_id }, node),
    );
    expect(kindsOf(await accept(requests, node))).toEqual({ stored: 2 });
  });
});

describe("a batch", () => {
  test.each([
    ["a NUL in a text", { description: "two\0tickets" }],
    ["a NUL in the metadata", { metadata: { table: "7\0" } }],
    ["half of a surrogate pair in the metadata", { metadata: { table: "\ud800" } }],
    ["an amount that no currency has", { amount_minor: 0n }],
  ])("with %s in one row fails that row alone and leaves nothing of it", async (_name, bad) => {
    await using database = await withDatabase();
    await using node = await openStoreNode(database.url, "one");
    const batch = [{}, {}, bad, {}].map((wish) => newAcceptance(wish, node));
    const settled = await runBatch(batch, (items) => accept(items, node));
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    expect(await countAll(database.url)).toEqual({
      operations: 3,
      idempotency_keys: 3,
      events: 3,
      announcements: 3,
      work: 3,
    });
  });

  test("and another whose keys come in another order never wait for each other in a circle", async () => {
    await using database = await withDatabase();
    await using one = await openStoreNode(database.url, "one");
    await using other = await openStoreNode(database.url, "other");
    for (let round = 0; round < 40; round += 1) {
      const keys = Array.from({ length: 40 }, () => randomUUID());
      const batches = [
        accept(
          keys.map((key) => newAcceptance({ key }, one)),
          one,
        ),
        accept(
          keys.toReversed().map((key) => newAcceptance({ key }, other)),
          other,
        ),
      ];
      // A circle would be broken by the database, which fails one of the two.
      const kinds = kindsOf((await Promise.all(batches)).flat());
      expect(kinds).toEqual({ stored: 40, replayed: 40 });
    }
  });
});

describe("an accepted request", () => {
  test("leaves its first step as work that is leased to the node that took it", async () => {
    await using database = await withDatabase();
    await using node = await openStoreNode(database.url, "one");
    const request = newAcceptance({}, node);
    await accept([request], node);
    const [work] = await ask(
      database.url,
      "select kind, subject_id, owner, claims, extract(epoch from due_at - now()) * 1000 as due_in from hakika.work",
    );
    expect(work).toMatchObject({
      kind: "operation",
      subject_id: request.operation.id,
      owner: "one",
      claims: 0,
    });
    expect(Number(work?.["due_in"])).toBeLessThanOrEqual(LEASE_MS);
    expect(Number(work?.["due_in"])).toBeGreaterThan(LEASE_MS - 2_000);
  });

  test("is delivered to every endpoint that wants to hear of it, and to no other", async () => {
    await using database = await withDatabase();
    await using node = await openStoreNode(database.url, "one");
    const stranger = randomUUID();
    await putMerchant({ id: MERCHANT, name: "Duka" }, node.database);
    await putMerchant({ id: stranger, name: "Another" }, node.database);
    const wanted = [
      await endpoint(node, {}),
      await endpoint(node, { event_types: ["payment.created", "payment.failed"] }),
    ];
    await endpoint(node, { event_types: ["payment.succeeded"] });
    await endpoint(node, { environment: "live" });
    await endpoint(node, { merchant_id: stranger });
    const closed = await endpoint(node, {});
    await disableEndpoint(
      { id: closed, merchant_id: MERCHANT, environment: "sandbox", because: "gone", at: node.clock.now() },
      node.database,
    );

    await accept([newAcceptance({}, node)], node);
    const deliveries = await ask(
      database.url,
      "select id, endpoint_id, status from hakika.webhook_deliveries",
    );
    expect(deliveries.map((row) => row["endpoint_id"]).sort()).toEqual(wanted.sort());
    const due = await ask(
      database.url,
      "select subject_id from hakika.work where kind = 'delivery' and owner is null and due_at <= now()",
    );
    expect(due.map((row) => row["subject_id"]).sort()).toEqual(deliveries.map((row) => row["id"]).sort());
  });
});

async function acceptOne(request: Acceptance, node: StoreNode): Promise<Accepted> {
  const [answer] = await accept([request], node);
  if (answer === undefined) throw new Error("The batch gave no answer.");
  return answer;
}

/** Somebody else holds the key in a transaction of their own until a crowd waits for it; then they let go. */
async function raceForKey(url: string, key: string, race: () => readonly Promise<Accepted>[]) {
  await using node = await openStoreNode(url, "holder");
  const { operation, key_digest, request_digest } = newAcceptance({ key }, node);
  const holder = new pg.Client({ connectionString: url });
  await holder.connect();
  await holder.query("begin");
  await holder.query(
    "insert into hakika.idempotency_keys (slot, merchant_id, key_digest, request_digest, operation_id, answer, created_at) values ($1, $2, $3, $4, $5, '', now())",
    [operation.slot, operation.merchant_id, key_digest, request_digest, operation.id],
  );
  const racing = race();
  await vi.waitUntil(async () => (await waiting(url)) >= 32, { timeout: 10_000, interval: 10 });
  await holder.query("rollback");
  await holder.end();
  return await Promise.all(racing);
}

async function waiting(url: string): Promise<number> {
  const [row] = await ask(
    url,
    "select count(*)::integer as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return Number(row?.["count"]);
}

function kindsOf(answers: readonly Accepted[]): Readonly<Record<string, number>> {
  const groups = Map.groupBy(answers, ({ kind }) => kind);
  return Object.fromEntries([...groups].map(([kind, group]) => [kind, group.length]));
}

async function countAll(url: string): Promise<Readonly<Record<string, number>>> {
  const tables = ["operations", "idempotency_keys", "events", "announcements", "work"];
  const counts = tables.map(async (table) => {
    const [row] = await ask(url, `select count(*)::integer as count from hakika.${table}`);
    return [table, Number(row?.["count"])] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

async function endpoint(
  node: StoreNode,
  change: {
    readonly event_types?: readonly string[];
    readonly environment?: "live";
    readonly merchant_id?: string;
  },
): Promise<string> {
  const id = randomUUID();
  const made = {
    id,
    merchant_id: MERCHANT,
    environment: "sandbox",
    url: "https://merchant.example/hooks",
    description: null,
    event_types: [],
    created_at: node.clock.now(),
    secret: "whsec_dGVzdA==",
    ...change,
  } as const;
  await createEndpoint(made, node);
  return id;
}
