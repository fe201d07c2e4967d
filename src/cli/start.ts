import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Command, Option } from "commander";
import { makeDataDirectory } from "../app/data-directory.ts";
import { type ProcessLock, takeProcessLock } from "../app/process-lock.ts";
import { ExplainedError } from "../lib/explained-error.ts";
import { readDevFile, removeStaleDevFile, showDevFile } from "./start/dev-file.ts";
import { checkPort, type PortNames, portNumber } from "./start/port.ts";
import { showProgress } from "./start/progress.ts";
import { stopRequest } from "./start/stop-request.ts";
import { welcome } from "./start/welcome.ts";
import { processTerminal } from "./terminal.ts";

interface StartOptions {
  readonly port: number;
  readonly sandboxPort: number;
  readonly directory: string;
}

export function registerStart(program: Command): void {
  program
    .command("start")
    .description(
      "Runs the gateway and the sandbox of all providers on this machine, with a PostgreSQL of its own unless " +
        "DATABASE_URL names another. Data stays in the folder .hakika.",
    )
    .addOption(portOption("gateway", GATEWAY, 4500))
    .addOption(portOption("sandbox", SANDBOX, 4600))
    .addOption(
      new Option("--directory <folder>", "where data is kept")
        .env("HAKIKA_DIRECTORY")
        .default(fileURLToPath(new URL("../../.hakika", import.meta.url)), ".hakika of this clone"),
    )
    .action(start);
}

const GATEWAY: PortNames = { option: "--port", variable: "HAKIKA_PORT" };
const SANDBOX: PortNames = { option: "--sandbox-port", variable: "HAKIKA_SANDBOX_PORT" };

function portOption(of: string, { option, variable }: PortNames, port: number): Option {
  return new Option(`${option} <number>`, `port of the ${of}`)
    .env(variable)
    .default(port)
    .argParser(portNumber);
}

/** Ctrl-C before all is ready needs no care: the database follows this process, and a start leaves nothing half done. */
async function start({ port, sandboxPort, directory }: StartOptions): Promise<void> {
  await using running = new AsyncDisposableStack();
  const lock = await takeDirectory(directory);
  running.defer(() => lock.release());
  await checkPort(port, GATEWAY);
  await checkPort(sandboxPort, SANDBOX);
  const progress = showProgress();
  running.defer(() => progress.end());

  const database = await openDatabase(directory, progress.line);
  running.defer(() => database.stop());
  const { startDevelopment } = await import("../app/app.ts");
  const development = await startDevelopment({
    database_url: database.url,
    directory,
    gateway_port: port,
    sandbox_port: sandboxPort,
    progress: progress.line,
    announce: processTerminal.out,
  });
  running.defer(() => development.stop());

  const asked_to_stop = stopRequest();
  const { gateway, sandbox, api_key } = development;
  await showDevFile(directory, { gateway, sandbox, api_key, database_url: database.url });
  const { providers } = await import("../providers/index.ts");
  progress.end();
  processTerminal.out(welcome(development, providers[0]));
  await Promise.race([asked_to_stop, database.lost]);
  progress.line("Stopping");
}

async function takeDirectory(directory: string): Promise<ProcessLock> {
  await makeDataDirectory(directory);
  const lock = takeProcessLock(join(directory, "lock"));
  if (lock === null) {
    const other = await readDevFile(directory);
    const where = other === null ? "is starting" : `is running at ${other.gateway}`;
    throw new ExplainedError(
      `Hakika ${where} with the data of ${directory}: stop it first, or use another --directory.`,
    );
  }
  await removeStaleDevFile(directory);
  return lock;
}

interface Database {
  readonly url: string;
  /** Rejects when a server of our own ends without having been asked to. */
  readonly lost: Promise<never>;
  stop(): Promise<void>;
}

async function openDatabase(directory: string, progress: (line: string) => void): Promise<Database> {
  const url = process.env["DATABASE_URL"];
  if (url !== undefined && url !== "")
    return { url, lost: new Promise(() => undefined), stop: async () => undefined };
  const { startPostgres } = await import("../app/embedded-postgres/start-postgres.ts");
  const postgres = await startPostgres({ directory, progress });
  const lost = postgres.ended.then(() => {
    throw new ExplainedError(
      `The database server has ended; why stands in ${postgres.log_path}. Start again: nothing is lost.`,
    );
  });
  lost.catch(() => undefined); // Only news while somebody listens: a stop that was asked for ends the server too.
  return { url: postgres.url, lost, stop: postgres.stop };
}
