import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { ExplainedError } from "../../lib/explained-error.ts";
import { readPostmasterFile } from "./postmaster-file.ts";

const LOOK_AGAIN_AFTER_MS = 50;
/** How long each way of asking may take: `SIGINT` rolls back and writes a checkpoint, `SIGQUIT` does neither. */
const STOP_WITHIN_MS = 10_000;

/**
 * Stops a server that outlived the process that started it. Its leash pulls it down too, but that takes a moment.
 * A `postmaster.pid` whose number now belongs to another program, as happens after a reboot or in a container, would
 * keep PostgreSQL from starting, so it is removed. The caller holds the lock of the home: no living process's server runs.
 */
export async function stopLeftover(data: string): Promise<void> {
  const file = await readPostmasterFile(data);
  if (file === null) return;
  if (!(await serves(file.process_id, data))) {
    await rm(file.path, { force: true });
    return;
  }
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    signalIfAlive(file.process_id, signal);
    const give_up_at = performance.now() + STOP_WITHIN_MS;
    while (performance.now() < give_up_at) {
      if (!(await serves(file.process_id, data))) return;
      await pause(LOOK_AGAIN_AFTER_MS);
    }
  }
  throw new ExplainedError(
    `A PostgreSQL of an earlier start does not stop: end process ${file.process_id} (kill -9 ${file.process_id}) and start again.`,
  );
}

async function serves(process_id: number, data: string): Promise<boolean> {
  const command = await commandOf(process_id);
  return command.includes("postgres") && command.includes(data);
}

/** Empty for a process that is gone, or gone but not yet collected by its parent. */
async function commandOf(process_id: number): Promise<string> {
  if (process.platform === "linux") {
    const words = await readFile(`/proc/${process_id}/cmdline`, "utf8").catch(() => "");
    return words.replaceAll("\0", " ");
  }
  const listed = await promisify(execFile)("ps", ["-ww", "-o", "command=", "-p", String(process_id)]).catch(
    () => null,
  );
  return listed?.stdout ?? "";
}

function signalIfAlive(process_id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process_id, signal);
  } catch {
    // It ended on its own meanwhile, which is what was wanted.
  }
}
