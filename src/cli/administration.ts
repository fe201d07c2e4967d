import { type Command, Option } from "commander";

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

interface World {
  readonly environment: "sandbox" | "live";
}

async function makeMasterKey(file: string): Promise<void> {
  await (await administration()).makeMasterKey(file);
  print(`The master key is in ${file}. Keep a copy: without it nothing that is sealed can be read again.`);
}

async function migrateDatabase(): Promise<void> {
  await (await administration()).migrateDatabase();
  print("The schema is up to date.");
}

async function addMerchant(name: string): Promise<void> {
  print(await (await administration()).addMerchant(name));
}

async function makeKey(
  merchant_id: string,
  name: string,
  { environment, operator }: World & { readonly operator?: true },
): Promise<void> {
  const scopes = operator === true ? (["payments", "operator"] as const) : (["payments"] as const);
  print(await (await administration()).makeKey({ merchant_id, name, environment, scopes }));
}

async function putConnection(
  ...[merchant_id, provider, config_file, { environment }]: [string, string, string, World]
): Promise<void> {
  const connection = { merchant_id, provider, config_file, environment };
  const address = await (await administration()).putConnection(connection);
  print(`The ${environment} connection to ${provider} is stored, sealed. Nodes use it within seconds.`);
  if (address === null) return;
  const whole = address.startsWith("/") ? `<public address of the gateway>${address}` : address;
  print(`Enter this address for callbacks in the provider's settings: ${whole}`);
}

/** Loaded only when it is needed, so that the list of commands is there at once. */
function administration() {
  return import("../app/administration.ts");
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
