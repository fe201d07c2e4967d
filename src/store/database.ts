import pg from "pg";

/** One prepared statement: its name is unique, so that each connection parses it once. */
export interface Statement {
  readonly name: string;
  readonly sql: string;
}

export interface Database {
  /** Runs one statement as a transaction of its own. */
  run<Row>(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  /** Connections of this node. */
  readonly connections: number;
  /** How long one statement may take before the server gives it up. */
  readonly statement_timeout_ms: number;
  readonly onError: (error: Error) => void;
}

const INT8 = 20;
const TIMESTAMPTZ = 1184;

/** Integers of 64 bits become bigints, and times milliseconds since the epoch: nothing is rounded on the way. */
const types = {
  getTypeParser(oid: number, format?: "text" | "binary"): (text: string) => unknown {
    if (oid === INT8) return (text) => BigInt(text);
    if (oid === TIMESTAMPTZ) return (text) => new Date(text).getTime();
    return pg.types.getTypeParser(oid, format === "binary" ? "binary" : "text") as (text: string) => unknown;
  },
};

/**
 * Each statement has one plan, the same on every connection, and none that reads a whole table where an index serves: a
 * plan is made once and kept, perhaps while a table is empty that holds a million rows a minute later.
 */
export const SESSION = [
  "search_path=hakika",
  "plan_cache_mode=force_generic_plan",
  "enable_seqscan=off",
  "enable_bitmapscan=off",
  "max_parallel_workers_per_gather=0",
  "jit=off",
]
  .map((setting) => `-c ${setting}`)
  .join(" ");

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: options.statement_timeout_ms,
    query_timeout: options.statement_timeout_ms + CONNECT_TIMEOUT_MS,
    options: SESSION,
    application_name: "hakika",
    types: types as pg.CustomTypesConfig,
  });
  pool.on("error", options.onError);
  return {
    async run<Row>(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
      try {
        const result = await pool.query({ name: statement.name, text: statement.sql, values: [...values] });
        return result.rows as Row[];
      } catch (error) {
        throw isUnavailability(error) ? new DatabaseUnavailable(error) : error;
      }
    },
    close: () => pool.end(),
  };
}

/** A database that hangs must not hang its callers: beyond this they are told that it is unavailable. */
const CONNECT_TIMEOUT_MS = 5_000;

/** The database could not be asked, or stopped answering: whether it did what it was asked is unknown. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";

  constructor(cause: unknown) {
    super("The database cannot be reached.", { cause });
  }
}

/** Connection, resources, operator and system errors, a statement cut off, and a server that is only a standby now. */
const UNAVAILABLE = /^(08|53|57|58)|^25006$/;

/** What does not come from the server itself is a connection that failed, a bug in our own code excepted. */
function isUnavailability(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return UNAVAILABLE.test(error.code ?? "");
  return !(error instanceof TypeError || error instanceof RangeError);
}

/** The five-character SQLSTATE of a database error; undefined where the error is of another kind. */
function sqlState(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Two writers met in the wrong order; the same statement may simply be run again. */
export function isPassingConflict(error: unknown): boolean {
  return ["40P01", "40001"].includes(sqlState(error) ?? "");
}

/** The statement would have written a second row under a key that one has. */
export function isKeyTaken(error: unknown): boolean {
  return sqlState(error) === "23505";
}

/** The statement was refused for what one of its rows holds; the others may be fine. */
export function isBadRow(error: unknown): boolean {
  const state = sqlState(error) ?? "";
  return state.startsWith("22") || state.startsWith("23");
}
