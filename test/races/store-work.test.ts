import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accept } from "../../src/store/accept.ts";
import type { Database } from "../../src/store/database.ts";
import { claimWork, postponeWork, renewWork, type Work } from "../../src/store/work.ts";
import { newAcceptance } from "../support/acceptances.ts";
import { ask } from "../support/ask.ts";
import { type TestDatabase, withDatabase } from "../support/database.ts";
import { Gate } from "../support/gate.ts";
import { holdStatement } from "../support/gated-database.ts";
import { LEASE_MS, openStoreNode, type StoreNode } from "../support/store-node.ts";

let database: TestDatabase;
let one: StoreNode;
let other: StoreNode;

beforeAll(async () => {
  database = await withDatabase();
  one = await openStoreNode(database.url, "one");
  other = await openStoreNode(database.url, "other");
});

afterAll(async () => {
  for (const opened of [one, other, database]) await opened[Symbol.asyncDispose]();
});

afterEach(async () => {
  await ask(database.url, "truncate hakika.work");
});

test("two nodes that claim at once get every row between them, and no row twice", async () => {
  const made = await dueRows(400);
  // Enough rounds for both even where one of two that meet comes away empty-handed.
  const claims = [one, other].map(async (node) => {
    const mine: Work[] = [];
    for (let round = 0; round < 40; round += 1) mine.push(...(await claimWork("operation", 25, node)));
    return mine;
  });
  const claimed = (await Promise.all(claims)).flat();
  expect(claimed.map(({ subject_id }) => subject_id).sort()).toEqual(made.sort());
});

test("of two nodes that have seen the same row, the second comes away with nothing", async () => {
  await dueRows(1);
  const gate = new Gate();
  await using slow = await openStoreNode(database.url, "slow", {
    through: holdStatement("claim_due_work", gate),
  });
  const late = claimWork("operation", 10, slow);
  await gate.reached;
  expect(await claimWork("operation", 10, one)).toHaveLength(1);
  gate.open();
  expect(await late).toEqual([]);
});

test("what is not due yet, or of another kind, is left alone", async () => {
  const [early] = await dueRows(1);
  await ask(
    database.url,
    `update hakika.work set due_at = now() + interval '1 minute' where subject_id = '${early}'`,
  );
  expect(await claimWork("operation", 10, one)).toEqual([]);
  await dueRows(1);
  expect(await claimWork("callback", 10, one)).toEqual([]);
  expect(await claimWork("operation", 10, one)).toHaveLength(1);
});

describe("a lease", () => {
  test("keeps the row from others until its end, and then gives it to whoever comes", async () => {
    const [id] = await dueRows(1);
    expect(await claimWork("operation", 10, one)).toMatchObject([{ subject_id: id, claims: 1 }]);
    expect(await claimWork("operation", 10, at(other, LEASE_MS - 1_000))).toEqual([]);
    expect(await claimWork("operation", 10, at(other, LEASE_MS))).toMatchObject([
      { subject_id: id, claims: 2 },
    ]);
  });

  test("lasts as long as it is renewed", async () => {
    await dueRows(1);
    const held = await claimWork("operation", 10, one);
    await renewWork(held, at(one, LEASE_MS - 1_000));
    expect(await claimWork("operation", 10, at(other, 2 * LEASE_MS - 2_000))).toEqual([]);
    expect(await claimWork("operation", 10, at(other, 2 * LEASE_MS))).toHaveLength(1);
  });

  test.each(["renew", "postpone"])(
    "that another node has taken over cannot be moved any more: %s",
    async (how) => {
      const [id] = await dueRows(1);
      const [held] = await claimWork("operation", 10, one);
      await claimWork("operation", 10, at(other, LEASE_MS));
      const before = await ask(database.url, "select * from hakika.work");
      if (held === undefined) throw new Error("Nothing was claimed.");
      if (how === "renew") await renewWork([held], at(one, LEASE_MS + 1_000));
      else await postponeWork(held, 60_000, at(one, LEASE_MS + 1_000));
      expect(await ask(database.url, "select * from hakika.work")).toEqual(before);
      expect(before).toMatchObject([{ subject_id: id, owner: "other", claims: 2 }]);
    },
  );

  test("can be given back, and the row is anybody's when its time comes", async () => {
    await dueRows(1);
    const [held] = await claimWork("operation", 10, one);
    if (held === undefined) throw new Error("Nothing was claimed.");
    await postponeWork(held, 60_000, one);
    expect(await ask(database.url, "select owner from hakika.work")).toEqual([{ owner: null }]);
    expect(await claimWork("operation", 10, at(other, 59_000))).toEqual([]);
    expect(await claimWork("operation", 10, at(other, 60_000))).toHaveLength(1);
  });
});

test("whoever has to give way, so that two do not wait for each other for ever, takes and renews all the same", async () => {
  await dueRows(2);
  await using polite = await openStoreNode(database.url, "polite", { through: givesWayOnce });
  const held = await claimWork("operation", 10, polite);
  expect(held).toHaveLength(2);
  await renewWork(held, at(polite, LEASE_MS - 1_000));
  expect(await claimWork("operation", 10, at(other, 2 * LEASE_MS - 2_000))).toEqual([]);
});

/** The first run of each statement that writes is the one that the database breaks off. */
function givesWayOnce(database: Database): Database {
  const brokenOff = new Set<string>(["read_due_work"]);
  return {
    run: async (statement, values) => {
      if (brokenOff.has(statement.name)) return await database.run(statement, values);
      brokenOff.add(statement.name);
      throw Object.assign(new Error("deadlock detected"), { code: "40P01" });
    },
    close: () => database.close(),
  };
}

/** Ids of rows that are due by now, whose node is gone. */
async function dueRows(count: number): Promise<string[]> {
  const requests = Array.from({ length: count }, () => newAcceptance({}, one));
  await accept(requests, { ...one, offset_ms: -2 * LEASE_MS });
  return requests.map(({ operation }) => operation.id);
}

/** The node when so much time has passed on the database's clock. */
function at(node: StoreNode, offset_ms: number) {
  return { ...node, offset_ms };
}
