import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

/** Migrated once for each run; every test database begins as a copy of it. */
export const TEMPLATE = "hakika_template";

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
}

/** A fresh, migrated database of one's own, dropped at the end of the scope: `await using database = await withDatabase()`. */
export async function withDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await onServer(`create database ${name} template ${TEMPLATE}`);
  const url = new URL(inject("postgres_url"));
  url.pathname = name;
  return { url: url.href, [Symbol.asyncDispose]: () => onServer(`drop database ${name} with (force)`) };
}

async function onServer(statement: string): Promise<void> {
  const session = new pg.Client({ connectionString: inject("postgres_url") });
  await session.connect();
  try {
    await session.query(statement);
  } finally {
    await session.end();
  }
}
