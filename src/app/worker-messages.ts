import cluster from "node:cluster";
import { AggregatorRegistry, type Registry } from "prom-client";

/** What a worker tells the process that started it, and what it asks of it. */
export const READY = "ready";
const METRICS = "metrics";

/** In the process that started the workers: gathers the metrics of all of them for whichever asks. */
export function answerForAllWorkers(): void {
  const all = new AggregatorRegistry();
  cluster.on("message", async (worker, message) => {
    if (message !== METRICS) return;
    const text = await all.clusterMetrics().catch(() => null);
    if (worker.isConnected()) worker.send({ [METRICS]: text });
  });
}

/** In a worker: the metrics of the whole machine, since whoever reads them reaches whichever worker is free. */
export function metricsOfAllWorkers(own: Registry): () => Promise<string> {
  AggregatorRegistry.setRegistries(own);
  // Making one has this process answer when it is asked for its own.
  new AggregatorRegistry();
  let asked: Promise<string> | undefined;
  return () => {
    asked ??= askForMetrics().finally(() => {
      asked = undefined;
    });
    return asked;
  };
}

function askForMetrics(): Promise<string> {
  return new Promise((resolve, reject) => {
    const listen = (message: Readonly<Record<string, string | null>>) => {
      const text = message[METRICS];
      if (text === undefined) return;
      process.off("message", listen);
      if (text === null) reject(new Error("A worker did not tell its metrics in time."));
      else resolve(text);
    };
    process.on("message", listen);
    process.send?.(METRICS);
  });
}
