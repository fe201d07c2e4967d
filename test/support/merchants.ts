import { randomUUID } from "node:crypto";
import type { Gateway } from "../../src/app/gateway.ts";
import type { Provider } from "../../src/connector/provider.ts";
import { mpesaKe } from "../../src/providers/mpesa-ke/index.ts";
import { newEndpointSecret } from "../../src/store/endpoint-secrets.ts";
import { createEndpoint } from "../../src/store/endpoints.ts";
import { newApiKey, putApiKey, putMerchant } from "../../src/store/keys.ts";
import type { Environment } from "../../src/store/stored-operation.ts";
import { randomness } from "./store-node.ts";

export interface Merchant {
  readonly id: string;
  readonly api_key: string;
  readonly connection_id: string;
}

export interface MerchantOptions {
  readonly sandbox_url: string;
  readonly webhook_url: string;
  /** In place of those of the provider's seeded account. */
  readonly credentials?: Readonly<Record<string, string>>;
  /** Left out: one that takes payments. */
  readonly provider?: Provider;
  /** What its endpoint hears of. Left out: everything. */
  readonly event_types?: readonly string[];
  /** Left out: the sandbox. */
  readonly environment?: Environment;
}

/** What it takes to make a merchant: a whole node has it. */
export type Office = Pick<Gateway, "database" | "vault" | "clock" | "connections">;

/** A merchant with a key, a connection to the simulated provider, and an endpoint that hears of everything. */
export async function newMerchant(options: MerchantOptions, office: Office): Promise<Merchant> {
  const { sandbox_url, webhook_url, credentials, provider = mpesaKe, event_types = [] } = options;
  const { environment = "sandbox" } = options;
  const { database, vault, clock, connections } = office;
  const id = randomUUID();
  const merchant = { id, api_key: newApiKey(environment, randomness), connection_id: randomUUID() };
  const owner = { id: randomUUID(), merchant_id: id, environment };
  await putMerchant({ id, name: "Duka la Wanjiru" }, database);
  await putApiKey(
    { ...owner, ...{ api_key: merchant.api_key, name: "Test", scopes: ["payments", "operator"] } },
    database,
  );
  await connections.put({
    ...owner,
    id: merchant.connection_id,
    provider: provider.id,
    config: provider.config.forSandbox(`${sandbox_url}/${provider.id}`, {
      ...provider.simulator.credentials,
      ...credentials,
    }),
  });
  await createEndpoint(
    {
      ...owner,
      url: webhook_url,
      description: null,
      event_types,
      created_at: clock.now(),
      secret: newEndpointSecret(randomness),
    },
    { database, vault },
  );
  return merchant;
}
