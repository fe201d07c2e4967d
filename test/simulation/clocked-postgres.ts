import pg from "pg";
import { type Database, openDatabase, type Statement } from "../../src/store/database.ts";
import type { TestDatabase } from "../support/database.ts";

const setNow: Statement = { name: "set_now", sql: "select set_config('simulated.now', $1, false)" };

/** A function that stands before PostgreSQL's own on the search path: its `now()` is whatever it was told last. */
const CLOCK = `
create schema simulated;
create function simulated.now() returns timestamptz stable language sql
  as $$ select current_setting('simulated.now')::timestamptz $$`;

/** A real database with the given clock. One connection, so that the clock is set for the statement that follows. */
export async function openClockedPostgres(
  { url }: Pick<TestDatabase, "url">,
  now: () => number,
): Promise<Database> {
  await install(url);
  const clocked = new URL(url);
  clocked.searchParams.set("options", "-c search_path=simulated,hakika,pg_catalog");
  const database = openDatabase({
    url: clocked.href,
    connections: 1,
    statement_timeout_ms: 10_000,
    onError: () => undefined,
  });
  return {
    run: async (statement, values) => {
      await database.run(setNow, [new Date(now()).toISOString()]);
      return await database.run(statement, values);
    },
    close: () => database.close(),
  };
}

async function install(url: string): Promise<void> {
  const session = new pg.Client({ connectionString: url });
  await session.connect();
  try {
    await session.query(CLOCK);
  } finally {
    await session.end();
  }
}
