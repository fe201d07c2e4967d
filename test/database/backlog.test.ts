import { expect, test } from "vitest";
import { endCallbacks } from "../../src/store/callbacks.ts";
import { claimWork, type WorkKind } from "../../src/store/work.ts";
import { ask } from "../support/ask.ts";
import { withDatabase } from "../support/database.ts";
import { openStoreNode, type StoreNode } from "../support/store-node.ts";
import { explain, statements } from "./plans.ts";

const ROWS = 100_000;
const CLAIM = 500;
/** So many rows make one measurement. */
const PART = 5_000;
const SOON_MS = 5_000;

/** Nothing comes meanwhile that would bring the statistics up to date and have plans made anew. */
const FROZEN = "alter table hakika.work set (autovacuum_enabled = off); analyze";

test("a hundred thousand rows that fall due at once drain at full rate within seconds", {
  timeout: 180_000,
}, async ({ annotate }) => {
  await using database = await withDatabase();
  await ask(database.url, FROZEN);
  await using node = await openStoreNode(database.url, "node");
  // This node has its plans from a time when there was nothing to do.
  expect(await claimWork("callback", CLAIM, node)).toEqual([]);
  await endCallbacks([], node.database);
  await fallDue(ROWS, "callback", database.url);

  const parts = await drain(node);
  expect(await ask(database.url, "select count(*)::int as left from hakika.work")).toEqual([{ left: 0 }]);
  const steady = median(parts.map(({ rate }) => rate));
  const soon = Math.max(...parts.filter(({ began_ms }) => began_ms < SOON_MS).map(({ rate }) => rate));
  await annotate(`Rows a second: ${shown(parts)}; steady ${Math.round(steady)}, soon ${Math.round(soon)}.`);
  expect(soon).toBeGreaterThanOrEqual(steady / 2);
});

test("due work is found by its due time, with statistics of an empty table and of the full one", async () => {
  await using database = await withDatabase();
  await ask(database.url, FROZEN);
  const plan = async () =>
    (await explain(database.url, [sqlOf("read_due_work"), sqlOf("claim_due_work")])).join("\n");
  const empty = await plan();
  await fallDue(ROWS, "operation", database.url);
  const stale = await plan();
  await ask(database.url, "analyze hakika.work");
  const fresh = await plan();
  expect(fresh).toMatch(
    /Index Scan using work_by_due_time on work\n +Index Cond: \(\(kind = \$2\) AND \(due_at <=/,
  );
  expect(fresh).toMatch(/Index Scan using work_pkey on work\n +Index Cond: \(\(slot = .*subject_id = /);
  expect(stale).toBe(fresh);
  expect(empty).toBe(fresh);
});

test("a backlog of one kind is not gone through in search of another", async () => {
  await using database = await withDatabase();
  await fallDue(ROWS, "operation", database.url);
  await using node = await openStoreNode(database.url, "node");
  const read = {
    name: "explain_due_work",
    sql: `explain (analyze, buffers, format json) ${sqlOf("read_due_work")}`,
  };
  const [row] = await node.database.run<{ readonly "QUERY PLAN": readonly [{ readonly Plan: Buffers }] }>(
    read,
    ["0 milliseconds", "delivery", CLAIM],
  );
  const { Plan: pages } = row?.["QUERY PLAN"][0] ?? {};
  expect((pages?.["Shared Hit Blocks"] ?? NaN) + (pages?.["Shared Read Blocks"] ?? NaN)).toBeLessThan(10);
});

interface Buffers {
  readonly "Shared Hit Blocks": number;
  readonly "Shared Read Blocks": number;
}

/** Due since a second, one after the other, under ids that are spread over all slots. */
async function fallDue(count: number, kind: WorkKind, url: string): Promise<void> {
  await ask(
    url,
    `insert into hakika.work (slot, kind, subject_id, due_at)
     select number % 64, '${kind}', md5(number::text)::uuid, now() - interval '1 second' + number * interval '1 microsecond'
       from generate_series(1, ${count}) as number`,
  );
}

interface Part {
  /** Since the drain began. */
  readonly began_ms: number;
  /** Rows a second. */
  readonly rate: number;
}

/** As a node does with callbacks: claims them in bulk, and ends them in bulk. */
async function drain(node: StoreNode): Promise<readonly Part[]> {
  const parts: Part[] = [];
  const start = performance.now();
  for (let claimed = CLAIM; claimed === CLAIM; ) {
    const began = performance.now();
    let ended = 0;
    while (claimed === CLAIM && ended < PART) {
      const work = await claimWork("callback", CLAIM, node);
      const ends = work.map(({ slot, subject_id }) => ({
        slot,
        id: subject_id,
        verdict: "applied" as const,
        cause: null,
      }));
      await endCallbacks(ends, node.database);
      claimed = work.length;
      ended += claimed;
    }
    if (ended === PART)
      parts.push({ began_ms: began - start, rate: (1_000 * ended) / (performance.now() - began) });
  }
  return parts;
}

function shown(parts: readonly Part[]): string {
  return parts.map(({ rate }) => Math.round(rate)).join(", ");
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function sqlOf(name: string): string {
  return statements.get(name)?.sql ?? "";
}
