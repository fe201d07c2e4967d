import pg from "pg";
import { defineIdAt, finishedPayments, readMerchants } from "./finished-payments.ts";

/** Few enough that the server keeps a batch in memory. */
const BATCH = 20_000;
const TABLES = [
  "operations",
  "events",
  "idempotency_keys",
  "announcements",
  "webhook_deliveries",
  "callbacks",
  "phone_locks",
  "reviews",
];

/**
 * Puts `count` finished payments into a migrated database, beside what is there already, and brings its statistics up to
 * date. They belong to the merchants of the database, or to one who is made where there is none, and were made one a
 * second up to now, or up to `ends_at`.
 */
export async function fill(database_url: string, count: number, ends_at = new Date()): Promise<void> {
  const session = new pg.Client({ connectionString: database_url, options: "-c search_path=hakika" });
  await session.connect();
  try {
    // A crash would only mean filling once more.
    await session.query("set synchronous_commit = off");
    await session.query(defineIdAt);
    const merchants = await merchantsOf(session);
    for (let from = 1; from <= count; from += BATCH) {
      const to = Math.min(from + BATCH - 1, count);
      await session.query(finishedPayments, [from, to, count, merchants, ends_at]);
    }
    await session.query(`vacuum (analyze) ${TABLES.join(", ")}`);
  } finally {
    await session.end();
  }
}

async function merchantsOf(session: pg.Client): Promise<readonly string[]> {
  const { rows } = await session.query<{ id: string }>(readMerchants);
  return rows.map(({ id }) => id);
}
