import { expect, test, vi } from "vitest";
import type { HttpRequest } from "../../src/connector/http.ts";
import { Engine } from "../../src/engine/engine.ts";
import { mpesaKe } from "../../src/providers/mpesa-ke/index.ts";
import { accept } from "../../src/store/accept.ts";
import { Connections } from "../../src/store/connections.ts";
import type { Database } from "../../src/store/database.ts";
import { putMerchant } from "../../src/store/keys.ts";
import { MERCHANT, newAcceptance } from "../support/acceptances.ts";
import { ask } from "../support/ask.ts";
import { withDatabase } from "../support/database.ts";
import { LEASE_MS, openStoreNode } from "../support/store-node.ts";
import { openWorld } from "../support/world.ts";

test("a node whose clock is a little behind the database's does at once what it claims", async () => {
  await using database = await withDatabase();
  await using node = await openStoreNode(database.url, "slow clock", { through: clockBehindBy(1_000) });
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
  const engine = new Engine({
    ...node,
    connections,
    providers: new Map([[mpesaKe.id, mpesaKe]]),
    transport: async (request) => {
      calls.push(request);
      return { end: "no_answer", cause: "nobody listens" };
    },
    observe: () => undefined,
    announced: () => undefined,
    time_scale: 1,
    callback_base_url: () => "http://127.0.0.1:1",
  });
  const now = node.clock.now() + 1_000;
  const payment = newAcceptance(
    { connection_id, provider: mpesaKe.id, created_at: now },
    { ...node, clock: { now: () => now } },
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
  // Both fall due at the same moment, so that they are claimed and read together.
  await world.advance(40_000);
  await world.reaches(whole, "succeeded");
  expect(world.logged.filter((line) => line.includes("sealed under another master key"))).not.toEqual([]);
});

/** What a node reads whose clock was set, or whose network was slow, just when it looked. */
function clockBehindBy(behind_ms: number): (database: Database) => Database {
  return (database) => ({
    run: async <Row>(...[statement, values]: Parameters<Database["run"]>) => {
      const rows = await database.run<Row>(statement, values);
      return statement.name === "read_time"
        ? rows.map((row) => ({ ...row, now: Number(Object(row).now) - behind_ms }))
        : rows;
    },
    close: () => database.close(),
  });
}
