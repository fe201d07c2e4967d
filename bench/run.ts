import { parseArgs } from "node:util";
import { describeMachine } from "./machine.ts";
import { accepts } from "./measures/accepts.ts";
import { hangingAmongFive } from "./measures/hanging-among-five.ts";
import { hangingProvider } from "./measures/hanging-provider.ts";
import { killedNode } from "./measures/killed-node.ts";
import { lookups } from "./measures/lookups.ts";
import { memory } from "./measures/memory.ts";
import { mixed } from "./measures/mixed.ts";
import { payments } from "./measures/payments.ts";
import { recovery } from "./measures/recovery.ts";
import type { Measure, Result } from "./measures/result.ts";
import { stored } from "./measures/stored.ts";
import { reportOf, writeReport } from "./report.ts";
import { startRig } from "./rig/rig.ts";
import { sandbox } from "./sandbox/sandbox.ts";

/** One command, one report: docs/reference/benchmarks.md says what is measured and how. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
    minutes: { type: "string", default: "1" },
    stored: { type: "string", default: "1000000" },
    write: { type: "boolean", default: false },
  },
});

const always = {
  payments: [payments],
  mixed: [mixed],
  accept: [accepts],
  recovery: [recovery, killedNode],
  hang: [hangingProvider, hangingAmongFive],
  memory: [memory(Number(values.minutes))],
  stored: [stored(Number(values.stored))],
  lookups: [lookups],
};
/** The sandbox's rivals come from the npm registry and need a Java, so they run only where they are asked for. */
const measures: Readonly<Record<string, readonly Measure[]>> = { ...always, sandbox: [sandbox] };

const effort = { rounds: Number(values.rounds), seconds: Number(values.seconds) };
const chosen = positionals.length > 0 ? positionals : Object.keys(always);
const wanted = chosen.flatMap((name) => measures[name] ?? unknown(name));

await using rig = await startRig();
const results: Result[] = [];
for (const measure of wanted) {
  const found = await measure(rig, effort);
  results.push(...found);
  print(found.map(({ measure, detail }) => `${measure}: ${detail}`).join("\n"));
}
const machine = describeMachine(rig.cluster.version);
print(reportOf(results, machine));
if (values.write) writeReport(results, machine);

function unknown(name: string): never {
  throw new Error(`There is no measure ${name}: there is ${Object.keys(measures).join(", ")}.`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
