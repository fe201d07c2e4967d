import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import { ExplainedError } from "../lib/explained-error.ts";
import { migrate } from "../store/migrate.ts";
import { openLog } from "./log.ts";
import { readSettings } from "./settings.ts";
import { answerForAllWorkers, READY } from "./worker-messages.ts";

/** Long enough that a worker which cannot live does not keep a core busy, short enough to be back before a client gives up. */
const REPLACE_AFTER_MS = 1_000;

/**
 * Runs nodes of the gateway as processes of this machine, one for a core, that share one port. Whichever ends is
 * replaced; what it had begun, the others take over when its leases end.
 */
export async function startWorkers(
  count: number,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<{ stop(): Promise<void> }> {
  const settings = await readSettings(environment);
  await migrate(settings.database_url);
  const log = openLog({ level: settings.log_level, file: null, node: settings.node });
  const workers = new Workers(settings.node, log);
  await Promise.all(Array.from({ length: count }, () => workers.start()));
  log.info({ workers: count }, "All workers are ready.");
  return { stop: () => workers.stop() };
}

class Workers {
  readonly #node: string;
  readonly #log: Logger;
  readonly #running = new Set<Worker>();
  #started = 0;
  #stopping = false;

  constructor(node: string, log: Logger) {
    this.#node = node;
    this.#log = log;
    answerForAllWorkers();
  }

  /** Resolves when it is ready. Where one cannot start, no other can: then all are stopped, and it rejects. */
  async start(): Promise<void> {
    if (await this.#becomesReady()) return;
    await this.stop();
    throw new ExplainedError("A worker could not start: its own words stand above.");
  }

  /** False where it ended before it was ready. Later it is replaced. */
  async #becomesReady(): Promise<boolean> {
    this.#started += 1;
    const name = `${this.#node}/${this.#started}`;
    const worker = cluster.fork({ HAKIKA_NODE: name });
    this.#running.add(worker);
    this.#log.info({ worker: name, process_id: worker.process.pid }, "A worker starts.");
    const ended = once(worker, "exit").then(() => {
      this.#running.delete(worker);
      return false;
    });
    const ready = new Promise<boolean>((resolve) => {
      worker.on("message", (message) => message === READY && resolve(true));
    });
    const is_ready = await Promise.race([ready, ended]);
    if (is_ready) void ended.then(() => this.#replace());
    return is_ready;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const ends = [...this.#running].map((worker) => once(worker, "exit"));
    for (const worker of this.#running) worker.process.kill("SIGTERM");
    await Promise.all(ends);
  }

  /** Until one is ready: what keeps it from starting, such as a database that is away, may pass. */
  async #replace(): Promise<void> {
    do {
      await setTimeout(REPLACE_AFTER_MS);
      if (this.#stopping) return;
      this.#log.error("A worker has ended; another takes its place.");
    } while (!(await this.#becomesReady()));
  }
}
