import { type Command, InvalidArgumentError, Option } from "commander";
import type { Sandbox, SandboxOptions } from "../sandbox/sandbox.ts";
import { quoteForShell } from "./quote-for-shell.ts";
import { registerSteering } from "./sandbox/commands.ts";
import { portNumber } from "./start/port.ts";
import { stopRequest } from "./start/stop-request.ts";
import { processTerminal, type Terminal } from "./terminal.ts";

type Simulators = SandboxOptions["simulators"];

interface Options {
  readonly port: number;
  readonly host: string;
  readonly data?: string;
  readonly timeScale: number;
  readonly callAnywhere?: boolean;
}

/** `hakika sandbox`: the simulators alone, without a gateway and without a database. */
export function registerSandbox(program: Command, simulators: Simulators, terminal = processTerminal): void {
  const sandbox = program
    .command("sandbox")
    .summary("run the simulators of all providers alone")
    .description(
      "Runs the simulators of all providers on this machine, without a gateway and without a database.",
    )
    .addOption(
      new Option("--port <number>", "port to listen on; 0 takes any free one")
        .env("HAKIKA_SANDBOX_PORT")
        .default(4600)
        .argParser(portNumber),
    )
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--data <folder>", "where records are kept; without it they are gone when the sandbox stops")
    .option("--time-scale <number>", "how many times as fast as real time its clock runs", timeScale, 1)
    .option("--call-anywhere", "let the simulators call back other machines too, not this one only")
    .action((options: Options) => run(options, simulators, terminal));
  registerSteering(sandbox, simulators, terminal);
}

async function run(options: Options, simulators: Simulators, terminal: Terminal): Promise<void> {
  const { startSandbox } = await import("../sandbox/sandbox.ts");
  const asked_to_stop = stopRequest();
  await using sandbox = await startSandbox({
    simulators,
    port: options.port,
    host: options.host,
    directory: options.data ?? null,
    time_scale: options.timeScale,
    reach: options.callAnywhere === true ? "anywhere" : "loopback",
  });
  terminal.out(welcome(sandbox, simulators, options.data));
  await asked_to_stop;
}

function timeScale(text: string): number {
  const scale = Number(text);
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY))
    throw new InvalidArgumentError("A time scale is a number above 0, such as 60.");
  return scale;
}

function welcome(sandbox: Sandbox, simulators: Simulators, data: string | undefined): string {
  const [first] = simulators;
  return [
    "",
    `  Sandbox  ${sandbox.url}`,
    `  Control  ${sandbox.url}/_sandbox/providers`,
    `  OpenAPI  ${sandbox.url}/_sandbox/openapi.json`,
    `  Records  ${data ?? "in memory; --data <folder> keeps them"}`,
    ...simulators.flatMap((entry) => ["", ...describeProvider(sandbox, entry)]),
    ...(first === undefined ? [] : ["", "Try it in another terminal:", "", firstCall(sandbox, first)]),
    "",
    "Ctrl-C stops the sandbox.",
    "",
  ].join("\n");
}

function describeProvider(sandbox: Sandbox, { id, simulator }: Simulators[number]): readonly string[] {
  const credentials = Object.entries(simulator.credentials);
  const width = Math.max(0, ...credentials.map(([name]) => name.length));
  return [
    `  ${id}  ${sandbox.url}/${id}`,
    ...credentials.map(([name, value]) => `    ${name.padEnd(width)}  ${value}`),
  ];
}

function firstCall(sandbox: Sandbox, { id, simulator }: Simulators[number]): string {
  const { method, path, headers, body } = simulator.example(sandbox.sink_url);
  const options = [
    ...Object.entries(headers).map(([name, value]) => `-H ${quoteForShell(`${name}: ${value}`)}`),
    ...(body === null ? [] : [`-d ${quoteForShell(body)}`]),
  ];
  return [
    `  curl -X ${method} ${quoteForShell(`${sandbox.url}/${id}${path}`)}`,
    ...options.map((option) => `    ${option}`),
  ].join(" \\\n");
}
