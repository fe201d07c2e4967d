import { chmod, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startPostgres } from "../../src/app/embedded-postgres/start-postgres.ts";

/** A PostgreSQL of the benchmark's own, whose commits are on the disk before they are answered. */
export interface Cluster extends AsyncDisposable {
  readonly process_id: number;
  readonly version: string;
  /** The URL of a new and empty database. */
  newDatabase(name: string): Promise<string>;
}

export async function startCluster(): Promise<Cluster> {
  await using starting = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), "hakika-bench-"));
  starting.defer(() => rm(directory, { recursive: true }));
  await chmod(directory, 0o711); // As root the server runs as a user who has to pass through.
  const postgres = await startPostgres({ directory });
  starting.defer(async () => {
    await postgres.stop();
    await rm(await realpath(join(directory, "postgres")), { recursive: true });
  });
  const version = await ask<{ server_version: string }>(postgres.url, "show server_version");
  const running = starting.move();
  return {
    process_id: postgres.process_id,
    version: version[0]?.server_version ?? "",
    newDatabase: async (name) => {
      await ask(postgres.url, `create database ${name}`);
      const url = new URL(postgres.url);
      url.pathname = name;
      return url.href;
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** One statement, or several without values, over a connection of its own. */
export async function ask<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values?: readonly unknown[],
): Promise<readonly Row[]> {
  const session = new pg.Client({ connectionString: url });
  await session.connect();
  try {
    return (await session.query<Row>(sql, values && [...values])).rows;
  } finally {
    await session.end();
  }
}
