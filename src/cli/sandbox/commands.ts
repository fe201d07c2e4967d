import { type Command, InvalidArgumentError, Option } from "commander";
import { phoneActs, type Simulator } from "../../connector/simulator.ts";
import type { Terminal } from "../terminal.ts";
import type { TailOptions } from "./tail.ts";

type Simulators = readonly { readonly id: string; readonly simulator: Simulator }[];
type Action = Parameters<Command["action"]>[0];

/** What can be asked of a sandbox that runs, in `npm start` or alone, and the list of what it can play. */
export function registerSteering(sandbox: Command, simulators: Simulators, terminal: Terminal): void {
  sandbox
    .command("scenarios")
    .summary("list everything that the sandbox can play")
    .option("--provider <id>", "of this provider only")
    .option("--json", "as JSON")
    .action(async (options) => {
      (await import("./scenarios.ts")).printScenarios(simulators, options, terminal);
    });
  const running = (name: string, summary: string, action: Action): Command =>
    sandbox
      .command(name)
      .summary(summary)
      .option("--url <url>", "where the sandbox is; without it that of npm start, or else the usual port")
      .option("--world <name>", "whose world; without it main")
      .action(action);

  running("tail", "follow what the providers do", async (options: TailOptions) =>
    (await import("./tail.ts")).tail(options, terminal),
  )
    .option("--provider <id>", "of this provider only")
    .option("--last <number>", "begin with so many earlier entries", "0")
    .option("--json", "as JSON, one object a line");
  registerStateCommands(running, terminal);
  registerPlayCommands(running, terminal);
  sandbox.addHelpText("after", examplesFor(simulators[0]?.id ?? "<provider>"));
}

const examplesFor = (provider: string): string => `
Examples:
  hakika sandbox scenarios --json
  hakika sandbox tail --last 20 --provider ${provider}
  hakika sandbox clock --advance 1h --world checkout-test
  hakika sandbox phone ${provider} +254712345678 approve
  hakika sandbox play ${provider} <scenario> --phone +254712345678
  hakika sandbox play ${provider} answer_lost --count 1
  hakika sandbox faults ${provider} --add '{"kind":"server_error","probability":0.1}'
  hakika sandbox faults ${provider} --clear
  hakika sandbox wallets ${provider} --empty +254712345678
  hakika sandbox wallets ${provider} --top-up +254712345678=150000
  hakika sandbox snapshot ${provider} before --restore
`;

type Running = (name: string, summary: string, action: Action) => Command;

const steering = () => import("./steering.ts");

function registerStateCommands(running: Running, terminal: Terminal): void {
  running("clock", "read the clock, move it or scale it", async (where: object) =>
    (await steering()).clock(where, terminal),
  )
    .addOption(
      new Option("--advance <duration>", "move it on, for example 90s, 5m or 2h").argParser(milliseconds),
    )
    .addOption(
      new Option("--scale <number>", "times as fast as real time; 0 stands still").argParser(Number),
    );
  running(
    "reset [provider]",
    "begin anew with one provider, or with all",
    async (provider: string, where: object) => (await steering()).reset(provider, where, terminal),
  );
  running(
    "snapshot <provider> [name]",
    "keep the present state under a name, or list what is kept",
    async (provider: string, name: string | undefined, where: object) =>
      (await steering()).snapshot([provider, name], where, terminal),
  )
    .option("--restore", "go back to the state of that name")
    .option("--remove", "forget it");
}

function registerPlayCommands(running: Running, terminal: Terminal): void {
  running(
    "phones <provider>",
    "list phones, and what stands on their screens",
    async (provider: string, where: object) => (await steering()).phones(provider, where, terminal),
  );
  running(
    "phone <provider> <number> <act>",
    `do what a holder would do: ${phoneActs.join(", ")}`,
    async (...[provider, number, act, where]: [string, string, string, object]) =>
      (await steering()).phone([provider, number, act], where, terminal),
  );
  running("wallets <provider>", "list wallets", async (provider: string, where: object) =>
    (await steering()).wallets(provider, where, terminal),
  )
    .option("--empty <wallet>", "take all money out first")
    .option("--top-up <wallet=amount>", "put so many minor units in first", (text: string) =>
      text.split("="),
    );
  running("faults <provider>", "list the faults", async (provider: string, where: object) =>
    (await steering()).faults(provider, where, terminal),
  )
    .option("--add <json>", "add one first")
    .option("--clear", "take all away first");
  running(
    "play <provider> <scenario>",
    "have a phone, or the next call or callback, go through a scenario",
    async (provider: string, name: string, where: object) =>
      (await steering()).play([provider, name], where, terminal),
  )
    .option("--phone <number>", "whose phone")
    .option("--count <number>", "for so many calls or callbacks", Number);
}

const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function milliseconds(text: string): number {
  const [, amount = "", unit = ""] = /^([0-9]+)(ms|s|m|h|d)$/.exec(text) ?? [];
  const unit_ms = unitsMs[unit];
  if (unit_ms === undefined)
    throw new InvalidArgumentError("A duration is a number and a unit, such as 90s, 5m or 2h.");
  return Number(amount) * unit_ms;
}
