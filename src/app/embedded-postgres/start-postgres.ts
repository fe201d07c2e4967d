import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ExplainedError } from "../../lib/explained-error.ts";
import { makeDataDirectory } from "../data-directory.ts";
import { type ProcessLock, takeProcessLock } from "../process-lock.ts";
import { type Cluster, openCluster } from "./cluster.ts";
import { explainLog, explainSystemError } from "./explain-failure.ts";
import { findHome } from "./home.ts";
import { stopLeftover } from "./leftover.ts";
import { launchServer } from "./server.ts";
import { prepareDatabase } from "./session.ts";

/** A real PostgreSQL that lives and dies with this process. */
export interface Postgres {
  /** Of the database `hakika`, with its password. */
  readonly url: string;
  readonly log_path: string;
  readonly process_id: number;
  /** Resolves when the server has ended, whether `stop` asked for it or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** The `.hakika` folder of the clone. Made where it is missing. */
  readonly directory: string;
  readonly progress?: (line: string) => void;
}

/** Starts the embedded PostgreSQL on the data of `directory`, or on a new database where there is none. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const progress = options.progress ?? (() => undefined);
  try {
    await makeDataDirectory(options.directory);
    const home = await findHome(options.directory, progress);
    const lock = takeProcessLock(join(home.path, "lock"));
    if (lock === null)
      throw new ExplainedError(`Another process is using the database in ${home.path}; stop it first.`);
    try {
      const cluster = await openCluster({ home, password: await findPassword(options.directory), progress });
      return await serve(cluster, lock, progress);
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    throw explainSystemError(error, options.directory);
  }
}

async function serve(
  cluster: Cluster,
  lock: ProcessLock,
  progress: (line: string) => void,
): Promise<Postgres> {
  await stopLeftover(cluster.data);
  progress("Starting PostgreSQL");
  const { address, log_path, process_id, ...server } = await launchServer(cluster);
  const ended = server.ended.then(() => lock.release());
  try {
    const url = await prepareDatabase(address);
    return { url, log_path, process_id, ended, stop: () => server.stop().then(() => ended) };
  } catch (error) {
    await server.stop();
    throw error instanceof ExplainedError ? error : await explainLog({ log_path, data: cluster.data });
  }
}

/** The password is kept beside the data and not with it, for this process's user alone. */
async function findPassword(directory: string): Promise<string> {
  const path = join(directory, "postgres-password");
  const kept = await readFile(path, "utf8").catch(() => "");
  if (kept !== "") return kept.trim();
  const password = randomBytes(24).toString("base64url");
  await writeFile(path, `${password}\n`, { mode: 0o600, flush: true });
  return password;
}
