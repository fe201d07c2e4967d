import { readFile } from "node:fs/promises";
import { Command, CommanderError } from "commander";
import { ExplainedError } from "../lib/explained-error.ts";

/** Each command is loaded only when it is called, so that looking up a code does not wait for the server's parts. */
const commands: Readonly<Record<string, (program: Command) => Promise<void>>> = {
  start: async (program) => (await import("./start.ts")).registerStart(program),
};

/** For wrong usage; 1 is for a command that was understood and failed. */
const EXIT_USAGE = 2;

export async function main(argv: readonly string[]): Promise<void> {
  leaveQuietlyWhenNobodyReads();
  try {
    const program = await programFor(argv[2]);
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = report(error);
  }
}

async function programFor(name: string | undefined): Promise<Command> {
  const program = new Command("hakika")
    .description("Drives mobile-money, carrier-billing and airtime payments to a certain outcome.")
    .version(await version())
    .exitOverride();
  const called = name === undefined ? undefined : commands[name];
  for (const register of called === undefined ? Object.values(commands) : [called]) await register(program);
  return program;
}

async function version(): Promise<string> {
  return JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8")).version;
}

/** The exit code. Commander has already printed what is wrong with the usage. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
  console.error(error instanceof ExplainedError ? `hakika: ${error.message}` : error);
  return 1;
}

/** `hakika codes | head` closes the pipe early, and that is no failure. */
function leaveQuietlyWhenNobodyReads(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}
