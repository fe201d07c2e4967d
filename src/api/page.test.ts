import { expect, test } from "vitest";
import { type Place, pageOf } from "./page.ts";
import { Problem } from "./problem.ts";

interface Item {
  readonly at: number;
  readonly id: string;
}

/** Newest first, several at one moment. */
const items: readonly Item[] = Array.from({ length: 25 }, (_, index) => ({
  at: 1_000 - Math.floor(index / 4),
  id: `0190f3a0-0000-7000-8000-0000000000${(99 - index).toString(16)}`,
}));

function read(from: readonly Item[]) {
  return async (after: Place | null, limit: number) => {
    const begin =
      after === null
        ? 0
        : from.findIndex(({ at, id }) => at < after.at || (at === after.at && id < after.id));
    return begin === -1 ? [] : from.slice(begin, begin + limit);
  };
}

const placeOf = ({ at, id }: Item) => ({ at, id });

async function readAll(limit: number): Promise<readonly string[]> {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const asked: { limit: number; cursor?: string } = cursor === null ? { limit } : { limit, cursor };
    const page: Awaited<ReturnType<typeof pageOf<Item>>> = await pageOf(asked, {
      read: read(items),
      placeOf,
    });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next_cursor;
  } while (cursor !== null);
  return seen;
}

test.each([1, 4, 5, 24, 25, 100])("pages of %i hold everything once, in order", async (limit) => {
  expect(await readAll(limit)).toEqual(items.map(({ id }) => id));
});

test("what comes in meanwhile does not shift a page", async () => {
  const first = await pageOf({ limit: 5 }, { read: read(items), placeOf });
  const newer = [{ at: 2_000, id: "0190f3a0-0000-7000-8000-0000000000ff" }, ...items];
  const second = await pageOf({ limit: 5, cursor: first.next_cursor ?? "" }, { read: read(newer), placeOf });
  expect(second.items).toEqual(items.slice(5, 10));
});

test.each([
  "",
  "x",
  "MTAwMA",
  "null",
  "%00",
  Buffer.from("9".repeat(15)).toString("base64url"),
  Buffer.from("999999999999999 0190f3a0-0000-7000-8000-0000000000ff").toString("base64url"),
])("a cursor that no page gave out is refused: %j", async (cursor) => {
  await expect(pageOf({ cursor }, { read: read(items), placeOf })).rejects.toBeInstanceOf(Problem);
});
