import type { Provider } from "../connector/provider.ts";
import { Connections } from "../store/connections.ts";
import { type Database, openDatabase } from "../store/database.ts";
import { createEndpoint, updateEndpoint } from "../store/endpoints.ts";
import { putApiKey, putMerchant } from "../store/keys.ts";
import { migrate } from "../store/migrate.ts";
import { Vault } from "../store/vault.ts";
import type { DevelopmentKeys } from "./development-keys.ts";
import { secureRandomness } from "./secure-randomness.ts";

/**
 * Brings the database to where a development gateway can start: schema, merchant, key, a connection to each simulator,
 * and an endpoint that hears of everything.
 */
export async function prepareDevelopment(options: {
  readonly database_url: string;
  readonly sandbox_url: string;
  readonly webhook_url: string;
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
  const vault = new Vault(Buffer.from(keys.master_key, "base64"), secureRandomness);
  const connections = new Connections(database, vault);
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
    await putEndpoint(options, { database, vault });
  } finally {
    await database.close();
  }
}

/** The receiver's port is another at each start. */
async function putEndpoint(
  { keys, webhook_url }: { readonly keys: DevelopmentKeys; readonly webhook_url: string },
  store: { readonly database: Database; readonly vault: Vault },
): Promise<void> {
  const name = {
    id: keys.webhook_endpoint_id,
    merchant_id: keys.merchant_id,
    environment: "sandbox",
  } as const;
  const kept = await updateEndpoint({ ...name, changes: { url: webhook_url } }, store.database);
  if (kept !== undefined) return;
  const description = "What npm start shows in its terminal";
  await createEndpoint(
    {
      ...name,
      url: webhook_url,
      description,
      event_types: [],
      created_at: Date.now(),
      secret: keys.webhook_secret,
    },
    store,
  );
}
