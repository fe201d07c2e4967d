import cluster from "node:cluster";
import { type Command, InvalidArgumentError } from "commander";
import { stopRequest } from "./start/stop-request.ts";

export function registerServe(program: Command): void {
  program
    .command("serve")
    .summary("run one node of the gateway, or several")
    .description(
      "Runs nodes of the gateway against DATABASE_URL; any number of them, on any number of machines, may share one " +
        "database. Settings come from the environment; docs/reference/configuration.md lists them.",
    )
    .option("--workers <count>", "run so many nodes on this machine, which share one port", readCount, 1)
    .action(serve);
}

async function serve({ workers }: { readonly workers: number }): Promise<void> {
  const asked_to_stop = stopRequest();
  try {
    const running = await start(workers);
    await asked_to_stop;
    await running.stop();
  } finally {
    // What ties a worker to the process that started it would keep it running.
    cluster.worker?.disconnect();
  }
}

async function start(workers: number): Promise<{ stop(): Promise<void> }> {
  if (workers > 1 && cluster.isPrimary)
    return (await import("../app/workers.ts")).startWorkers(workers, process.env);
  return (await import("../app/node.ts")).startNode(process.env);
}

/** One node for each core is plenty, and no machine has more cores than this. */
const WORKERS_MAX = 128;

function readCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= WORKERS_MAX) return count;
  throw new InvalidArgumentError(`Give a whole number from 1 to ${WORKERS_MAX}.`);
}
