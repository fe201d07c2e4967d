import { randomBytes, randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { writeConnectionAddress } from "../engine/callback-address.ts";
import { ExplainedError } from "../lib/explained-error.ts";
import { findProvider } from "../providers/index.ts";
import { Connections } from "../store/connections.ts";
import { type Database, openDatabase } from "../store/database.ts";
import { newApiKey, putApiKey, putMerchant, type Scope } from "../store/keys.ts";
import { migrate } from "../store/migrate.ts";
import { Vault } from "../store/vault.ts";
import { checkConfig } from "./connection-config.ts";
import { secureRandomness } from "./secure-randomness.ts";
import { readCallbackBaseUrl, readDatabaseUrl, readMasterKey } from "./settings.ts";

/** What whoever runs the gateway does to its database before there is a key with which the API could be asked. */

export async function makeMasterKey(file: string): Promise<void> {
  try {
    await writeFile(file, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
  } catch {
    throw new ExplainedError(`The file ${file} cannot be made: it exists already, or its folder does not.`);
  }
}

export async function migrateDatabase(): Promise<void> {
  await migrate(readDatabaseUrl(process.env));
}

/** The new merchant's id. */
export async function addMerchant(name: string): Promise<string> {
  const id = randomUUID();
  await withDatabase((database) => putMerchant({ id, name }, database));
  return id;
}

export interface NewKey {
  readonly merchant_id: string;
  readonly name: string;
  readonly environment: "sandbox" | "live";
  readonly scopes: readonly Scope[];
}

/** The key itself, which is stored nowhere. */
export async function makeKey(key: NewKey): Promise<string> {
  const api_key = newApiKey(key.environment, secureRandomness);
  await withDatabase((database) => putApiKey({ ...key, id: randomUUID(), api_key }, database));
  return api_key;
}

export interface NewConnection {
  readonly merchant_id: string;
  readonly provider: string;
  readonly environment: "sandbox" | "live";
  readonly config_file: string;
}

/** Where the provider's callbacks have to come, to be entered in its settings; null where each call says it itself. */
export async function putConnection({ config_file, ...connection }: NewConnection): Promise<string | null> {
  const config = checkConfig(connection.provider, await readFile(config_file, "utf8"));
  const vault = new Vault(await readMasterKey(process.env), secureRandomness);
  const id = await withDatabase((database) =>
    new Connections(database, vault).put({ ...connection, id: randomUUID(), config }),
  );
  if (findProvider(connection.provider)?.callbacks.url !== "connection") return null;
  return `${readCallbackBaseUrl(process.env) ?? ""}/hooks/${writeConnectionAddress(id, vault)}`;
}

async function withDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = openDatabase({
    url: readDatabaseUrl(process.env),
    connections: 1,
    statement_timeout_ms: 10_000,
    onError: () => undefined,
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
