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
  const { startNode } = await import("../app/node.ts");
  const asked_to_stop = stopRequest();
  const node = await startNode(process.env);
  await asked_to_stop;
  await node.stop();
}
