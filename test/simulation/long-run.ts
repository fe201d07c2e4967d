import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type { Report } from "./simulate.ts";
import { simulate } from "./simulate.ts";
import { describeFailure, Tally } from "./tally.ts";

/** A seed in this many says that all is well so far. */
const SAY_EVERY = 1_000;

interface Share {
  readonly first: number;
  readonly last: number;
  readonly step: number;
}

/** `SEEDS=5000 FIRST_SEED=1 npm run test:long`: as many worlds as there is time for, on every core. */
async function runAll(): Promise<boolean> {
  const seeds = Number(process.env["SEEDS"] ?? 200_000);
  const first = Number(process.env["FIRST_SEED"] ?? 1);
  const cores = Math.min(availableParallelism(), seeds);
  const tally = new Tally();
  let failed = 0;
  const take = (report: Report) => {
    tally.add(report);
    if (report.complaints.length > 0) {
      failed += 1;
      say(describeFailure(report));
    }
    if (tally.seeds % SAY_EVERY === 0) say(`${tally.seeds} of ${seeds} seeds, ${failed} failed`);
  };
  const shares = Array.from({ length: cores }, (_, index) => ({
    first: first + index,
    last: first + seeds - 1,
    step: cores,
  }));
  await Promise.all(shares.map((share) => runElsewhere(share, take)));
  say(`${tally}; ${failed} failed`);
  return failed === 0;
}

function runElsewhere(share: Share, take: (report: Report) => void): Promise<void> {
  const worker = new Worker(new URL(import.meta.url), { workerData: share });
  return new Promise((resolve, reject) => {
    worker.on("message", take);
    worker.on("error", reject);
    worker.on("exit", () => resolve());
  });
}

async function runShare({ first, last, step }: Share): Promise<void> {
  for (let seed = first; seed <= last; seed += step) parentPort?.postMessage(await simulate({ seed }));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (isMainThread) process.exitCode = (await runAll()) ? 0 : 1;
else await runShare(workerData as Share);
