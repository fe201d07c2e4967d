import { chmod, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startPostgres } from "../../src/app/embedded-postgres/start-postgres.ts";
import { migrate } from "../../src/store/migrate.ts";
import { TEMPLATE } from "./database.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Of the server's own database, from which tests make theirs. */
    postgres_url: string;
  }
}

/** One server for the whole run, with a migrated database that every test file copies. Nothing of it is left. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "hakika-tests-"));
  await chmod(directory, 0o711); // As root the server runs as a user who has to pass through.
  const postgres = await startPostgres({ directory });
  await makeTemplate(postgres.url);
  project.provide("postgres_url", postgres.url);
  return async () => {
    await postgres.stop();
    await rm(await realpath(join(directory, "postgres")), { recursive: true });
    await rm(directory, { recursive: true });
  };
}

async function makeTemplate(server_url: string): Promise<void> {
  const session = new pg.Client({ connectionString: server_url });
  await session.connect();
  await session.query(`create database ${TEMPLATE}`);
  await session.end();
  const template = new URL(server_url);
  template.pathname = TEMPLATE;
  await migrate(template.href);
}
