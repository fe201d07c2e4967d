import { chmod, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { dumpSchema } from "../store/dump-schema.ts";
import { migrate } from "../store/migrate.ts";
import { startPostgres } from "./embedded-postgres/start-postgres.ts";

/** The schema as the migrations leave it. */
export async function schemaPage(): Promise<string> {
  return await onEmptyDatabase(schemaOf);
}

/** On a server that is started for it and leaves nothing behind, with a database that is migrated and empty. */
export async function onEmptyDatabase<Result>(
  use: (database_url: string) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), "hakika-empty-"));
  await chmod(directory, 0o711); // As root the server runs as a user who has to pass through.
  const postgres = await startPostgres({ directory });
  try {
    await migrate(postgres.url);
    return await use(postgres.url);
  } finally {
    await postgres.stop();
    await rm(await realpath(join(directory, "postgres")), { recursive: true });
    await rm(directory, { recursive: true });
  }
}

/** The schema of a database that was migrated already. */
export async function schemaOf(database_url: string): Promise<string> {
  const client = new pg.Client({ connectionString: database_url });
  await client.connect();
  try {
    return await dumpSchema(client);
  } finally {
    await client.end();
  }
}
