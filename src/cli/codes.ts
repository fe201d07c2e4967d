import type { Command } from "commander";
import {
  type CodeTable,
  type Complaint,
  codeTables,
  type ListedRow,
  lint,
  list,
  registryVersion,
} from "../catalogue/index.ts";
import { refuseUnknownProvider } from "./refuse-unknown-provider.ts";
import { processTerminal, type Terminal } from "./terminal.ts";

/** `hakika codes` and `hakika codes lint`. */
export function registerCodes(program: Command, terminal: Terminal = processTerminal): void {
  const codes = program
    .command("codes")
    .description("list every provider code that the registry knows")
    .option("--provider <id>", "only the codes of this provider")
    .option("--json", "print JSON and nothing else")
    .action((options: CodesOptions) => printCodes(options, terminal));

  codes
    .command("lint")
    .description("hold every row against the registry's invariants; exit code 1 where one is broken")
    .action((_own: unknown, command: Command) =>
      printComplaints(command.optsWithGlobals<CodesOptions>(), terminal),
    );
}

interface CodesOptions {
  readonly provider?: string;
  readonly json?: boolean;
}

async function printCodes({ provider, json = false }: CodesOptions, terminal: Terminal): Promise<void> {
  if (refuseUnknownProvider(provider, { json, terminal })) return;
  const rows = list(provider === undefined ? {} : { provider });
  if (json) terminal.out(JSON.stringify(rows, null, 2));
  else await printTables(rows, terminal);
}

/** The table library is loaded only when a table is drawn. */
async function printTables(rows: readonly ListedRow[], terminal: Terminal): Promise<void> {
  const { rowTable } = await import("./row-table.ts");
  for (const [title, rowsThere] of Map.groupBy(rows, titleOf)) {
    terminal.out(`${terminal.paint("strong", title)}\n${rowTable(rowsThere, terminal)}\n`);
  }
  terminal.out(`${rows.length} rows, registry ${registryVersion}.`);
  terminal.out("All about one code: hakika explain <provider> <code>");
}

function titleOf({ provider, surface }: ListedRow): string {
  return `${codeTables.find((table) => table.provider === provider)?.name ?? provider} (${provider}), ${places[surface]}`;
}

const places: Readonly<Record<ListedRow["surface"], string>> = {
  api: "answers to calls",
  result: "results of operations",
  redirect: "return addresses",
  notification: "notifications",
};

function printComplaints({ provider, json = false }: CodesOptions, terminal: Terminal): void {
  if (refuseUnknownProvider(provider, { json, terminal })) return;
  const tables = codeTables.filter((table) => provider === undefined || table.provider === provider);
  const complaints = tables.flatMap(lint);
  if (complaints.length > 0) terminal.exitWith(1);
  if (json) terminal.out(JSON.stringify(complaints, null, 2));
  else printForPeople(complaints, tables, terminal);
}

function printForPeople(
  complaints: readonly Complaint[],
  tables: readonly CodeTable[],
  terminal: Terminal,
): void {
  for (const { rule, wrong, remedy } of complaints) {
    terminal.out(`${terminal.paint("bad", rule)}\n  ${wrong}\n  ${terminal.paint("faint", remedy)}\n`);
  }
  const rows = tables.reduce((sum, table) => sum + table.rows.length, 0);
  if (complaints.length > 0) terminal.out(`${complaints.length} to put right in ${rows} rows.`);
  else terminal.out(terminal.paint("good", `All ${rows} rows keep every invariant.`));
}
