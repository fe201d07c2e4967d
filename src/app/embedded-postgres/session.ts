import pg from "pg";
import { ExplainedError } from "../../lib/explained-error.ts";
import { OWNER } from "./cluster.ts";

/** Where a server listens on 127.0.0.1, and the password of its one role. */
export interface Address {
  readonly port: number;
  readonly password: string;
}

/** Makes Hakika's database where it is missing, and gives its URL. */
export async function prepareDatabase(address: Address): Promise<string> {
  const session = new pg.Client({ connectionString: urlOf(address, "postgres") });
  try {
    await session.connect();
    const { rowCount } = await session.query("select from pg_database where datname = $1", [OWNER]);
    if (rowCount === 0) await session.query(`create database ${OWNER}`);
  } catch (error) {
    throw isWrongPassword(error) ? lostPassword() : error;
  } finally {
    await session.end();
  }
  return urlOf(address, OWNER);
}

/** Without encryption, whatever PGSSLMODE says: nothing leaves this machine, and the server has no certificate. */
function urlOf({ port, password }: Address, database: string): string {
  return `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`;
}

function isWrongPassword(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "28P01";
}

function lostPassword(): ExplainedError {
  return new ExplainedError(
    "The password in .hakika/postgres-password is not the one that the database was made with: put the old file back, " +
      "or delete .hakika/postgres and what it points to, to start afresh.",
  );
}
