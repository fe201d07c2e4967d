import { existsSync, renameSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ExplainedError } from "../../lib/explained-error.ts";
import type { Cluster } from "./cluster.ts";
import { explainLog } from "./explain-failure.ts";
import { type Leashed, runOnLeash } from "./leash.ts";
import { readPostmasterFile } from "./postmaster-file.ts";
import type { Address } from "./session.ts";

export interface Server {
  readonly address: Address;
  readonly log_path: string;
  readonly process_id: number;
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Long enough for a large database to recover from a crash; nobody waits as long for a healthy one. */
const READY_WITHIN_MS = 120_000;
/** Long enough for the processes of a killed server to notice that they are orphans. */
const RETRY_WITHIN_MS = 10_000;
const LOOK_AGAIN_AFTER_MS = 40;
/** Fast shutdown waits for nobody, only for the checkpoint. */
const STOP_WITHIN_MS = 20_000;

/** Serves the cluster on a free port of 127.0.0.1 and waits until it answers. */
export async function launchServer(cluster: Cluster): Promise<Server> {
  const log_path = join(cluster.home.path, "postgres.log");
  const give_up_at = performance.now() + RETRY_WITHIN_MS;
  if (existsSync(log_path)) renameSync(log_path, join(cluster.home.path, "postgres.previous.log"));
  for (;;) {
    const address = { port: await freePort(), password: cluster.password };
    const server = runServer(cluster, address.port, log_path);
    if (await becomesReady(server, cluster.data, log_path)) {
      return {
        address,
        log_path,
        process_id: server.process_id,
        ended: server.ended,
        stop: () => stop(server),
      };
    }
    if (performance.now() > give_up_at || !(await mayWorkLater(log_path)))
      throw await explainLog({ log_path, data: cluster.data });
    await pause(LOOK_AGAIN_AFTER_MS);
  }
}

function runServer({ home, data }: Cluster, port: number, log_path: string): Leashed {
  const settings: Readonly<Record<string, string>> = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    // Whatever somebody wrote into postgresql.conf: what was acknowledged is on the disk.
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    shared_buffers: "128MB",
    max_connections: "200",
    timezone: "UTC",
    // A failed statement's values hold phone numbers, and the log is for people.
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
    logging_collector: "off",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return runOnLeash([join(home.binaries, "postgres"), "-D", data, ...flags], {
    user: home.user,
    folder: home.path,
    log_path,
  });
}

/** False where the server ended instead. */
async function becomesReady(server: Leashed, data: string, log_path: string): Promise<boolean> {
  const give_up_at = performance.now() + READY_WITHIN_MS;
  while (server.running()) {
    const file = await readPostmasterFile(data);
    if (file?.process_id === server.process_id && file.ready) return true;
    if (performance.now() > give_up_at) {
      await stop(server);
      throw new ExplainedError(
        `PostgreSQL is not ready after ${READY_WITHIN_MS / 1000} seconds; its log is ${log_path}.`,
      );
    }
    await pause(LOOK_AGAIN_AFTER_MS);
  }
  return false;
}

/** A port that was taken since we looked, or a killed predecessor whose processes are not all gone. */
async function mayWorkLater(log_path: string): Promise<boolean> {
  return /could not bind|shared memory block .* is still in use/.test(await readFile(log_path, "utf8"));
}

async function stop(server: Leashed): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (!server.running()) return;
    server.signal(signal);
    const patience = new AbortController();
    const tired = pause(STOP_WITHIN_MS, undefined, { signal: patience.signal, ref: false }).catch(
      () => undefined,
    );
    await Promise.race([server.ended, tired]);
    patience.abort();
  }
  await server.ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
