import { writeConnectionAddress } from "../../src/engine/callback-address.ts";
import { Connections } from "../../src/store/connections.ts";
import type { Database } from "../../src/store/database.ts";
import { newEndpointSecret } from "../../src/store/endpoint-secrets.ts";
import { createEndpoint } from "../../src/store/endpoints.ts";
import { type Caller, putMerchant } from "../../src/store/keys.ts";
import type { Vault } from "../../src/store/vault.ts";
import type { Chance } from "./chance.ts";
import { CALLBACK_BASE_URL } from "./node.ts";
import type { ProviderWorld } from "./provider-world.ts";

/** The only merchant of a world. */
export const caller: Caller = {
  key_id: "",
  merchant_id: "018f3c1e-0000-7000-8000-000000000001",
  environment: "sandbox",
  scopes: ["payments"],
};

export interface AccountParts {
  readonly database: Database;
  readonly vault: Vault;
  readonly chance: Chance;
  readonly providers: Iterable<ProviderWorld>;
  /** Milliseconds. */
  readonly created_at: number;
}

/** The merchant with a connection to each provider and an endpoint that wants to hear of everything. */
export async function openAccount(parts: AccountParts): Promise<void> {
  const { database, vault, chance, providers, created_at } = parts;
  await putMerchant({ id: caller.merchant_id, name: "Duka" }, database);
  const connections = new Connections(database, vault);
  for (const world of providers) {
    const { provider, base_url } = world;
    const id = chance.uuid();
    const config = provider.config.forSandbox(base_url, provider.simulator.credentials);
    await connections.put({ ...caller, id, provider: provider.id, config });
    const { callback_setting } = provider.simulator;
    const url = `${CALLBACK_BASE_URL}/hooks/${writeConnectionAddress(id, vault)}`;
    if (callback_setting !== undefined) world.set(callback_setting, url);
  }
  const endpoint = { ...caller, id: chance.uuid(), secret: newEndpointSecret(chance), created_at };
  const url = "https://shop.example.com/webhooks";
  await createEndpoint({ ...endpoint, url, description: null, event_types: [] }, { database, vault });
}
