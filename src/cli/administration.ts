import { randomBytes, randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { ExplainedError } from "../lib/explained-error.ts";

const environmentOption = () =>
  new Option("--environment <name>", "which world the key or connection belongs to")
    .choices(["sandbox", "live"])
    .default("sandbox");

/** Commands for whoever runs the gateway. They talk to the database, for before the first key there is no API to ask. */
export function registerAdministration(program: Command): void {
  program
    .command("master-key <file>")
    .summary("make the key that seals what must not be read in the database")
    .action(makeMasterKey);
  program
    .command("migrate")
    .summary("bring the database's schema up to this version")
    .action(migrateDatabase);
  program.command("merchant <name>").summary("add a merchant, and print its id").action(addMerchant);
  program
    .command("key <merchant-id> <name>")
    .summary("make an API key, and print it once")
    .addOption(environmentOption())
    .option("--operator", "the key may also decide reviews")
    .action(makeKey);
  program
    .command("connection <merchant-id> <provider> <config-file>")
    .summary("store a merchant's account at a provider: its settings and credentials as JSON")
    .addOption(environmentOption())
    .action(putConnection);
}

async function makeMasterKey(file: string): Promise<void> {
  try {
    await writeFile(file, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
  } catch {
    throw new ExplainedError(`The file ${file} cannot be made: it exists already, or its folder does not.`);
  }
  print(
    `The master key is in ${file}. Keep a copy of it: without it nothing that is sealed can be read again.`,
  );
}

async function migrateDatabase(): Promise<void> {
  const { migrate } = await import("../store/migrate.ts");
  await migrate(databaseUrl());
  print("The schema is up to date.");
}

async function addMerchant(name: string): Promise<void> {
  const { putMerchant } = await import("../store/keys.ts");
  const id = randomUUID();
  await withDatabase((database) => putMerchant({ id, name }, database));
  print(id);
}

async function makeKey(
  merchant_id: string,
  name: string,
  options: { readonly environment: "sandbox" | "live"; readonly operator?: true },
): Promise<void> {
  const { newApiKey, putApiKey } = await import("../store/keys.ts");
  const { environment, operator } = options;
  const api_key = newApiKey(environment, { bytes: (count) => randomBytes(count) });
  const scopes = operator === true ? (["payments", "operator"] as const) : (["payments"] as const);
  await withDatabase((database) =>
    putApiKey({ id: randomUUID(), merchant_id, name, api_key, environment, scopes }, database),
  );
  print(api_key);
}

async function putConnection(
  ...[merchant_id, provider, config_file, options]: ConnectionArguments
): Promise<void> {
  const { checkConfig } = await import("../app/connection-config.ts");
  const { readMasterKey } = await import("../app/settings.ts");
  const { Connections } = await import("../store/connections.ts");
  const { Vault } = await import("../store/vault.ts");
  const config = checkConfig(provider, await readFile(config_file, "utf8"));
  const key_file = process.env["HAKIKA_MASTER_KEY_FILE"];
  if (key_file === undefined)
    throw new ExplainedError("HAKIKA_MASTER_KEY_FILE is not set: credentials are sealed under that key.");
  const vault = new Vault(await readMasterKey(key_file), { bytes: (count) => randomBytes(count) });
  await withDatabase((database) =>
    new Connections(database, vault).put({
      id: randomUUID(),
      merchant_id,
      provider,
      environment: options.environment,
      config,
    }),
  );
  print(
    `The ${options.environment} connection to ${provider} is stored, sealed. Nodes use it within seconds.`,
  );
}

type ConnectionArguments = [
  merchant_id: string,
  provider: string,
  config_file: string,
  options: { readonly environment: "sandbox" | "live" },
];

async function withDatabase(
  work: (database: import("../store/database.ts").Database) => Promise<void>,
): Promise<void> {
  const { openDatabase } = await import("../store/database.ts");
  const database = openDatabase({
    url: databaseUrl(),
    connections: 1,
    statement_timeout_ms: 10_000,
    onError: () => undefined,
  });
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

function databaseUrl(): string {
  const url = process.env["DATABASE_URL"];
  if (url !== undefined && url !== "") return url;
  throw new ExplainedError("DATABASE_URL is not set: it names the PostgreSQL that the gateway uses.");
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
