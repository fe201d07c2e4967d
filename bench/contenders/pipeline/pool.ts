import pg from "pg";

/** An idle connection that breaks is replaced at its next use, and is no reason to end the process. */
export function openPool(database_url: string, connections: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: database_url, max: connections });
  pool.on("error", replaceLater);
  pool.on("connect", (client) => client.on("error", replaceLater));
  return pool;
}

function replaceLater(): void {}
