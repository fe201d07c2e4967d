import { randomBytes } from "node:crypto";
import type { Provider } from "../connector/provider.ts";
import type { Randomness } from "../core/ports.ts";
import { Connections } from "../store/connections.ts";
import { openDatabase } from "../store/database.ts";
import { putApiKey, putMerchant } from "../store/keys.ts";
import { migrate } from "../store/migrate.ts";
import { Vault } from "../store/vault.ts";
import type { DevelopmentKeys } from "./development-keys.ts";

/** Brings the database to where a development gateway can start: schema, merchant, key, and a connection to each simulator. */
export async function prepareDevelopment(options: {
  readonly database_url: string;
  readonly sandbox_url: string;
  readonly keys: DevelopmentKeys;
  readonly providers: readonly Provider[];
}): Promise<void> {
  const { database_url, sandbox_url, keys, providers } = options;
  await migrate(database_url);
  const database = openDatabase({
    url: database_url,
    connections: 1,
    statement_timeout_ms: 30_000,
    onError: () => undefined,
  });
  const randomness: Randomness = { bytes: (count) => randomBytes(count) };
  const connections = new Connections(
    database,
    new Vault(Buffer.from(keys.master_key, "base64"), randomness),
  );
  try {
    await putMerchant({ id: keys.merchant_id, name: "Development" }, database);
    await putApiKey(
      {
        ...keys,
        id: keys.key_id,
        name: "Development",
        environment: "sandbox",
        scopes: ["payments", "operator"],
      },
      database,
    );
    for (const provider of providers) {
      const id = keys.connection_ids[provider.id];
      if (id === undefined) throw new Error(`No connection id was made for ${provider.id}.`);
      const config = provider.config.forSandbox(
        `${sandbox_url}/${provider.id}`,
        provider.simulator.credentials,
      );
      await connections.put({
        id,
        merchant_id: keys.merchant_id,
        provider: provider.id,
        environment: "sandbox",
        config,
      });
    }
  } finally {
    await database.close();
  }
}
