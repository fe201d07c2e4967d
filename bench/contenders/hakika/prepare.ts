import { randomUUID } from "node:crypto";
import { secureRandomness } from "../../../src/app/secure-randomness.ts";
import { Connections } from "../../../src/store/connections.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { createEndpoint } from "../../../src/store/endpoints.ts";
import { putApiKey, putMerchant } from "../../../src/store/keys.ts";
import { migrate } from "../../../src/store/migrate.ts";
import { Vault } from "../../../src/store/vault.ts";
import { accountsAt } from "./accounts-at.ts";
import type { HakikaSurroundings } from "./hakika.ts";

/** Makes the merchant with its key, its accounts at the providers, and an endpoint that hears of what succeeded. */
export async function prepare(
  options: HakikaSurroundings & { readonly database_url: string; readonly master_key: string },
): Promise<void> {
  const { database_url, master_key, account } = options;
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
  const connections = new Connections(database, vault);
  const urls = options.provider_urls ?? { "mpesa-ke": options.provider_url };
  for (const { provider, config } of accountsAt(urls, account))
    await connections.put({ ...owner, id: randomUUID(), provider, config });
  const endpoint = { ...owner, id: randomUUID(), url: options.webhook_url, description: null };
  const event_types = ["payment.succeeded", "topup.succeeded"];
  const secret = account.webhook_secret;
  await createEndpoint({ ...endpoint, event_types, secret, created_at: Date.now() }, { database, vault });
  await database.close();
}
