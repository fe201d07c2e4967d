import type { Database, Statement } from "../../src/store/database.ts";
import type { Rows } from "./memory/tables.ts";
import type { MemoryDatabase } from "./memory-database.ts";

/** How a statement ended: with these rows, or with this error of the server's. */
type End = { readonly rows: readonly string[] } | { readonly error: string };

/** Those whose rows come in an order of the statement's own. */
const ordered = new Set(["events_of_operation", "list_reviews", "connections_of_merchant"]);

/** Gives each statement to PostgreSQL and to the tables in memory, and keeps a note of whatever differs. */
export class MirroredDatabase implements Database {
  readonly differences: string[] = [];
  statements = 0;
  readonly #postgres: Database;
  readonly #memory: MemoryDatabase;
  #last: Promise<void> = Promise.resolve();

  constructor(postgres: Database, memory: MemoryDatabase) {
    this.#postgres = postgres;
    this.#memory = memory;
  }

  /** One after the other, so that both see the same order. */
  run<Row>(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
    const run = this.#last.then(() => this.#runOnBoth<Row>(statement, values));
    this.#last = run.then(
      () => undefined,
      () => undefined,
    );
    return run;
  }

  async #runOnBoth<Row>(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
    this.statements += 1;
    const real = await settle(this.#postgres.run<Row>(statement, values));
    const [wanted, got] = [real, await settle(this.#memory.run<Row>(statement, values))].map((settled) =>
      JSON.stringify(endOf(settled, ordered.has(statement.name))),
    );
    if (wanted !== got) this.differences.push(`${statement.name}: PostgreSQL ${wanted}, memory ${got}`);
    if (real.status === "rejected") throw real.reason;
    return real.value;
  }

  /** Holds every table of the one against the same of the other. Columns that no statement reads are not kept in memory. */
  async compareTables(): Promise<void> {
    const { journal: _, ...tables } = this.#memory.tables;
    for (const [name, table] of Object.entries(tables)) {
      const rows: readonly object[] = table.all();
      const columns = Object.keys(rows[0] ?? {});
      const sql = `select ${columns.join(", ") || 1} from hakika.${name}`;
      const stored = await this.#postgres.run<Rows[keyof Rows]>({ name: `all_${name}`, sql }, []);
      const [wanted, got] = [stored, rows].map((all) => JSON.stringify(all.map(plain).sort()));
      if (wanted !== got) this.differences.push(`${name}: PostgreSQL ${wanted}, memory ${got}`);
    }
  }

  close(): Promise<void> {
    return this.#postgres.close();
  }
}

async function settle<Result>(promise: Promise<Result>): Promise<PromiseSettledResult<Result>> {
  const [settled] = await Promise.allSettled([promise]);
  return settled;
}

function endOf(settled: PromiseSettledResult<readonly unknown[]>, isOrdered: boolean): End {
  if (settled.status === "rejected") return { error: String(settled.reason?.code ?? settled.reason) };
  const rows = settled.value.map(plain);
  return { rows: isOrdered ? rows : rows.sort() };
}

/** One spelling for a row: its columns in the order of their names, bytes as hexadecimal, times as milliseconds. */
function plain(value: unknown): string {
  return JSON.stringify(spelled(value));
}

function spelled(value: unknown): unknown {
  if (typeof value === "bigint") return `${value}n`;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (value instanceof Date) return value.getTime();
  // Of a set of ids, gathered by the statement, the server may give any order.
  if (Array.isArray(value))
    return value.every((item) => typeof item === "string") ? [...value].sort() : value.map(spelled);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, spelled(field)]));
}
