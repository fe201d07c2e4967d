import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Turn, type TurnWish, takeTurnsWithin } from "../../src/store/rates.ts";
import { type TestDatabase, withDatabase } from "../support/database.ts";
import { openStoreNode, type StoreNode } from "../support/store-node.ts";

let database: TestDatabase;
let node: StoreNode;

beforeAll(async () => {
  database = await withDatabase();
  node = await openStoreNode(database.url, "one");
});

afterAll(async () => {
  for (const opened of [node, database]) await opened[Symbol.asyncDispose]();
});

test("turns are given one after the other, and at once after a rest", async () => {
  const ask = limit({ every_ms: 200 });
  expect(await ask(0, 3)).toEqual([0, 200, 400].map(given));
  expect(await ask(100, 1)).toEqual([given(600)]);
  expect(await ask(5_000, 2)).toEqual([5_000, 5_200].map(given));
});

test("as many as the limit lets go together go at once", async () => {
  const ask = limit({ every_ms: 200, burst: 3 });
  expect(await ask(0, 5)).toEqual([0, 0, 0, 200, 400].map(given));
  expect(await ask(10_000, 4)).toEqual([10_000, 10_000, 10_000, 10_200].map(given));
});

test("a burst is not given again before it has been earned", async () => {
  const ask = limit({ every_ms: 200, burst: 3 });
  await ask(0, 3);
  expect(await ask(200, 2)).toEqual([200, 400].map(given));
});

test("whoever would wait too long is told to come back, each behind the one before, and takes no turn", async () => {
  const ask = limit({ every_ms: 200, within_ms: 400 });
  expect(await ask(0, 5)).toEqual([given(0), given(200), given(400), later(200), later(400)]);
  expect(await ask(0, 1)).toEqual([later(600)]);
  expect(await ask(200, 1)).toEqual([given(600)]);
});

test("whoever comes back at the moment that they were told has the turn that they would have had", async () => {
  const ask = limit({ every_ms: 1_000, burst: 2, within_ms: 0 });
  expect(await ask(0, 4)).toEqual([given(0), given(0), later(1_000), later(2_000)]);
  expect(await ask(1_000, 1)).toEqual([given(1_000)]);
  expect(await ask(2_000, 1)).toEqual([given(2_000)]);
});

test("where the limit was left alone for long, nobody is told to come back behind those who came back long ago", async () => {
  const ask = limit({ every_ms: 1_000, within_ms: 0 });
  expect(await ask(0, 3)).toEqual([given(0), later(1_000), later(2_000)]);
  expect(await ask(60_000, 2)).toEqual([given(60_000), later(61_000)]);
});

test("those who may wait longer go first when they ask together, and reach past the others", async () => {
  const [ask, wish] = [limit({ every_ms: 200, within_ms: 200 }), limitWish({ every_ms: 200 })];
  expect(await ask(0, 3)).toEqual([given(0), given(200), later(200)]);
  const wishes = [wish(0, 0), wish(0, 0), wish(0, 200)];
  expect(await takeTurnsWithin(wishes, node.database)).toEqual([later(200), later(400), given(0)]);
});

test("limits do not get into each other's way", async () => {
  const [one, other] = [limitWish({ every_ms: 1_000 }), limitWish({ every_ms: 500 })];
  const wishes = [one(0), other(0), one(0), other(0)];
  expect(await takeTurnsWithin(wishes, node.database)).toEqual([0, 0, 1_000, 500].map(given));
});

test("a crowd that asks at once, in many statements, gets as many different turns", async () => {
  const ask = limit({ every_ms: 10 });
  const turns = (await Promise.all(Array.from({ length: 40 }, () => ask(0, 5)))).flat();
  const at = turns.flatMap((turn) => (turn.given ? [turn.at] : [])).toSorted((a, b) => a - b);
  expect(at).toEqual(Array.from({ length: 200 }, (_, index) => index * 10));
});

const given = (at: number): Turn => ({ given: true, at });
const later = (come_back_at: number): Turn => ({ given: false, come_back_at });

type Terms = Partial<Pick<TurnWish, "every_ms" | "burst" | "within_ms">>;

/** A limit that nobody has asked under, and how somebody asks for so many turns under it. */
function limit(terms: Terms) {
  const wish = limitWish(terms);
  return (from: number, count: number) =>
    takeTurnsWithin(
      Array.from({ length: count }, () => wish(from)),
      node.database,
    );
}

function limitWish({ every_ms = 1_000, burst = 1, within_ms = 60_000 }: Terms) {
  const digest = randomBytes(32);
  return (from: number, within = within_ms): TurnWish => ({
    digest,
    every_ms,
    burst,
    from,
    within_ms: within,
  });
}
