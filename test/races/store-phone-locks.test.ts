import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PromptWish, takePhonesForPrompts } from "../../src/store/phone-locks.ts";
import { type TestDatabase, withDatabase } from "../support/database.ts";
import { MINUTE, SECOND } from "../support/operations.ts";
import { openStoreNode, PROVIDER, type StoreNode } from "../support/store-node.ts";

let database: TestDatabase;
let node: StoreNode;

beforeAll(async () => {
  database = await withDatabase();
  node = await openStoreNode(database.url, "one");
});

afterAll(async () => {
  for (const opened of [node, database]) await opened[Symbol.asyncDispose]();
});

const LOCK_MS = 4 * MINUTE;
const granted = { granted: true };

test("a crowd asks for one phone at once, and one of it gets the phone", async () => {
  const { ask } = phone();
  const grants = await Promise.all(Array.from({ length: 40 }, () => ask(0)));
  expect(grants.filter((grant) => grant.granted)).toHaveLength(1);
  expect(grants.filter((grant) => !grant.granted).every((grant) => "try_at" in grant)).toBe(true);
});

test("wishes that travel together are answered in their order, and of those for one phone the first gets it", async () => {
  const [one, other] = [phone(), phone()];
  const wishes = [one.wish(0), other.wish(0), one.wish(0), one.wish(LOCK_MS)];
  expect(await takePhonesForPrompts(wishes, node.database)).toEqual([
    granted,
    granted,
    { granted: false, try_at: one.start + LOCK_MS },
    granted,
  ]);
});

test("whoever is refused is told when the phone is free", async () => {
  const { ask, start } = phone();
  expect(await ask(0)).toEqual(granted);
  expect(await ask(10 * SECOND)).toEqual({ granted: false, try_at: start + LOCK_MS });
  expect(await ask(LOCK_MS - 1)).toMatchObject({ granted: false });
  expect(await ask(LOCK_MS)).toEqual(granted);
});

test("the operation that holds the phone may ask again, which keeps the phone for longer", async () => {
  const { ask, start } = phone();
  const holder = randomUUID();
  expect(await ask(0, { operation_id: holder })).toEqual(granted);
  expect(await ask(MINUTE, { operation_id: holder })).toEqual(granted);
  expect(await ask(2 * MINUTE)).toEqual({ granted: false, try_at: start + MINUTE + LOCK_MS });
});

test("another phone, and the same phone at another provider, are free", async () => {
  const { ask } = phone();
  await ask(0);
  expect(await phone().ask(0)).toEqual(granted);
  expect(await ask(0, { provider: "another" })).toEqual(granted);
});

describe("a cap of three prompts in ten minutes", () => {
  const cap = { count: 3, span_ms: 10 * MINUTE };

  test("refuses the fourth until the first is ten minutes old", async () => {
    const { ask, start } = phone({ cap, lock_ms: MINUTE });
    for (const minutes of [0, 1, 2]) expect(await ask(minutes * MINUTE)).toEqual(granted);
    expect(await ask(4 * MINUTE)).toEqual({ granted: false, try_at: start + 10 * MINUTE });
    expect(await ask(10 * MINUTE)).toEqual(granted);
    expect(await ask(10 * MINUTE + 90 * SECOND)).toEqual(granted);
    expect(await ask(11 * MINUTE + 50 * SECOND)).toMatchObject({ granted: false });
  });

  test("does not count a prompt twice when its operation asks again", async () => {
    const { ask } = phone({ cap, lock_ms: MINUTE });
    const holder = randomUUID();
    for (const seconds of [0, 10, 20, 30])
      expect(await ask(seconds * SECOND, { operation_id: holder })).toEqual(granted);
    for (const minutes of [2, 4]) expect(await ask(minutes * MINUTE)).toEqual(granted);
    expect(await ask(6 * MINUTE)).toMatchObject({ granted: false });
  });

  test("counts a later prompt of the same operation as another", async () => {
    const { ask } = phone({ cap, lock_ms: MINUTE });
    const holder = randomUUID();
    for (const minutes of [0, 2, 4])
      expect(await ask(minutes * MINUTE, { operation_id: holder })).toEqual(granted);
    expect(await ask(6 * MINUTE, { operation_id: holder })).toMatchObject({ granted: false });
  });
});

test("where there is no cap, prompts are granted for ever", async () => {
  const { ask } = phone({ lock_ms: SECOND });
  for (let second = 0; second < 60; second += 1) expect(await ask(second * SECOND)).toEqual(granted);
});

/** A phone that nobody has prompted, and how others ask for it so long after `start`. */
function phone({
  cap = null,
  lock_ms = LOCK_MS,
}: {
  readonly cap?: PromptWish["cap"];
  readonly lock_ms?: number;
} = {}) {
  const phone_digest = randomBytes(32);
  const start = node.clock.now();
  const wish = (after_ms: number, change: Partial<PromptWish> = {}): PromptWish => {
    const now = start + after_ms;
    return {
      provider: PROVIDER,
      phone_digest,
      operation_id: randomUUID(),
      now,
      until: now + lock_ms,
      cap,
      ...change,
    };
  };
  const ask = async (after_ms: number, change: Partial<PromptWish> = {}) => {
    const [grant] = await takePhonesForPrompts([wish(after_ms, change)], node.database);
    if (grant === undefined) throw new Error("A wish was not answered.");
    return grant;
  };
  return { start, ask, wish };
}
