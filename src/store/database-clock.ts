import type { SharedClock } from "../core/ports.ts";
import type { Database, Statement } from "./database.ts";

const readTime: Statement = { name: "read_time", sql: "select clock_timestamp() as now" };

/**
 * The database's clock, read now and then and carried on by this process's monotonic clock, so that a node whose own
 * clock is wrong or is set meanwhile keeps the same time as the others. `offset_ms` moves it in a sandbox.
 */
export class DatabaseClock implements SharedClock {
  readonly #database: Database;
  #read_at = 0;
  #database_time = 0;
  #offset_ms = 0;

  private constructor(database: Database) {
    this.#database = database;
  }

  static async start(database: Database): Promise<DatabaseClock> {
    const clock = new DatabaseClock(database);
    await clock.read();
    return clock;
  }

  now(): number {
    return Math.round(this.#database_time + (performance.now() - this.#read_at)) + this.#offset_ms;
  }

  get offset_ms(): number {
    return this.#offset_ms;
  }

  advance(by_ms: number): void {
    this.#offset_ms += by_ms;
  }

  /** Takes the middle of the round trip as the moment of reading. */
  async read(): Promise<void> {
    const asked_at = performance.now();
    const [row] = await this.#database.run<{ now: number }>(readTime, []);
    if (row === undefined) throw new Error("The database gave no time.");
    this.#database_time = row.now;
    this.#read_at = (asked_at + performance.now()) / 2;
  }
}
