import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readId } from "../../src/core/ids.ts";
import { retryLadder } from "../../src/outbox/retry-ladder.ts";
import { resendDelivery } from "../../src/store/deliveries.ts";
import { newEndpointSecret, rotateEndpointSecret } from "../../src/store/endpoint-secrets.ts";
import { deleteEndpoint, disableEndpoint, readEndpoint } from "../../src/store/endpoints.ts";
import { type OutboxWorld, openOutboxWorld } from "../support/outbox-world.ts";
import { type Answer, openReceiver, type Receiver } from "../support/receiver.ts";
import { randomness } from "../support/store-node.ts";

let world: OutboxWorld;
let receiver: Receiver;
/** What the receiver answers now; a test may change it. */
let answer: Answer;

const glad: Answer = (_, response) => response.writeHead(200).end();

beforeEach(async () => {
  answer = glad;
  world = await openOutboxWorld();
  receiver = await openReceiver((heard, response) => answer(heard, response));
});
afterEach(async () => {
  await receiver[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

function until(check: () => unknown): Promise<unknown> {
  return vi.waitFor(check, { timeout: 10_000, interval: 10 });
}

async function untilSettled(): Promise<void> {
  await until(async () => expect(await world.work()).toEqual([]));
}

describe("an event", () => {
  test("goes to every endpoint that wants it, signed with the endpoint's own secret", async () => {
    const all = await world.endpoint(`${receiver.url}/all`);
    const created = await world.endpoint(`${receiver.url}/created`, { event_types: ["payment.created"] });
    await world.endpoint(`${receiver.url}/others`, { event_types: ["payment.succeeded"] });
    await world.endpoint(`${receiver.url}/live`, { environment: "live" });
    const [event = ""] = await world.announce();
    (await world.node("one")).poke();
    await untilSettled();
    expect(receiver.heard.map(({ path }) => path).sort()).toEqual(["/all", "/created"]);
    for (const [path, { secret }] of [
      ["/all", all],
      ["/created", created],
    ] as const) {
      const [heard] = receiver.heardAt(path);
      const body = new Webhook(secret).verify(heard?.body ?? "", heard?.headers ?? {});
      expect(body).toMatchObject({
        id: event,
        type: "payment.created",
        version: 1,
        data: { id: expect.any(String) },
      });
      expect(heard?.id).toBe(event);
    }
  });

  test("is delivered after one try, and that can be seen", async () => {
    const { id } = await world.endpoint(`${receiver.url}/`);
    const [event = ""] = await world.announce();
    await world.node("one");
    await untilSettled();
    expect(await world.deliveries()).toMatchObject([
      {
        announcement_id: readId("event", event),
        endpoint_id: id,
        type: "payment.created",
        status: "delivered",
        tries: 1,
        last_status: 200,
        last_problem: null,
        next_try_at: null,
        delivered_at: expect.any(Number),
      },
    ]);
    expect(world.observed).toMatchObject([{ type: "delivery_tried", result: "delivered" }]);
  });

  test("comes again under the same id until it is received", async () => {
    await world.endpoint(`${receiver.url}/`);
    answer = (_, response) => response.writeHead(receiver.heard.length < 4 ? 503 : 200).end();
    const [event] = await world.announce();
    await world.node("one");
    await untilSettled();
    expect(receiver.heard.map(({ id }) => id)).toEqual([event, event, event, event]);
    expect(new Set(receiver.heard.map(({ body }) => body)).size).toBe(1);
    expect(await world.deliveries()).toMatchObject([{ status: "delivered", tries: 4 }]);
  });

  test("is given up after the last rung of the ladder, and stays to be seen", async () => {
    await world.endpoint(`${receiver.url}/`);
    answer = (_, response) => response.writeHead(500).end();
    await world.announce();
    await world.node("one", { time_scale: 0 });
    await untilSettled();
    expect(receiver.heard).toHaveLength(retryLadder.length);
    expect(await world.deliveries()).toMatchObject([
      {
        status: "abandoned",
        tries: retryLadder.length,
        last_status: 500,
        last_problem: "The endpoint answered 500.",
        next_try_at: null,
      },
    ]);
  });

  test("waits as long as the receiver asks, and so does the endpoint's next event", async () => {
    await world.endpoint(`${receiver.url}/`);
    answer = (_, response) => response.writeHead(429, { "retry-after": "60" }).end();
    await world.announce();
    const outbox = await world.node("one");
    await until(async () => expect(await world.deliveries()).toMatchObject([{ tries: 1 }]));
    await world.announce();
    outbox.poke();
    const soon = world.store.clock.now() + 50_000;
    await until(async () => {
      const work = await world.work();
      expect(work.map(({ due_at, owner }) => [owner, due_at > soon])).toEqual([
        [null, true],
        [null, true],
      ]);
    });
    expect(receiver.heard).toHaveLength(1);
  });

  test("does not follow a redirect", async () => {
    await world.endpoint(`${receiver.url}/here`);
    answer = (_, response) => response.writeHead(308, { location: `${receiver.url}/there` }).end();
    await world.announce();
    await world.node("one", { time_scale: 1 });
    await until(async () =>
      expect(await world.deliveries()).toMatchObject([
        { status: "pending", last_status: 308, last_problem: expect.stringContaining("not followed") },
      ]),
    );
    expect(receiver.heard.map(({ path }) => path)).toEqual(["/here"]);
  });
});

describe("an endpoint", () => {
  test("that answers 410 is disabled and hears nothing more; the others do", async () => {
    const gone = await world.endpoint(`${receiver.url}/gone`);
    await world.endpoint(`${receiver.url}/well`);
    answer = ({ path }, response) => response.writeHead(path === "/gone" ? 410 : 200).end();
    await world.announce(20);
    await world.node("one");
    await untilSettled();
    expect(receiver.heardAt("/gone").length).toBeLessThan(20);
    const heard = receiver.heardAt("/gone").length;
    await world.announce();
    await untilSettled();
    expect(receiver.heardAt("/gone")).toHaveLength(heard);
    expect(receiver.heardAt("/well")).toHaveLength(21);
    expect(await readEndpoint(gone, world.store.database)).toMatchObject({
      disabled_at: expect.any(Number),
      disabled_because: "It answered a webhook with 410 Gone.",
    });
    const left = (await world.deliveries()).filter(({ endpoint_id }) => endpoint_id === gone.id);
    expect(left.map(({ status }) => status)).toEqual(Array(20).fill("abandoned"));
    const said = new Set(left.map(({ last_problem }) => last_problem));
    expect(said).toEqual(
      new Set([
        "The endpoint answered 410 Gone, and was disabled for that.",
        "The endpoint is disabled: It answered a webhook with 410 Gone.",
      ]),
    );
    expect(world.observed.filter(({ type }) => type === "endpoint_disabled")).not.toEqual([]);
  });

  test("that was disabled or deleted while events waited for it hears none of them", async () => {
    const off = await world.endpoint(`${receiver.url}/off`);
    const removed = await world.endpoint(`${receiver.url}/removed`);
    await world.announce();
    const at = world.store.clock.now();
    await disableEndpoint({ ...off, because: "Maintenance.", at }, world.store.database);
    await deleteEndpoint(removed, world.store.database);
    await world.node("one");
    await untilSettled();
    expect(receiver.heard).toEqual([]);
    expect(
      (await world.deliveries())
        .map(({ status, tries, last_problem }) => [status, tries, last_problem])
        .sort(),
    ).toEqual([
      ["abandoned", 0, "The endpoint is disabled: Maintenance."],
      ["abandoned", 0, "The endpoint was deleted."],
    ]);
  });

  test("whose secret is changed gets both signatures until the old one ends, then one", async () => {
    const endpoint = await world.endpoint(`${receiver.url}/`);
    const secret = newEndpointSecret(randomness);
    const rotate = (previous_until: number, next: string) =>
      rotateEndpointSecret({ ...endpoint, secret: next, previous_until }, world.store);
    await rotate(world.store.clock.now() + 60_000, secret);
    await world.node("one");
    await world.announce();
    await untilSettled();
    const [both] = receiver.heard;
    expect(both?.headers["webhook-signature"]?.split(" ")).toHaveLength(2);
    for (const valid of [secret, endpoint.secret])
      new Webhook(valid).verify(both?.body ?? "", both?.headers ?? {});

    const last = newEndpointSecret(randomness);
    await rotate(world.store.clock.now() - 1, last);
    await world.announce();
    await untilSettled();
    const one = receiver.heard[1];
    expect(one?.headers["webhook-signature"]?.split(" ")).toHaveLength(1);
    new Webhook(last).verify(one?.body ?? "", one?.headers ?? {});
  });
});

describe("resending", () => {
  test("sends a delivered event again under its id, with a ladder of its own", async () => {
    await world.endpoint(`${receiver.url}/`);
    const [event] = await world.announce();
    const outbox = await world.node("one");
    await untilSettled();
    const [delivery] = await world.deliveries();
    const name = { id: delivery?.id ?? "", merchant_id: world.merchant_id, environment: "sandbox" } as const;
    answer = (_, response) => response.writeHead(receiver.heard.length < 3 ? 500 : 200).end();
    expect(await resendDelivery(name, world.store)).toBe(true);
    outbox.poke();
    await untilSettled();
    expect(receiver.heard.map(({ id }) => id)).toEqual([event, event, event]);
    expect(await world.deliveries()).toMatchObject([{ status: "delivered", tries: 2 }]);
  });

  test("brings back what was given up", async () => {
    await world.endpoint(`${receiver.url}/`);
    answer = (_, response) => response.writeHead(500).end();
    await world.announce();
    await world.node("one", { time_scale: 0 });
    await untilSettled();
    answer = glad;
    const [delivery] = await world.deliveries();
    const name = { id: delivery?.id ?? "", merchant_id: world.merchant_id, environment: "sandbox" } as const;
    expect(await resendDelivery(name, world.store)).toBe(true);
    await untilSettled();
    expect(await world.deliveries()).toMatchObject([{ status: "delivered", tries: 1, last_problem: null }]);
  });

  test("finds nothing of another merchant's, nor of the other environment", async () => {
    await world.endpoint(`${receiver.url}/`);
    await world.announce();
    await world.node("one");
    await untilSettled();
    const [delivery] = await world.deliveries();
    const id = delivery?.id ?? "";
    const { merchant_id } = world;
    const stranger = { id, merchant_id: crypto.randomUUID(), environment: "sandbox" } as const;
    expect(await resendDelivery(stranger, world.store)).toBe(false);
    expect(await resendDelivery({ id, merchant_id, environment: "live" }, world.store)).toBe(false);
    expect(await world.work()).toEqual([]);
  });
});
