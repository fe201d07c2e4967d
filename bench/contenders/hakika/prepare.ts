import { randomUUID } from "node:crypto";
import { secureRandomness } from "../../../src/app/secure-randomness.ts";
import { Connections } from "../../../src/store/connections.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { createEndpoint } from "../../../src/store/endpoints.ts";
import { putApiKey, putMerchant } from "../../../src/store/keys.ts";
import { migrate } from "../../../src/store/migrate.ts";
import { Vault } from "../../../src/store/vault.ts";
import type { Account, Surroundings } from "../../rig/account.ts";

/** Makes the merchant with its key, its account at the provider, and an endpoint that hears of payments that succeeded. */
export async function prepare(
  options: Surroundings & { readonly database_url: string; readonly master_key: string },
): Promise<void> {
  const { database_url, master_key, account, provider_url } = options;
  await migrate(database_url);
  const database = openDatabase({
    url: database_url,
    connections: 1,
    statement_timeout_ms: 10_000,
    onError: () => undefined,
  });
  const vault = new Vault(Buffer.from(master_key, "base64"), secureRandomness);
  const owner = { merchant_id: randomUUID(), environment: "sandbox" } as const;
  await putMerchant({ id: owner.merchant_id, name: "Bench" }, database);
  const { api_key } = account;
  await putApiKey({ ...owner, id: randomUUID(), api_key, name: "Bench", scopes: ["payments"] }, database);
  const config = mpesaConfig(provider_url, account);
  await new Connections(database, vault).put({ ...owner, id: randomUUID(), provider: "mpesa-ke", config });
  const endpoint = { ...owner, id: randomUUID(), url: options.webhook_url, description: null };
  const event_types = ["payment.succeeded"];
  const secret = account.webhook_secret;
  await createEndpoint({ ...endpoint, event_types, secret, created_at: Date.now() }, { database, vault });
  await database.close();
}

function mpesaConfig(base_url: string, { provider_key, provider_link, callback_secret }: Account) {
  return {
    base_url,
    initiate_path: "/api/v1/initiate",
    query_path: "/api/v1/query",
    api_key: provider_key,
    link_id: provider_link,
    callbacks: "signed",
    webhook_secret: callback_secret,
    signature_header: "x-webhook-signature",
    signature_prefix: "",
    signature_encoding: "hex",
  };
}
