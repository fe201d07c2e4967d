import type { Command } from "commander";
import { stopRequest } from "./start/stop-request.ts";

export function registerServe(program: Command): void {
  program
    .command("serve")
    .summary("run one node of the gateway")
    .description(
      "Runs one node of the gateway against DATABASE_URL; any number of nodes may share one database. " +
        "Settings come from the environment; docs/reference/configuration.md lists them.",
    )
    .action(serve);
}

async function serve(): Promise<void> {
  const { readSettings } = await import("../app/settings.ts");
  const { startGateway } = await import("../app/gateway.ts");
  const { openLog } = await import("../app/log.ts");
  const { migrate } = await import("../store/migrate.ts");
  const settings = await readSettings(process.env);
  const log = openLog({ level: settings.log_level, file: null, node: settings.node });
  await migrate(settings.database_url);
  const { callback_base_url, ...rest } = settings;
  const gateway = await startGateway({
    ...rest,
    ...(callback_base_url === undefined ? {} : { callback_base_url }),
    log,
  });
  log.info({ url: gateway.url }, "The gateway is ready.");
  await stopRequest();
  log.info("The gateway stops: calls that are under way come to their end.");
  await gateway.stop();
}
