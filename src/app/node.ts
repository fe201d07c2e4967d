import cluster from "node:cluster";
import { migrate } from "../store/migrate.ts";
import { startGateway } from "./gateway.ts";
import { openLog } from "./log.ts";
import { readSettings } from "./settings.ts";
import { metricsOfAllWorkers, READY } from "./worker-messages.ts";

/** One node of the gateway with the settings of its environment. It says in its log when it is ready and when it stops. */
export async function startNode(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<{ stop(): Promise<void> }> {
  const { callback_base_url, metrics_token, ...settings } = await readSettings(environment);
  const log = openLog({ level: settings.log_level, file: null, node: settings.node });
  await migrate(settings.database_url);
  const address = callback_base_url === undefined ? {} : { callback_base_url };
  const api = metrics_token === undefined ? {} : { metrics_token };
  const shared = cluster.isWorker ? { metricsOf: metricsOfAllWorkers } : {};
  const gateway = await startGateway({ ...settings, ...address, ...shared, api, log });
  log.info({ url: gateway.url }, "The gateway is ready.");
  if (cluster.isWorker) process.send?.(READY);
  const stop = async (): Promise<void> => {
    log.info("The gateway stops: calls that are under way come to their end.");
    await gateway.stop();
  };
  return { stop };
}
