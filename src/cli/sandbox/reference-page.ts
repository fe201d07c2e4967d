import type { Simulator } from "../../connector/simulator.ts";
import { type Fault, kindsOfFault } from "../../sandbox/faults/fault.ts";
import { listScenarios } from "../../sandbox/scenarios.ts";
import { scenarioCells, scenarioHeads } from "./scenarios.ts";

type Simulators = readonly { readonly id: string; readonly simulator: Simulator }[];

/** The reference page of the sandbox: how to use it, with the tables of its faults and scenarios. */
export function sandboxPage(simulators: Simulators): string {
  return [
    introduction(simulators[0]?.id ?? "{provider}"),
    "## Faults of the network\n",
    FAULTS,
    table(["kind", "what happens", "parameters and their defaults"], faultRows()),
    FAULTS_AFTER,
    "## Names of operations\n",
    table(["provider", "name", "leg", "request"], operationRows(simulators)),
    "\n## Scenarios\n",
    SCENARIOS,
    table(scenarioHeads, scenarioRows(simulators)),
    "",
  ].join("\n");
}

function faultRows(): readonly (readonly string[])[] {
  return (Object.keys(kindsOfFault) as Fault["kind"][]).map((kind) => {
    const { says, parameters } = kindsOfFault[kind];
    const defaults = Object.entries(parameters).map(
      ([name, schema]) => `\`${name}\` ${JSON.stringify(schema.default)}`,
    );
    return [`\`${kind}\``, says, defaults.join(", ") || "–"];
  });
}

function operationRows(simulators: Simulators): readonly (readonly string[])[] {
  return simulators.flatMap(({ id, simulator: { operations = [] } }) =>
    operations.map(({ name, leg, method, path }) => [
      id,
      `\`${name}\``,
      leg,
      `${method} ${path ?? "the merchant's URL"}`,
    ]),
  );
}

function scenarioRows(simulators: Simulators): readonly (readonly string[])[] {
  return listScenarios(simulators.map(({ id, simulator }) => [id, simulator])).map((scenario) => {
    const [provider = "", ...codes] = scenarioCells(scenario);
    return [provider, ...codes.map((text) => (text === "" ? "–" : `\`${text}\``)), scenario.effect];
  });
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}

const introduction = (provider: string): string => `# The sandbox

Generated from \`src/cli/sandbox/reference-page.ts\` and the simulators: do not edit.

The sandbox runs the providers' side: wire-faithful, stateful, with books of its own, and as hostile as the real ones. It
runs inside \`npm start\`, or alone, without a database:

\`\`\`sh
npx hakika sandbox
\`\`\`

Any client of a provider works against it once its base URL is \`http://127.0.0.1:4600/{provider}\`. Everything below can be
done over HTTP under \`/_sandbox/\` (\`GET /_sandbox/openapi.json\` describes every path), from the command line
(\`npx hakika sandbox --help\`), and in a test's own process:

\`\`\`ts
await using sandbox = await startSandbox({ simulators, port: 0, host: "127.0.0.1", directory: null });
const world = sandbox.world("${provider}", "checkout-test");
world.faults.replace([{ kind: "drop", count: 1 }]);
await sandbox.clock.advance(3_600_000);
world.books();
\`\`\`

## See what happens

\`npx hakika sandbox tail\` follows every call, task and callback with what the provider thought, the codes that it chose and
the lines of its books; \`GET /_sandbox/tail\` gives the same as one JSON object a line, and
\`GET /_sandbox/{provider}/journal\` the latest thousand, each with every document before and after. Secrets and phone numbers
are masked.

## The clock

\`POST /_sandbox/clock\` takes \`{"advance_ms": 3600000}\`, \`{"scale": 60}\` or both. What falls due on the way happens in the
order of its time, each thing after the one before has ended, and the answer comes when all has happened. In \`npm start\` the
gateway's clock is moved along, step by step. It cannot be held back, so a scale below 1 is refused there; alone, a scale of
0 makes time stand still.

## Worlds

A header \`x-sandbox-world: checkout-test\`, or \`/_worlds/checkout-test\` before any path, selects a world: records, books,
settings, faults, journal, snapshots and clock of its own. The first use makes it. It lives in memory only, unless it was
made by \`PUT /_sandbox/worlds/checkout-test\` with \`{"durable": true}\`. Advancing the clock of a world moves it alone;
advancing that of \`main\`, the world of everybody who names none, moves all. There are 1,000 at most;
\`DELETE /_sandbox/worlds/checkout-test\` makes room.

## State

\`POST /_sandbox/{provider}/reset\` begins anew, and \`POST /_sandbox/reset\` with all providers. \`PUT
/_sandbox/{provider}/snapshots/{name}\` keeps the present state, and \`POST /_sandbox/{provider}/snapshots/{name}/restore\` goes
back to it; time does not go back, so what was due meanwhile happens at once. Snapshots outlive a reset. With a folder for its
records (\`--data\`, and always in \`npm start\`) everything outlives the process, however it ends.

## Phones and wallets

\`GET /_sandbox/{provider}/phones\` shows each phone with the prompt on its screen and the messages that it received.
\`POST /_sandbox/{provider}/phones/act\` does what its holder would do: \`approve\`, \`refuse\`, \`wrong_pin\`, \`ignore\`,
\`switch_off\`, \`switch_on\`. \`GET /_sandbox/{provider}/wallets\` shows the money; \`top-up\` and \`empty\` below it change it.
Phone numbers travel in bodies, never in URLs.
`;

const FAULTS = `What a provider's own systems do wrong is up to its simulator: its settings and magic values. What happens on the way
stands here. \`PUT /_sandbox/{provider}/faults\` replaces the rules, \`POST\` adds one, \`GET\` lists them, \`DELETE\` takes them
away:

\`\`\`json
{ "faults": [{ "kind": "drop", "effect": "after", "operation": "POST /api/*", "probability": 0.2, "count": 3 }], "seed": 7 }
\`\`\`

The first rule that is meant strikes, alone. \`operation\` is a name of the table below, or a path with stars, with a method
before it or without (\`POST /api/*\`); left out, all calls or all callbacks are meant. \`count\` is for how many more,
\`probability\` how often. Chance depends on the seed alone: the same calls meet the same faults every time.
`;

const FAULTS_AFTER = `
Times are the sandbox's: a clock that is advanced brings a delayed answer at once. \`effect\` says whether the provider has
done what it was asked before the fault struck (\`after\`), or never does it (\`before\`).
`;

const SCENARIOS = `The same list, for a terminal or a program, is \`npx hakika sandbox scenarios\`. A magic value in a call leads to the case
whoever sends it. A name is played: for a phone of one's own choice, or, where the provider is *any*, on the next call or
callback, by \`POST /_sandbox/{provider}/scenarios/play\` with \`{"name": "…", "phone_number": "…", "count": 1}\`.
`;
