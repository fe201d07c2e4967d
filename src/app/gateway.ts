import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import type { ApiSettings } from "../api/dependencies.ts";
import { buildServer } from "../api/server.ts";
import type { Provider } from "../connector/provider.ts";
import { Engine } from "../engine/engine.ts";
import { Outgoing } from "../engine/outgoing.ts";
import { subscribedCustomer } from "../engine/subscribed-customer.ts";
import { Subscriptions } from "../engine/subscriptions.ts";
import { httpTransport, type Transport } from "../engine/transport.ts";
import { Inbox } from "../inbox/inbox.ts";
import { callbackRoutes } from "../inbox/routes.ts";
import { explainListening } from "../lib/explain-listening.ts";
import type { Observation, Observe } from "../lib/observe.ts";
import { Repeat } from "../lib/repeat.ts";
import { refuseUrl } from "../outbox/guard/url.ts";
import { Outbox } from "../outbox/outbox.ts";
import { providers } from "../providers/index.ts";
import { Connections } from "../store/connections.ts";
import { type Database, openDatabase } from "../store/database.ts";
import { DatabaseClock } from "../store/database-clock.ts";
import { Vault } from "../store/vault.ts";
import { logObservation } from "./log.ts";
import { Metrics } from "./metrics.ts";
import { secureRandomness } from "./secure-randomness.ts";

export interface GatewayOptions {
  readonly database_url: string;
  /** 32 bytes. */
  readonly master_key: Uint8Array;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Where providers reach this gateway; left out: its own address. */
  readonly callback_base_url?: string;
  /** Names this process among the others. */
  readonly node: string;
  readonly log: Logger;
  /** Multiplies every wait that a provider declares, and those of the outbox; 1 in production. */
  readonly time_scale: number;
  /** Webhooks may go to http and to private addresses: for development and tests alone. */
  readonly allow_insecure_webhooks: boolean;
  /** Left out: real HTTP. */
  readonly transport?: Transport;
  /** What stands between the node and its database, where a test breaks something; left out: nothing. */
  readonly through?: (database: Database) => Database;
  /** Left out: the providers that this version knows. */
  readonly providers?: readonly Provider[];
  readonly lease_ms?: number;
  /** What /metrics shows, given what this node counts; left out: just that. */
  readonly metricsOf?: (own: Registry) => () => Promise<string>;
  /** Limits and rights of the API; left out: its defaults. */
  readonly api?: ApiSettings;
}

export interface Gateway {
  /** Without a slash at the end. */
  readonly url: string;
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: DatabaseClock;
  readonly connections: Connections;
  /** Has every part look at once for what has fallen due. */
  poke(): void;
  stop(): Promise<void>;
}

const DATABASE_CONNECTIONS = 10;
const STATEMENT_TIMEOUT_MS = 10_000;
/** Long enough for a pause of the process, short enough that a dead node's work goes on within seconds. */
const LEASE_MS = 5_000;
const CLOCK_READ_MS = 30_000;

/** One node of the gateway: API, callbacks in, engine and webhooks out in one process. The only place that wires them. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const metrics = new Metrics();
  const observe = (observation: Observation) => {
    metrics.count(observation);
    logObservation(options.log, observation);
  };
  const shared = await openShared(options, observe);
  const { database, clock, vault, connections } = shared;
  const http = httpTransport();
  // The gateway's own address is known once it listens, and is needed only when a call is made after that.
  const own = { url: "" };
  const callback_base_url = () => options.callback_base_url ?? own.url;
  const insecure = { allow_insecure_targets: options.allow_insecure_webhooks };
  const outbox = new Outbox({ ...shared, ...insecure });
  const announced = () => outbox.poke();
  const customerOf = (subscription_id: string) => subscribedCustomer(subscription_id, shared);
  const outgoing = new Outgoing({ ...shared, transport: options.transport ?? http.send });
  const engine = new Engine({
    ...shared,
    outgoing,
    callback_base_url,
    announced,
    subscribedCustomer: customerOf,
  });
  const subscriptions = new Subscriptions({ ...shared, engine, outgoing, callback_base_url, announced });
  const inbox = new Inbox({
    ...shared,
    engine,
    callback_base_url,
    announced,
    subscribedCustomer: customerOf,
    subscriptions,
  });
  const clockReading = new Repeat(() => clock.read(), {
    every_ms: CLOCK_READ_MS,
    onError: (error) => observe({ type: "fault", where: "reading the database's clock", error }),
  });
  const server = await buildServer({
    ...shared,
    engine,
    subscriptions,
    outgoing,
    outbox,
    refuseWebhookUrl: (url) => refuseUrl(url, insecure),
    metrics: metrics.registry,
    readMetrics: options.metricsOf?.(metrics.registry) ?? (() => metrics.registry.metrics()),
    logger: options.log,
    settings: options.api ?? {},
  });
  await server.register(callbackRoutes, { inbox });

  const stop = async (): Promise<void> => {
    await server.close();
    for (const part of [inbox, subscriptions, engine, outbox, clockReading]) await part.stop();
    await http.close();
    await database.close();
  };
  const { host, port } = options;
  await server.listen({ host, port }).catch(async (problem: unknown) => {
    await stop();
    throw explainListening(problem, options);
  });
  own.url = urlOf(host, server.server.address() as AddressInfo);
  for (const part of [clockReading, engine, subscriptions, inbox, outbox]) part.start();
  const poke = () => {
    for (const part of [outgoing, engine, subscriptions, inbox, outbox]) part.poke();
  };
  return { url: own.url, database, vault, clock, connections, poke, stop };
}

/** What every part of a node uses. */
async function openShared(options: GatewayOptions, observe: Observe) {
  const { node, time_scale } = options;
  const connected = openDatabase({
    url: options.database_url,
    connections: DATABASE_CONNECTIONS,
    statement_timeout_ms: STATEMENT_TIMEOUT_MS,
    onError: (error) => observe({ type: "fault", where: "an idle database connection", error }),
  });
  const database = options.through?.(connected) ?? connected;
  const randomness = secureRandomness;
  const vault = new Vault(options.master_key, randomness);
  return {
    database,
    clock: await DatabaseClock.start(database),
    randomness,
    vault,
    connections: new Connections(database, vault),
    providers: new Map((options.providers ?? providers).map((provider) => [provider.id, provider])),
    observe,
    node,
    time_scale,
    lease_ms: options.lease_ms ?? LEASE_MS,
  };
}

function urlOf(host: string, address: AddressInfo): string {
  const anywhere = host === "0.0.0.0" || host === "::";
  return `http://${anywhere ? "127.0.0.1" : host}:${address.port}`;
}
