import { expect, test, vi } from "vitest";
import type { Exchange } from "../../src/connector/http.ts";
import { Engine } from "../../src/engine/engine.ts";
import { Outgoing } from "../../src/engine/outgoing.ts";
import { mpesaKe } from "../../src/providers/mpesa-ke/index.ts";
import { accept } from "../../src/store/accept.ts";
import { Connections } from "../../src/store/connections.ts";
import { putMerchant } from "../../src/store/keys.ts";
import { MERCHANT, newAcceptance } from "../support/acceptances.ts";
import { withDatabase } from "../support/database.ts";
import { openStoreNode, type StoreNode } from "../support/store-node.ts";

/** More than a node holds in memory. */
const BACKLOG = 5_200;
const lost: Exchange = { end: "no_answer", cause: "TIMEOUT" };

test("a provider that answers nothing leaves a node free to call the others, however much waits for it", async () => {
  await using database = await withDatabase();
  await using store = await openStoreNode(database.url, "one");
  await putMerchant({ id: MERCHANT, name: "Duka" }, store.database);
  const [ill, well] = [await connect("ill", store), await connect("well", store)];
  const silence = Promise.withResolvers<Exchange>();
  const calls = { ill: 0, well: 0 };
  const observe = () => undefined;
  const outgoing = new Outgoing({
    ...store,
    observe,
    time_scale: 1,
    transport: async ({ url }) => {
      const called = url.startsWith("http://well") ? "well" : "ill";
      calls[called] += 1;
      return called === "ill" ? await silence.promise : lost;
    },
  });
  const engine = new Engine({
    ...store,
    connections: new Connections(store.database, store.vault),
    providers: new Map([ill, well].map(({ provider }) => [provider.id, provider])),
    outgoing,
    observe,
    announced: () => undefined,
    subscribedCustomer: async () => null,
    time_scale: 1,
    callback_base_url: () => "http://127.0.0.1:1",
  });
  await take(BACKLOG, ill, store);
  engine.start();
  await vi.waitUntil(() => calls.ill === mpesaKe.limits.calls_in_flight, { timeout: 30_000, interval: 20 });
  await take(1, well, store);
  await vi.waitUntil(() => calls.well === 1, { timeout: 60_000, interval: 20 });
  expect(calls.ill).toBe(mpesaKe.limits.calls_in_flight);
  silence.resolve(lost);
  await engine.stop();
}, 120_000);

type Connected = Awaited<ReturnType<typeof connect>>;

async function connect(id: string, { database, vault }: StoreNode) {
  const capabilities = { ...mpesaKe.capabilities, one_prompt_per_phone: false };
  const config = mpesaKe.config.forSandbox(`http://${id}`, mpesaKe.simulator.credentials);
  const connection = { id: crypto.randomUUID(), merchant_id: MERCHANT, provider: id, config } as const;
  await new Connections(database, vault).put({ ...connection, environment: "sandbox" });
  return { connection_id: connection.id, provider: { ...mpesaKe, id, capabilities } };
}

/** Payments that nobody has begun yet. */
async function take(count: number, { connection_id, provider }: Connected, store: StoreNode): Promise<void> {
  const wishes = Array.from({ length: count }, () =>
    newAcceptance({ connection_id, provider: provider.id, created_at: store.clock.now() }, store),
  );
  while (wishes.length > 0) await accept(wishes.splice(0, 200), { ...store, node: "gone", lease_ms: 0 });
}
