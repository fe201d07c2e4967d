import { Worker } from "node:worker_threads";
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

/** How many answers a second come. Anything but 200 ends the run. */
export async function fireAt(contestant: Contestant, load: Load): Promise<number> {
  const workerData = { url: contestant.url, ...load };
  const worker = new Worker(new URL("./fire.ts", import.meta.url), { workerData });
  const { answers_per_second, others } = await new Promise<Fired>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  if (others > 0) throw new Error(`${contestant.name} gave ${others} answers other than 200.`);
  return Math.round(answers_per_second);
}
