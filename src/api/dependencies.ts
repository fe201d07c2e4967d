import type { Logger } from "pino";
import type { Registry } from "prom-client";
import type { Provider } from "../connector/provider.ts";
import type { Randomness, SharedClock } from "../core/ports.ts";
import type { Engine } from "../engine/engine.ts";
import type { Outgoing } from "../engine/outgoing.ts";
import type { Subscriptions } from "../engine/subscriptions.ts";
import type { Observe } from "../lib/observe.ts";
import type { Connections } from "../store/connections.ts";
import type { Database } from "../store/database.ts";
import type { Vault } from "../store/vault.ts";

/** What the API needs of the rest. It reads and asks; only accepting a payment writes on its own account. */
export interface ApiDependencies {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: SharedClock;
  readonly randomness: Randomness;
  readonly connections: Pick<Connections, "ofMerchant">;
  /** By id. */
  readonly providers: ReadonlyMap<string, Provider>;
  readonly engine: Pick<Engine, "take" | "happenedAndGoOn">;
  readonly subscriptions: Pick<Subscriptions, "take" | "happenedAndGoOn" | "endAllOf">;
  /** For questions that are answered at once. */
  readonly outgoing: Pick<Outgoing, "inTurn" | "exchange" | "heed">;
  /** Told when there is something new to deliver. */
  readonly outbox: { poke(): void };
  /** Why webhooks may not go to this URL, in a sentence; undefined where nothing speaks against it. */
  readonly refuseWebhookUrl: (url: string) => string | undefined;
  readonly observe: Observe;
  readonly metrics: Registry;
  /** What /metrics shows. */
  readonly readMetrics: () => Promise<string>;
  readonly logger: Logger;
  /** Names this process among the others. */
  readonly node: string;
  /** How long a payment that was just taken stays with this node. */
  readonly lease_ms: number;
  readonly settings?: ApiSettings;
}

export interface ApiSettings {
  /** Of one merchant on one node; null: as many as come. Left out: `REQUESTS_PER_MINUTE`. */
  readonly requests_per_minute?: number | null;
  /** How long a request may take to arrive. Left out: `REQUEST_TIMEOUT_MS`. */
  readonly request_timeout_ms?: number;
  /** What whoever reads /metrics has to show as a bearer token; left out: nothing. */
  readonly metrics_token?: string;
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  readonly trusted_proxies?: readonly string[];
}
