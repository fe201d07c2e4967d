import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Postgres, startPostgres } from "../../src/app/embedded-postgres/start-postgres.ts";
import { migrate } from "../../src/store/migrate.ts";
import { ask } from "./ask.ts";
import { DataDirectory } from "./data-directory.ts";
import { Forwarder } from "./forwarder.ts";

/** A PostgreSQL for one test alone, which may do to it what it likes. Its address stays the same over each start. */
export class OwnPostgres implements AsyncDisposable {
  readonly url: string;
  readonly #directory: DataDirectory;
  readonly #front: Forwarder;
  #server: Postgres;

  private constructor(directory: DataDirectory, front: Forwarder, server: Postgres) {
    this.#directory = directory;
    this.#front = front;
    this.#server = server;
    front.targets = [portOf(server)];
    const url = new URL(server.url);
    url.port = String(front.port);
    this.url = url.href;
  }

  static async start(): Promise<OwnPostgres> {
    const directory = new DataDirectory();
    const server = await startPostgres({ directory: directory.path });
    await migrate(server.url);
    return new OwnPostgres(directory, await Forwarder.open(), server);
  }

  /** As `pg_ctl stop -m immediate` does: no checkpoint, no goodbye. */
  async stopImmediately(): Promise<void> {
    process.kill(this.#server.process_id, "SIGQUIT");
    await this.#server.ended;
    this.#front.targets = [];
  }

  async startAgain(): Promise<void> {
    this.#server = await startPostgres({ directory: this.#directory.path });
    this.#front.targets = [portOf(this.#server)];
  }

  /** The server hangs: it takes connections and answers nothing. Undone by the answer, which may be called twice. */
  async freeze(): Promise<() => void> {
    const { process_id } = this.#server;
    process.kill(process_id, "SIGSTOP");
    const all = [process_id, ...(await childrenOf(process_id))];
    signal(all, "SIGSTOP");
    return () => signal(all, "SIGCONT");
  }

  /** Of nodes alone. Tells how many there were. */
  async endSessions(): Promise<number> {
    const ended = await ask(
      this.#server.url,
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hakika'",
    );
    return ended.length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.stop();
    await this.#front[Symbol.asyncDispose]();
    await this.#directory[Symbol.asyncDispose]();
  }
}

function portOf({ url }: Postgres): number {
  return Number(new URL(url).port);
}

async function childrenOf(process_id: number): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)("ps", ["-axo", "pid=,ppid="]);
  const pairs = stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([pid = 0, parent]) => (parent === process_id ? [pid] : []));
}

/** A session may have ended meanwhile. */
function signal(process_ids: readonly number[], name: "SIGSTOP" | "SIGCONT"): void {
  for (const process_id of process_ids) {
    try {
      process.kill(process_id, name);
    } catch {}
  }
}
