import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { ask } from "../support/ask.ts";
import { withDatabase } from "../support/database.ts";
import { explain, hot, statements } from "./plans.ts";
import { gatherPlans, type Plans, plansPage } from "./plans-page.ts";

const page = new URL("../../docs/reference/plans.md", import.meta.url);
/** It reads the small table of due work in a development database, and says so. */
const READS_ALL = ["read_schedule"];

let plans: Plans;

beforeAll(async () => {
  await using database = await withDatabase();
  plans = await gatherPlans(database.url);
});

test("the page of the plans is what PostgreSQL plans; `npm run generate` writes it", async () => {
  expect(await readFile(page, "utf8")).toBe(plansPage(plans));
});

test("no statement reads a whole table, in a full database or an empty one", () => {
  const wholesale = [plans.fresh, plans.stale].flatMap((some) =>
    [...some].filter(([, plan]) => readsAll(plan)).map(([name]) => name),
  );
  expect([...new Set(wholesale)]).toEqual(READS_ALL);
});

describe("on a payment's way", () => {
  test("every statement is one of the store's", () => {
    expect([...hot.keys()].filter((name) => !statements.has(name))).toEqual([]);
  });

  test.each([...hot.keys()])("%s is done in one way, whatever the statistics say", (name) => {
    expect(plans.stale.get(name)).toBe(plans.fresh.get(name));
  });
});

describe("written the ordinary way", () => {
  test.each([
    [
      "a renewal would read every row of a table that was empty when it was planned",
      `update work set due_at = now() from unnest($1::smallint[], $2::uuid[]) as held(slot, subject_id)
        where work.slot = held.slot and work.subject_id = held.subject_id`,
    ],
    [
      "so would the look for bytes that came before",
      `select id from callbacks where not exists (select from callbacks earlier
        where earlier.operation_id = callbacks.operation_id and earlier.digest = $1)`,
    ],
  ])("%s", async (_what, sql) => {
    await using database = await withDatabase();
    await ask(database.url, "analyze");
    const [plan = ""] = await explain(database.url, [sql]);
    expect(readsAll(plan)).toBe(true);
  });
});

/** A scan of a whole table, or of an index without a place to begin at. */
function readsAll(plan: string): boolean {
  return plan.split("\n").some((line, at, lines) => {
    if (/\bSeq Scan on\b/.test(line)) return true;
    return /\bIndex (?:Only )?Scan (?:using|on)\b/.test(line) && !/Index Cond:/.test(lines[at + 1] ?? "");
  });
}
