import { pino } from "pino";
import { Registry } from "prom-client";
import type { Provider } from "../connector/provider.ts";
import { Vault } from "../store/vault.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { buildServer } from "./server.ts";

/** The OpenAPI document of the API with these providers, made from the routes themselves. Nothing is listened to or asked. */
export async function apiDocument(providers: readonly Provider[]): Promise<string> {
  const server = await buildServer({
    ...idle,
    providers: new Map(providers.map((provider) => [provider.id, provider])),
    metrics: new Registry(),
  });
  await server.ready();
  const document = server.swagger();
  await server.close();
  return `${JSON.stringify(document, null, 2)}\n`;
}

const unused = () => Promise.reject(new Error("Nobody asks a server that only describes itself."));
const randomness = { bytes: (count: number) => new Uint8Array(count) };

const idle: Omit<ApiDependencies, "providers" | "metrics"> = {
  database: { run: unused, close: async () => undefined },
  vault: new Vault(new Uint8Array(32), randomness),
  clock: { now: () => 0, offset_ms: 0 },
  randomness,
  connections: { ofMerchant: unused },
  engine: { take: () => undefined, happenedAndGoOn: unused },
  subscriptions: { take: () => undefined, happenedAndGoOn: unused, endAllOf: unused },
  outgoing: { inTurn: unused, exchange: unused, heed: unused },
  outbox: { poke: () => undefined },
  refuseWebhookUrl: () => undefined,
  readMetrics: unused,
  observe: () => undefined,
  logger: pino({ enabled: false }),
  node: "document",
  lease_ms: 0,
};
