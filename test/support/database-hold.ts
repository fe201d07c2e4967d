import pg from "pg";
import { ask } from "./ask.ts";

/** A lock that a session of the test's own holds, so that others come to a halt in the middle of what they do. */
export class DatabaseHold {
  readonly #session: pg.Client;
  readonly #url: string;

  private constructor(session: pg.Client, url: string) {
    this.#session = session;
    this.#url = url;
  }

  /** `statement` takes the lock: it locks a row, or writes one that others want to write. */
  static async take(url: string, statement: string, values: readonly unknown[]): Promise<DatabaseHold> {
    const session = new pg.Client({ connectionString: url });
    // A test that fails leaves it to be cut off with its database, which is no second fault.
    session.on("error", () => undefined);
    await session.connect();
    await session.query("begin");
    await session.query(statement, [...values]);
    return new DatabaseHold(session, url);
  }

  /** Process ids of the sessions that wait for it. */
  async waiting(): Promise<readonly number[]> {
    const [row] = (await this.#session.query("select pg_backend_pid() as own")).rows;
    const waiting = await ask(
      this.#url,
      `select pid from pg_stat_activity where ${row.own} = any (pg_blocking_pids(pid))`,
    );
    return waiting.map(({ pid }) => Number(pid));
  }

  /** Ends the sessions that wait, as if they had been cut off before their statement was carried out. */
  async endWaiting(): Promise<void> {
    for (const pid of await this.waiting()) await ask(this.#url, `select pg_terminate_backend(${pid})`);
  }

  /** Lets the others go on; nothing that the session wrote is kept. */
  async release(): Promise<void> {
    await this.#session.query("rollback");
    await this.#session.end();
  }
}
