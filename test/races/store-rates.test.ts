import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { holdTurns, nextTurns, type Turn, type TurnWish, takeTurnsWithin } from "../../src/store/rates.ts";
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

describe("a limit that is held", () => {
  test.each([1, 3])(
    "gives no turn until then, and then one after the other, with a burst of %i too",
    async (burst) => {
      const wish = limitWish({ every_ms: 200, burst });
      const ask = (from: number, count: number) =>
        takeTurnsWithin(
          times(count, () => wish(from)),
          node.database,
        );
      await ask(0, 1);
      await holdTurns([wish(0)], 5_000, node.database);
      expect(await ask(100, 3)).toEqual([5_000, 5_200, 5_400].map(given));
      expect(await ask(60_000, burst)).toEqual(times(burst, () => given(60_000)));
    },
  );

  test("tells those to come back who would wait too long, each in their turn", async () => {
    const wish = limitWish({ every_ms: 200, within_ms: 400 });
    await holdTurns([wish(0)], 5_000, node.database);
    expect(
      await takeTurnsWithin(
        times(3, () => wish(0)),
        node.database,
      ),
    ).toEqual([4_600, 4_800, 5_000].map(later));
    expect(await takeTurnsWithin([wish(4_600)], node.database)).toEqual([given(5_000)]);
  });

  test("is held though nobody has asked under it yet, and its neighbour is not", async () => {
    const [held, other] = [limitWish({}), limitWish({})];
    await holdTurns([held(0)], 5_000, node.database);
    expect(await takeTurnsWithin([held(0), other(0)], node.database)).toEqual([5_000, 0].map(given));
  });

  test("is never let go sooner by a shorter hold, nor are turns that were given before given again", async () => {
    const wish = limitWish({ every_ms: 200 });
    await holdTurns([wish(0)], 5_000, node.database);
    await holdTurns([wish(0)], 3_000, node.database);
    expect(
      await takeTurnsWithin(
        times(2, () => wish(0)),
        node.database,
      ),
    ).toEqual([5_000, 5_200].map(given));
    await holdTurns([wish(0)], 5_200, node.database);
    expect(await takeTurnsWithin([wish(0)], node.database)).toEqual([given(5_400)]);
  });

  test("says when the next turn would be, as any other does", async () => {
    const [held, asked, untouched] = [1, 2, 3].map((burst) => limitWish({ every_ms: 200, burst })(0));
    if (held === undefined || asked === undefined || untouched === undefined)
      throw new Error("There are three.");
    await holdTurns([held], 5_000, node.database);
    await takeTurnsWithin(
      times(3, () => ({ ...asked })),
      node.database,
    );
    expect(await nextTurns([held, asked, untouched], node.database)).toEqual([5_000, 400, 0]);
  });
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

function times<Item>(count: number, make: () => Item): readonly Item[] {
  return Array.from({ length: count }, make);
}

type Terms = Partial<Pick<TurnWish, "every_ms" | "burst" | "within_ms">>;

/** A limit that nobody has asked under, and how somebody asks for so many turns under it. */
function limit(terms: Terms) {
  const wish = limitWish(terms);
  return (from: number, count: number) =>
    takeTurnsWithin(
      times(count, () => wish(from)),
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
