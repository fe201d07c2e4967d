import type { AddressInfo } from "node:net";
import { Registry } from "prom-client";
import { buildServer } from "../../../src/api/server.ts";
import { openLog } from "../../../src/app/log.ts";
import { secureRandomness } from "../../../src/app/secure-randomness.ts";
import { Connections } from "../../../src/store/connections.ts";
import { type Database, openDatabase } from "../../../src/store/database.ts";
import { DatabaseClock } from "../../../src/store/database-clock.ts";
import { Vault } from "../../../src/store/vault.ts";
import { serve } from "../../rig/serve.ts";
import { busyProviders } from "./busy-providers.ts";
import { forgetful } from "./forgetful.ts";
import type { HakikaDatabase } from "./hakika.ts";

interface Options extends HakikaDatabase {
  readonly stores: boolean;
}

/** Hakika's whole API on a database, and nothing behind it: what it takes stays as it was taken. */
await serve(async ({ database_url, master_key, stores }: Options) => {
  const real = openDatabase({
    url: database_url,
    connections: 10,
    statement_timeout_ms: 10_000,
    onError: ignore,
  });
  const database: Database = stores ? real : forgetful(real);
  const vault = new Vault(Buffer.from(master_key, "base64"), secureRandomness);
  const server = await buildServer({
    database,
    vault,
    clock: await DatabaseClock.start(real),
    randomness: secureRandomness,
    connections: new Connections(real, vault),
    providers: new Map(busyProviders.map((provider) => [provider.id, provider])),
    engine: { take: ignore, happenedAndGoOn: async () => null },
    subscriptions: { take: ignore, happenedAndGoOn: async () => null, endAllOf: never },
    outgoing: { inTurn: never, exchange: never, heed: never },
    outbox: { poke: ignore },
    refuseWebhookUrl: () => undefined,
    observe: ignore,
    metrics: new Registry(),
    readMetrics: async () => "",
    logger: openLog({ level: "info", file: "/dev/null", node: "bench" }),
    node: "bench",
    // What is left behind is due at once.
    lease_ms: 1,
    settings: { requests_per_minute: null },
  });
  await server.listen({ host: "127.0.0.1", port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    await server.close();
    await real.close();
  };
  return { url: `http://127.0.0.1:${port}`, stop };
});

function ignore(): void {}

function never(): Promise<never> {
  return Promise.reject(new Error("Nothing goes out."));
}
