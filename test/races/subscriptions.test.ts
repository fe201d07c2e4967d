import { describe, expect, test, vi } from "vitest";
import type { Database, Statement } from "../../src/store/database.ts";
import { Gate } from "../support/gate.ts";
import { holdStatement } from "../support/gated-database.ts";
import { told } from "../support/kilima-books.ts";
import { SECOND } from "../support/operations.ts";
import { DAY } from "../support/subscription-histories.ts";
import { LEASE_MS, openSubscriptionWorld, PHONE } from "../support/subscription-world.ts";

test("a renewal is one payment, however often, wherever and in whatever way it is told", async () => {
  await using world = await openSubscriptionWorld(2);
  const id = await world.active();
  const theirs = world.books.of(PHONE);
  const renewals = [
    world.books.charge(theirs),
    world.books.charge(theirs),
    world.books.charge(theirs, false),
  ];
  const notices = renewals.flatMap((charge) =>
    world.nodes.flatMap((node) =>
      Array.from({ length: 3 }, (_, copy) =>
        world.notify(
          { code: "standing", standing: "active", uuid: theirs.uuid, charges: [charge], phone: `${copy}` },
          node,
        ),
      ),
    ),
  );
  await Promise.all(notices);
  await world.quiet();
  // The daily look lists every charge once more.
  await world.advance(DAY + SECOND);
  const payments = await world.payments(id);
  expect(payments.map(({ status }) => status).sort()).toEqual([
    "failed",
    "succeeded",
    "succeeded",
    "succeeded",
  ]);
  expect(new Set(payments.map(({ provider_reference }) => provider_reference)).size).toBe(4);
  for (const { id: payment, status } of payments)
    expect(await world.heard(payment)).toEqual(["payment.created", `payment.${status}`]);
});

test("of two notices that contradict each other about one charge the first counts, however long it takes to be read", async () => {
  await using world = await openSubscriptionWorld();
  const phone_number = "+254711000002";
  const [id, other] = [await world.active(), await world.active(phone_number)];
  using reading = new Gate();
  const node = await world.startNode({ through: holdStatement("find_subscription_by_reference", reading) });
  const news = (phone: string) => ({
    code: "standing" as const,
    standing: "active" as const,
    uuid: world.books.of(phone).uuid,
    charges: [world.books.charge(world.books.of(phone))],
  });
  const first = news(PHONE);
  await world.notify(first, node);
  await reading.reached;
  await world.notify(
    { ...first, charges: first.charges.map((charge) => ({ ...charge, paid: false })) },
    node,
  );
  await world.notify(news(phone_number), node);
  await vi.waitFor(async () => expect(await world.payments(other)).toHaveLength(2));
  expect(await world.payments(id), "nothing overtakes the first").toHaveLength(1);
  reading.open();
  await world.quiet();
  expect(await world.payments(id)).toMatchObject([{ status: "succeeded" }, { status: "succeeded" }]);
});

test("a renewal that an unsigned notice tells of is asked about before anybody hears that it succeeded", async () => {
  await using world = await openSubscriptionWorld();
  const id = await world.active();
  const theirs = world.books.of(PHONE);
  const unpaid = world.books.charge(theirs, false);
  const claims = { ...unpaid, paid: true };
  const news = { code: "standing", standing: "active", uuid: theirs.uuid, charges: [claims] } as const;
  await world.notify({ ...news, signed: false });
  await world.quiet();
  expect(await world.payments(id)).toMatchObject([{ status: "failed" }, { status: "succeeded" }]);
  expect(world.books.count("charge")).toBeGreaterThan(0);
});

test("twenty notices of a subscription that nobody knew make one", async () => {
  await using world = await openSubscriptionWorld(2);
  const { uuid } = world.books.subscribe(PHONE);
  const news = { code: "standing", standing: "active", may_be_new: true, phone: PHONE, uuid } as const;
  const copies = Array.from({ length: 20 }, (_, index) =>
    world.notify({ ...news, name: `copy-${index}` }, world.nodes[index % 2]),
  );
  await Promise.all(copies);
  await world.quiet();
  const { data } = (await world.call("GET", "/v1/subscriptions")).body;
  expect(data).toMatchObject([{ origin: "provider", status: "active" }]);
  expect((await world.heard(data[0].id)).filter((type) => type === "subscription.active")).toHaveLength(1);
});

test("twenty cancels at once are one cancel", async () => {
  await using world = await openSubscriptionWorld(2);
  const id = await world.active();
  const asked = await Promise.all(
    Array.from({ length: 20 }, (_, index) => {
      const node = world.nodes[index % 2] ?? world.node;
      return world.call("POST", `/v1/subscriptions/${id}/cancel`, { node });
    }),
  );
  for (const { status } of asked) expect([200, 202]).toContain(status);
  await world.quiet();
  expect(await world.read(id)).toMatchObject({ status: "ended" });
  expect(world.books.count("cancel")).toBe(1);
});

test("twenty requests under one key are one subscription", async () => {
  await using world = await openSubscriptionWorld(2);
  const body = { phone_number: PHONE };
  const asked = await Promise.all(
    Array.from({ length: 20 }, (_, index) => {
      const node = world.nodes[index % 2] ?? world.node;
      return world.call("POST", "/v1/subscriptions", { body, key: "order-77", node });
    }),
  );
  expect(new Set(asked.map(({ status, body: { id } }) => `${status} ${id}`)).size).toBe(1);
  await world.quiet();
  expect(world.books.count("create")).toBe(1);
});

/** A node that is as good as dead from a moment on: it reaches its database no more. */
function dyingAt(when: "before" | "after", time: number) {
  let applied = 0;
  let dead = false;
  const reached = Promise.withResolvers<void>();
  const die = (): never => {
    dead = true;
    reached.resolve();
    throw new Error("This node is dead.");
  };
  const through = (database: Database): Database => ({
    async run<Row>(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
      if (dead) return die();
      if (statement.name !== "apply_subscription") return await database.run<Row>(statement, values);
      applied += 1;
      if (applied === time && when === "before") return die();
      const rows = await database.run<Row>(statement, values);
      return applied === time ? die() : rows;
    },
    close: () => database.close(),
  });
  return { through, died: reached.promise };
}

describe("a node that dies while it creates one", () => {
  test.each([
    ["before it has written that the call begins", "before", 1, 1],
    // Whether the provider heard of this one, nobody has written down: nothing is sent again.
    ["before the call is made", "after", 1, 0],
    ["before the answer is written down", "before", 2, 1],
    ["after all was written down", "after", 2, 1],
  ] as const)("%s", async (_, when, time, creates) => {
    await using world = await openSubscriptionWorld();
    const { through, died } = dyingAt(when, time);
    const mortal = await world.startNode({ through });
    await world.merchant();
    const body = { phone_number: PHONE };
    const { body: taken } = await world.call("POST", "/v1/subscriptions", { body, node: mortal });
    await died;
    await world.advance(LEASE_MS + SECOND);
    await world.advance(6 * SECOND);
    expect(world.books.count("create")).toBe(creates);
    expect(await world.read(taken.id)).toMatchObject({
      status: "pending",
      next_action: creates === 1 ? { type: "enter_pin" } : null,
    });
  });

  test("before the PIN was sent: nobody else knows it, so that the customer is asked again", async () => {
    await using world = await openSubscriptionWorld();
    const id = await world.subscribe();
    // The first thing that this node writes down is that somebody asked, and the second that the call begins.
    const { through, died } = dyingAt("before", 2);
    const mortal = await world.startNode({ through });
    const asked = { body: { pin: "rightpin" }, node: mortal };
    expect((await world.call("POST", `/v1/subscriptions/${id}/confirm`, asked)).status).toBe(202);
    await died;
    await world.advance(LEASE_MS + SECOND);
    expect(world.books.count("confirm")).toBe(0);
    expect(await world.read(id)).toMatchObject({ next_action: { type: "enter_pin" } });
    await world.ask(id, "confirm", { pin: "rightpin" });
    expect(await world.read(id)).toMatchObject({ status: "active" });
    expect(told(world.books.of(PHONE)).charges).toHaveLength(1);
  });
});
