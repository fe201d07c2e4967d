import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readId } from "../../src/core/ids.ts";
import { type DeliveryFilter, listDeliveries, readDelivery } from "../../src/store/deliveries.ts";
import {
  newEndpointSecret,
  readEndpointTargets,
  rotateEndpointSecret,
} from "../../src/store/endpoint-secrets.ts";
import {
  createEndpoint,
  deleteEndpoint,
  disableEndpoint,
  ENDPOINTS_PER_MERCHANT_MAX,
  enableEndpoint,
  listEndpoints,
  readEndpoint,
  updateEndpoint,
} from "../../src/store/endpoints.ts";
import { ask } from "../support/ask.ts";
import { type OutboxWorld, openOutboxWorld, type TestEndpoint } from "../support/outbox-world.ts";
import { randomness } from "../support/store-node.ts";

let world: OutboxWorld;
beforeAll(async () => {
  world = await openOutboxWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function newMerchant(): Promise<{ readonly merchant_id: string }> {
  const merchant_id = crypto.randomUUID();
  await world.merchant(merchant_id);
  return { merchant_id };
}

const url = "https://hooks.example.com/";

describe("a merchant's endpoints", () => {
  test("are listed as they were made, and nobody else's among them", async () => {
    const [one, other] = [await newMerchant(), await newMerchant()];
    const first = await world.endpoint(url, one);
    const second = await world.endpoint(`${url}second`, { ...one, event_types: ["payment.failed"] });
    await world.endpoint(url, other);
    await world.endpoint(url, { ...one, environment: "live" });
    const listed = await listEndpoints({ ...one, environment: "sandbox" }, world.store.database);
    expect(listed.map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(listed[1]).toEqual({
      id: second.id,
      ...one,
      environment: "sandbox",
      url: `${url}second`,
      description: null,
      event_types: ["payment.failed"],
      created_at: expect.any(Number),
      previous_until: null,
      disabled_at: null,
      disabled_because: null,
    });
  });

  test("can be changed one thing at a time, and a description taken away", async () => {
    const { database } = world.store;
    const endpoint = await world.endpoint(url, await newMerchant());
    const change = (changes: Parameters<typeof updateEndpoint>[0]["changes"]) =>
      updateEndpoint({ ...endpoint, changes }, database);
    expect(await change({ description: "Shop" })).toMatchObject({
      url,
      description: "Shop",
      event_types: [],
    });
    expect(await change({ url: `${url}new` })).toMatchObject({ url: `${url}new`, description: "Shop" });
    expect(await change({ event_types: ["payment.succeeded"] })).toMatchObject({
      event_types: ["payment.succeeded"],
    });
    expect(await change({ event_types: [], description: null })).toMatchObject({
      event_types: [],
      description: null,
    });
    expect(await change({})).toEqual(await readEndpoint(endpoint, database));
  });

  test("are disabled once, with the first reason, and enabled again", async () => {
    const { database, clock } = world.store;
    const endpoint = await world.endpoint(url, await newMerchant());
    const disable = (because: string, only?: string) =>
      disableEndpoint(
        { ...endpoint, because, at: clock.now(), ...(only === undefined ? {} : { url: only }) },
        database,
      );
    expect(await disable("It moved.", "https://elsewhere.example.com/")).toBeUndefined();
    expect(await disable("By the merchant.")).toMatchObject({ disabled_because: "By the merchant." });
    expect(await disable("By an answer.")).toMatchObject({ disabled_because: "By the merchant." });
    expect(await enableEndpoint(endpoint, database)).toMatchObject({
      disabled_at: null,
      disabled_because: null,
    });
  });

  test("are as many as there may be, and not one more", async () => {
    const merchant = await newMerchant();
    for (let count = 0; count < ENDPOINTS_PER_MERCHANT_MAX; count += 1) await world.endpoint(url, merchant);
    const { store } = world;
    const one = { ...merchant, id: crypto.randomUUID(), environment: "sandbox", url } as const;
    const more = {
      ...one,
      description: null,
      event_types: [],
      created_at: 0,
      secret: newEndpointSecret(randomness),
    };
    expect(await createEndpoint(more, store)).toBeUndefined();
    expect(await createEndpoint({ ...more, environment: "live" }, store)).toMatchObject({ id: more.id });
  });

  test.each([
    ["another merchant", { merchant_id: crypto.randomUUID() }],
    ["the other environment", { environment: "live" as const }],
  ])("are not there for %s", async (_whom, difference) => {
    const { database } = world.store;
    const endpoint = await world.endpoint(url, await newMerchant());
    const asked = { ...endpoint, ...difference };
    const rotation = { ...asked, secret: newEndpointSecret(randomness), previous_until: 0 };
    expect(await readEndpoint(asked, database)).toBeUndefined();
    expect(
      await updateEndpoint({ ...asked, changes: { url: "https://thief.example/" } }, database),
    ).toBeUndefined();
    expect(await disableEndpoint({ ...asked, because: "", at: 0 }, database)).toBeUndefined();
    expect(await enableEndpoint(asked, database)).toBeUndefined();
    expect(await rotateEndpointSecret(rotation, world.store)).toBe(false);
    expect(await deleteEndpoint(asked, database)).toBe(false);
    expect(await readEndpoint(endpoint, database)).toMatchObject({
      url,
      disabled_at: null,
      previous_until: null,
    });
  });
});

describe("an endpoint's secret", () => {
  async function secretsOf({ id }: TestEndpoint, now = world.store.clock.now()) {
    return (await readEndpointTargets([id], now, world.store)).get(id)?.openSecrets();
  }

  test("is 32 bytes in the form of Standard Webhooks, and never the same twice", () => {
    const [one, other] = [newEndpointSecret(randomness), newEndpointSecret(randomness)];
    expect(Buffer.from(one.replace(/^whsec_/, ""), "base64")).toHaveLength(32);
    expect(one).not.toBe(other);
  });

  test("stands sealed in the database", async () => {
    const endpoint = await world.endpoint(url, await newMerchant());
    expect(await secretsOf(endpoint)).toEqual([endpoint.secret]);
    const rows = await ask(world.url, "select sealed_secret from hakika.webhook_endpoints");
    const kept = Buffer.concat(rows.map(({ sealed_secret }) => sealed_secret as Buffer));
    expect(kept.includes(endpoint.secret)).toBe(false);
    expect(kept.includes(Buffer.from(endpoint.secret.replace("whsec_", ""), "base64"))).toBe(false);
  });

  test("is joined by the next one until its time is over", async () => {
    const endpoint = await world.endpoint(url, await newMerchant());
    const secret = newEndpointSecret(randomness);
    const previous_until = world.store.clock.now() + 86_400_000;
    expect(await rotateEndpointSecret({ ...endpoint, secret, previous_until }, world.store)).toBe(true);
    expect(await secretsOf(endpoint)).toEqual([secret, endpoint.secret]);
    expect(await secretsOf(endpoint, previous_until)).toEqual([secret]);
    expect(await readEndpoint(endpoint, world.store.database)).toMatchObject({ previous_until });
  });
});

describe("a merchant's deliveries", () => {
  test("can be found by endpoint, event and status, page by page, newest first", async () => {
    const merchant = await newMerchant();
    const one = await world.endpoint(url, merchant);
    await world.endpoint(url, merchant);
    const events: string[] = [];
    for (let count = 0; count < 3; count += 1) events.push(...(await world.announce(1, merchant)));
    const all = {
      environment: "sandbox",
      endpoint_id: null,
      announcement_id: null,
      status: null,
      after: null,
    } as const;
    const list = (filter: Partial<DeliveryFilter>) =>
      listDeliveries({ ...all, ...merchant, limit: 100, ...filter }, world.store.database);

    const everything = await list({});
    expect(everything).toHaveLength(6);
    expect(everything.map(({ created_at }) => created_at)).toEqual(
      everything.map(({ created_at }) => created_at).sort((earlier, later) => later - earlier),
    );
    expect(await list({ endpoint_id: one.id })).toHaveLength(3);
    const announcement_id = readId("event", events[1] ?? "") ?? "";
    const ofEvent = await list({ announcement_id });
    expect(ofEvent.map((delivery) => delivery.announcement_id)).toEqual([announcement_id, announcement_id]);
    expect(await list({ status: "pending" })).toEqual(everything);
    expect(await list({ status: "abandoned" })).toEqual([]);

    const first = await list({ limit: 4 });
    const rest = await list({ limit: 4, after: first.at(-1) ?? null });
    expect([...first, ...rest]).toEqual(everything);
  });

  test("are not there for others", async () => {
    const merchant = await newMerchant();
    await world.endpoint(url, merchant);
    await world.announce(1, merchant);
    const [delivery] = await world.deliveries(merchant.merchant_id);
    const name = { id: delivery?.id ?? "", ...merchant, environment: "sandbox" } as const;
    const { database } = world.store;
    expect(await readDelivery(name, database)).toEqual(delivery);
    expect(await readDelivery({ ...name, merchant_id: crypto.randomUUID() }, database)).toBeUndefined();
    expect(await readDelivery({ ...name, environment: "live" }, database)).toBeUndefined();
  });
});
