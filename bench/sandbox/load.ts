import { Worker } from "node:worker_threads";
import { processorTime } from "../rig/processor-time.ts";
import type { Contestant } from "./contestants.ts";

export interface Load {
  readonly seconds: number;
  readonly connections: number;
}

export interface Fired {
  readonly answers_per_second: number;
  /** Answers other than 200, and broken connections. */
  readonly others: number;
}

export interface Measured {
  readonly answers_per_second: number;
  /** Microseconds of processor time that each answer cost the contestant; null where the system does not say. */
  readonly cost_us: number | null;
}

/** Anything but 200 ends the run. */
export async function fireAt(contestant: Contestant, load: Load): Promise<Measured> {
  const before = processorTime(contestant.pid);
  const workerData = { url: contestant.url, ...load };
  const worker = new Worker(new URL("./fire.ts", import.meta.url), { workerData });
  const { answers_per_second, others } = await new Promise<Fired>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  if (others > 0) throw new Error(`${contestant.name} gave ${others} answers other than 200.`);
  const after = processorTime(contestant.pid);
  const used = before === null || after === null ? null : after - before;
  return { answers_per_second, cost_us: used === null ? null : used / (answers_per_second * load.seconds) };
}
