import { showId } from "../../src/core/ids.ts";
import type { Observation } from "../../src/lib/observe.ts";
import { Outbox, type OutboxOptions } from "../../src/outbox/outbox.ts";
import { accept } from "../../src/store/accept.ts";
import type { Database, Statement } from "../../src/store/database.ts";
import { type Delivery, listDeliveries } from "../../src/store/deliveries.ts";
import { newEndpointSecret } from "../../src/store/endpoint-secrets.ts";
import { createEndpoint, type EndpointName, type WebhookEndpoint } from "../../src/store/endpoints.ts";
import { putMerchant } from "../../src/store/keys.ts";
import { MERCHANT, newAcceptance, type Wish } from "./acceptances.ts";
import { withDatabase } from "./database.ts";
import { openStoreNode, type StoreNode } from "./store-node.ts";

export interface NodeOptions extends Partial<OutboxOptions> {
  /** What stands between the node and its database, where a test holds or breaks something. */
  readonly through?: (database: Database) => Database;
}

export interface TestEndpoint extends EndpointName {
  readonly secret: string;
}

/** Merchants, their endpoints and events on a database of its own, and as many nodes as a test wants. */
export interface OutboxWorld extends AsyncDisposable {
  readonly store: StoreNode;
  readonly merchant_id: string;
  readonly url: string;
  readonly observed: readonly Observation[];
  merchant(id: string): Promise<void>;
  endpoint(
    url: string,
    change?: Partial<Pick<WebhookEndpoint, "merchant_id" | "event_types" | "environment">>,
  ): Promise<TestEndpoint>;
  /** Payments come in; answers with their events' shown ids. */
  announce(count?: number, wish?: Wish): Promise<readonly string[]>;
  /** Starts a node that delivers. */
  node(name: string, options?: NodeOptions): Promise<Outbox>;
  deliveries(merchant_id?: string): Promise<readonly Delivery[]>;
  /** What is left to deliver; times are milliseconds. */
  work(): Promise<readonly { readonly due_at: number; readonly owner: string | null }[]>;
}

/** Of the ladder: its five seconds are five milliseconds here. */
const TIME_SCALE = 1 / 1000;

const deliveryWork: Statement = {
  name: "test_delivery_work",
  sql: "select due_at, owner from work where kind = 'delivery'",
};

export async function openOutboxWorld(): Promise<OutboxWorld> {
  const closing = new AsyncDisposableStack();
  const { url } = closing.use(await withDatabase());
  const store = closing.use(await openStoreNode(url, "api"));
  const observed: Observation[] = [];
  const { database, clock, randomness } = store;
  await putMerchant({ id: MERCHANT, name: "Duka" }, database);

  const endpoint: OutboxWorld["endpoint"] = async (target, change = {}) => {
    const id = crypto.randomUUID();
    const secret = newEndpointSecret(randomness);
    const name = { id, merchant_id: MERCHANT, environment: "sandbox", ...change } as const;
    const kept = { url: target, description: null, event_types: [], created_at: clock.now(), ...change };
    await createEndpoint({ ...kept, ...name, secret }, store);
    return { ...name, secret };
  };

  const announce: OutboxWorld["announce"] = async (count = 1, wish = {}) => {
    const batch = Array.from({ length: count }, () => newAcceptance(wish, store));
    await accept(batch, store);
    return batch.map(({ announcement }) => showId("event", announcement.id));
  };

  const node: OutboxWorld["node"] = async (name, { through, ...options } = {}) => {
    const own = closing.use(await openStoreNode(url, name, through === undefined ? {} : { through }));
    const outbox = new Outbox({
      ...own,
      observe: (observation) => observed.push(observation),
      time_scale: TIME_SCALE,
      allow_insecure_targets: true,
      ...options,
    });
    outbox.start();
    closing.defer(() => outbox.stop());
    return outbox;
  };

  return {
    store,
    merchant_id: MERCHANT,
    url,
    observed,
    merchant: (id) => putMerchant({ id, name: "Another" }, database),
    endpoint,
    announce,
    node,
    deliveries: (merchant_id = MERCHANT) =>
      listDeliveries(
        {
          merchant_id,
          environment: "sandbox",
          endpoint_id: null,
          announcement_id: null,
          status: null,
          after: null,
          limit: 10_000,
        },
        database,
      ),
    work: () => database.run(deliveryWork, []),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}
