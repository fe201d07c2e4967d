#!/usr/bin/env node
// Plain JavaScript for any Node that a machine happens to have; everything behind it needs Node 24.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const NODE_NEEDED = 24;

if (Number.parseInt(process.versions.node, 10) >= NODE_NEEDED) {
  const { main } = await import("../src/cli/main.ts");
  await main(process.argv);
} else {
  runWithOwnNode();
}

/** Gives the word to the Node that `npm ci` has brought, and passes on what either side says. */
function runWithOwnNode() {
  const node = fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url));
  if (!existsSync(node)) {
    console.error(
      `Hakika needs Node ${NODE_NEEDED} and this is ${process.version}: run npm ci, which brings it.`,
    );
    process.exit(1);
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"])
    process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
