import { expect, test, vi } from "vitest";
import type { HttpRequest } from "../../src/connector/http.ts";
import { Engine } from "../../src/engine/engine.ts";
import { Outgoing } from "../../src/engine/outgoing.ts";
import type { Transport } from "../../src/engine/transport.ts";
import { mpesaKe } from "../../src/providers/mpesa-ke/index.ts";
import { accept } from "../../src/store/accept.ts";
import { Connections } from "../../src/store/connections.ts";
import { putMerchant } from "../../src/store/keys.ts";
import { MERCHANT, newAcceptance } from "../support/acceptances.ts";
import { ask } from "../support/ask.ts";
import { withDatabase } from "../support/database.ts";
import type { DatabaseHold } from "../support/database-hold.ts";
import { holdPayment } from "../support/holds.ts";
import { LEASE_MS, openStoreNode } from "../support/store-node.ts";
import { openWorld, type Payment } from "../support/world.ts";

test("what the database says is due is done at once, even by a node whose own reading of the time is behind", async () => {
  await using database = await withDatabase();
  await using node = await openStoreNode(database.url, "behind");
  const connections = new Connections(node.database, node.vault);
  const connection_id = crypto.randomUUID();
  const config = mpesaKe.config.forSandbox("http://127.0.0.1:1", mpesaKe.simulator.credentials);
  await putMerchant({ id: MERCHANT, name: "Duka" }, node.database);
  await connections.put({
    id: connection_id,
    merchant_id: MERCHANT,
    provider: mpesaKe.id,
    environment: "sandbox",
    config,
  });
  const calls: HttpRequest[] = [];
  const observe = () => undefined;
  const transport: Transport = async (request) => {
    calls.push(request);
    return { end: "no_answer", cause: "nobody listens" };
  };
  const engine = new Engine({
    ...node,
    connections,
    providers: new Map([[mpesaKe.id, mpesaKe]]),
    outgoing: new Outgoing({ ...node, observe, transport, time_scale: 1 }),
    observe,
    announced: () => undefined,
    subscribedCustomer: async () => null,
    time_scale: 1,
    callback_base_url: () => "http://127.0.0.1:1",
  });
  const ahead = node.clock.now() + LEASE_MS;
  const payment = newAcceptance(
    { connection_id, provider: mpesaKe.id, created_at: ahead },
    { ...node, clock: { now: () => ahead } },
  );
  await accept([payment], { ...node, node: "gone", lease_ms: 0 });
  engine.start();
  await vi.waitUntil(() => calls.length > 0, { timeout: LEASE_MS - 1_000, interval: 20 });
  await engine.stop();
});

test("a payment that cannot be read any more holds up no other", async () => {
  await using world = await openWorld();
  const [spoilt, whole] = [await world.pay(), await world.pay()];
  world.wire.tamperWithCallbacks(whole.phone_number, async () => ({ end: "no_answer", cause: "lost" }));
  for (const payment of [spoilt, whole]) await world.reaches(payment, "awaiting_payer");
  await ask(
    world.database.url,
    `update hakika.operations set sealed_phone = '\\x00' where id = '${spoilt.id}'`,
  );
  // Both are to be asked about at the same moment, so that they are claimed and read together.
  await world.settle(whole);
  expect(await world.statusOf(whole)).toBe("succeeded");
  expect(world.logged.filter((line) => line.includes("sealed under another master key"))).not.toEqual([]);
});

test("an answer that comes while the database is away is written down when it is back", async () => {
  await using world = await openWorld();
  const phone_number = "+254711000001";
  const answered = Promise.withResolvers<DatabaseHold>();
  const taken = Promise.withResolvers<Payment>();
  world.wire.tamperWith("submit", phone_number, async (arrive) => {
    const answer = await arrive();
    answered.resolve(await holdPayment(world, await taken.promise));
    return answer;
  });
  const payment = await world.pay({ phone_number });
  taken.resolve(payment);
  const hold = await answered.promise;
  await vi.waitUntil(async () => (await hold.waiting()).length === 1, { timeout: 10_000, interval: 10 });
  await hold.endWaiting();
  await hold.release();
  await world.reaches(payment, "awaiting_payer");
  expect((await world.timeline(payment)).map(({ type }) => type)).toEqual([
    "created",
    "attempt_began",
    "found",
  ]);
});
