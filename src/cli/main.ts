import { readFile } from "node:fs/promises";
import { Command, CommanderError } from "commander";
import { ExplainedError } from "../lib/explained-error.ts";

interface CommandGroup {
  /** Each command with what the list of all commands says of it. */
  readonly summaries: Readonly<Record<string, string>>;
  readonly register: (program: Command) => Promise<void>;
}

/** A command is loaded only when it is called, so that looking up a code does not wait for a server's parts. */
const groups: readonly CommandGroup[] = [
  {
    summaries: { start: "run everything for development: database, gateway, sandbox" },
    register: async (program) => (await import("./start.ts")).registerStart(program),
  },
  {
    summaries: { sandbox: "run the simulators of all providers alone" },
    register: async (program) => {
      const { simulators } = await import("../providers/index.ts");
      (await import("./sandbox.ts")).registerSandbox(program, simulators);
    },
  },
  {
    summaries: { codes: "list every provider code that the registry knows" },
    register: async (program) => (await import("./codes.ts")).registerCodes(program),
  },
  {
    summaries: { explain: "say what a provider's code means and what to do next" },
    register: async (program) => (await import("./explain.ts")).registerExplain(program),
  },
  {
    summaries: { payment: "show payments, ask about them, withdraw and resolve them" },
    register: async (program) => (await import("./operations.ts")).registerOperations(program, "payment"),
  },
  {
    summaries: { topup: "show top-ups, ask about them, withdraw and resolve them" },
    register: async (program) => (await import("./operations.ts")).registerOperations(program, "topup"),
  },
  {
    summaries: { refund: "show refunds, ask about them" },
    register: async (program) => (await import("./operations.ts")).registerOperations(program, "refund"),
  },
  {
    summaries: { message: "show text messages to customers" },
    register: async (program) => (await import("./operations.ts")).registerOperations(program, "message"),
  },
  {
    summaries: { subscription: "show subscriptions and what they charged, pause, resume and cancel them" },
    register: async (program) => (await import("./subscriptions.ts")).registerSubscription(program),
  },
  {
    summaries: { reviews: "settle what no machine can" },
    register: async (program) => (await import("./reviews.ts")).registerReviews(program),
  },
  {
    summaries: { webhooks: "see what merchants were told, and tell them again" },
    register: async (program) => (await import("./webhooks.ts")).registerWebhooks(program),
  },
  {
    summaries: { serve: "run one node of the gateway" },
    register: async (program) => (await import("./serve.ts")).registerServe(program),
  },
  {
    summaries: {
      "master-key": "make the key that seals what must not be read in the database",
      migrate: "bring the database's schema up to this version",
      merchant: "add a merchant, and print its id",
      key: "make an API key, and print it once",
      connection: "store a merchant's account at a provider",
    },
    register: async (program) => (await import("./administration.ts")).registerAdministration(program),
  },
];

/** For wrong usage; 1 is for a command that was understood and failed. */
const EXIT_USAGE = 2;

export async function main(argv: readonly string[]): Promise<void> {
  leaveQuietlyWhenNobodyReads();
  try {
    const [first, second] = argv.slice(2);
    const program = await programFor(first === "help" ? second : first);
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = report(error);
  }
}

async function programFor(called: string | undefined): Promise<Command> {
  const program = new Command("hakika")
    .description("Drives mobile-money, carrier-billing and airtime payments to a certain outcome.")
    .version(await version())
    .exitOverride();
  for (const { summaries, register } of groups) {
    if (called !== undefined && Object.hasOwn(summaries, called)) await register(program);
    else for (const [name, summary] of Object.entries(summaries)) program.command(name).summary(summary);
  }
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
