import { readdir, readFile } from "node:fs/promises";
import pg from "pg";

const directory = new URL("../../migrations/", import.meta.url);

/** Two nodes that start at once must not migrate at once; the number only has to be the same everywhere. */
const LOCK = 4_729_801_347;

/**
 * Brings the database's schema up to this program's version. Forward only, one transaction a file.
 * Refuses a schema that is newer than the program.
 */
export async function migrate(database_url: string): Promise<void> {
  const client = new pg.Client({ connectionString: database_url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await client.query(
      "create table if not exists public.hakika_migrations (name text primary key, applied_at timestamptz not null default now())",
    );
    const files = await migrationFiles();
    const { rows } = await client.query<{ name: string }>(
      "select name from public.hakika_migrations order by name",
    );
    const applied = new Set(rows.map((row) => row.name));
    refuseNewerSchema(applied, files);
    for (const file of files.filter((name) => !applied.has(name))) await applyMigration(client, file);
  } finally {
    await client.end();
  }
}

async function migrationFiles(): Promise<readonly string[]> {
  const names = await readdir(directory);
  return names.filter((name) => /^\d{4}_[a-z_]+\.sql$/.test(name)).sort();
}

function refuseNewerSchema(applied: ReadonlySet<string>, files: readonly string[]): void {
  const unknown = [...applied].filter((name) => !files.includes(name));
  if (unknown.length === 0) return;
  throw new Error(
    `The database has the migration ${unknown[0]}, which this version of Hakika does not know. Start a newer version.`,
  );
}

async function applyMigration(client: pg.Client, file: string): Promise<void> {
  const sql = await readFile(new URL(file, directory), "utf8");
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query("insert into public.hakika_migrations (name) values ($1)", [file]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`The migration ${file} failed, and nothing of it was kept.`, { cause: error });
  }
}
