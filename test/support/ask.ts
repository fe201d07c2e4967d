import pg from "pg";

/** The rows of one statement in a session of its own. */
export async function ask(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const session = new pg.Client({ connectionString: url });
  await session.connect();
  try {
    return (await session.query(statement)).rows;
  } finally {
    await session.end();
  }
}
