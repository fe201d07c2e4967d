import { type Command, InvalidArgumentError, Option } from "commander";
import {
  calls,
  codeTables,
  type ExplainOptions,
  type Explanation,
  explain,
  languages,
  surfaces,
} from "../catalogue/index.ts";
import { nearMissLines, readingLines } from "./explanation-lines.ts";
import { refuseUnknownProvider } from "./refuse-unknown-provider.ts";
import { processTerminal, type Terminal } from "./terminal.ts";

/** `hakika explain <provider> <code>`. */
export function registerExplain(program: Command, terminal: Terminal = processTerminal): void {
  program
    .command("explain")
    .description("say what a provider's code means, what became of the money, and what to do next")
    .argument("<provider>", codeTables.map(({ provider }) => provider).join(", "))
    .argument("<code>", "exactly as it came")
    .addOption(new Option("--surface <surface>", "where the code stood").choices(surfaces))
    .addOption(new Option("--call <call>", "what had been asked").choices(calls))
    .option("--http-status <status>", "HTTP status with which it came", httpStatus)
    .option("--message <text>", "the provider's message, to tell meanings apart and to read its values")
    .addOption(
      new Option("--lang <language>", "language of the words for the payer").choices(languages).default("en"),
    )
    .option("--json", "print JSON and nothing else")
    .addHelpText("after", "\nExit code 1: the code is unknown. Exit code 2: the provider is.")
    .action((provider: string, code: string, options: CliOptions) =>
      printExplanation({ provider, code }, options, terminal),
    );
}

type CliOptions = Omit<ExplainOptions, "http_status"> & {
  readonly httpStatus?: number;
  readonly json?: boolean;
};

function printExplanation(
  asked: { readonly provider: string; readonly code: string },
  { json = false, httpStatus, ...options }: CliOptions,
  terminal: Terminal,
): void {
  if (refuseUnknownProvider(asked.provider, { json, terminal })) return;
  const known = { ...options, ...(httpStatus === undefined ? {} : { http_status: httpStatus }) };
  const explanation = explain(asked.provider, asked.code, known);
  if (explanation === null) return;

  if (explanation.known_by === "nothing") terminal.exitWith(1);
  if (json) terminal.out(JSON.stringify(explanation, null, 2));
  else printForPeople(explanation, terminal);
}

function printForPeople(explanation: Explanation, terminal: Terminal): void {
  for (const reading of explanation.readings) {
    terminal.out(`${readingLines(explanation, reading, terminal).join("\n")}\n`);
  }
  if (explanation.known_by === "nothing") {
    terminal.err(`${explanation.name} is not known to send ${terminal.paint("strong", explanation.code)}.`);
    terminal.err(
      "A code without a row is neither success nor failure: the gateway asks the provider, and tells a person.",
    );
  }
  for (const line of nearMissLines(explanation, terminal)) terminal.err(line);
}

function httpStatus(text: string): number {
  if (!/^[1-5][0-9][0-9]$/.test(text))
    throw new InvalidArgumentError("An HTTP status has three digits, from 100 to 599.");
  return Number(text);
}
