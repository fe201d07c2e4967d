import { describe, expect, test, vi } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { Gate } from "../support/gate.ts";
import { holdStatement } from "../support/gated-database.ts";
import type { KilimaMessage } from "../support/kilima.ts";
import { Meeting, meetingAt } from "../support/meeting.ts";
import { openSubscriptionWorld, PHONE, type SubscriptionWorld } from "../support/subscription-world.ts";

describe("a cancel and the notice of a renewal that came before it", () => {
  test("which comes while the provider answers the cancel", async () => {
    await using world = await openSubscriptionWorld(2);
    const id = await world.active();
    const copyOf = renewed(world);
    const gate = new Gate();
    world.books.let("cancel", async (arrive) => {
      const answer = arrive();
      await gate.pass();
      return answer;
    });
    expect((await world.call("POST", `/v1/subscriptions/${id}/cancel`)).status).toBe(202);
    await gate.reached;
    await notifyAll(copyOf, world);
    await vi.waitFor(async () => expect(await world.payments(id)).toHaveLength(2), { timeout: 20_000 });
    gate.open();
    await checkEnd(id, world);
  });

  test("which is written down after the end", async () => {
    await using world = await openSubscriptionWorld();
    const id = await world.active();
    const copyOf = renewed(world);
    const gate = new Gate();
    const slow = await world.startNode({ through: holdStatement("apply_subscription", gate) });
    await world.notify(copyOf(0), slow);
    await gate.reached;
    expect((await world.call("POST", `/v1/subscriptions/${id}/cancel`)).status).toBe(202);
    await vi.waitFor(async () => expect(await world.read(id)).toMatchObject({ status: "ended" }), {
      timeout: 20_000,
    });
    gate.open();
    await notifyAll(copyOf, world);
    await checkEnd(id, world);
  });

  test.each([1, 2, 3])("which is written down in the same moment (%i)", async () => {
    let [meeting, opened] = [new Meeting(1), 0];
    const through = (database: Database): Database => {
      opened += 1;
      return meetingAt("apply_subscription", `node-${opened}`, () => meeting)(database);
    };
    await using world = await openSubscriptionWorld(2, { through });
    const id = await world.active();
    const copyOf = renewed(world);
    meeting = new Meeting(2);
    const [cancelled] = await Promise.all([
      world.call("POST", `/v1/subscriptions/${id}/cancel`),
      world.notify(copyOf(0), world.nodes[1]),
    ]);
    expect(cancelled.status).toBe(202);
    await notifyAll(copyOf, world);
    await checkEnd(id, world);
  });
});

/** The provider's message, written before it heard of the cancel; no two copies have the same bytes. */
function renewed({ books }: SubscriptionWorld): (copy: number) => KilimaMessage {
  const { uuid } = books.of(PHONE);
  const charges = [books.charge(books.of(PHONE))];
  return (copy) => ({ code: "standing", standing: "active", uuid, charges, phone: `${copy}` });
}

async function notifyAll(copyOf: (copy: number) => KilimaMessage, world: SubscriptionWorld): Promise<void> {
  const copies = Array.from({ length: 10 }, (_, copy) => copyOf(copy));
  await Promise.all(copies.map((copy, index) => world.notify(copy, world.nodes[index % 2])));
}

/** The renewal is one payment, and the end is told once and last. */
async function checkEnd(id: string, world: SubscriptionWorld): Promise<void> {
  await world.quiet();
  expect(await world.read(id)).toMatchObject({ status: "ended" });
  const payments = await world.payments(id);
  expect(payments.map(({ status }) => status)).toEqual(["succeeded", "succeeded"]);
  for (const { id: payment } of payments)
    expect(await world.heard(payment)).toEqual(["payment.created", "payment.succeeded"]);
  const told = await world.heard(id);
  expect(told.indexOf("subscription.ended")).toBe(told.length - 1);
  expect(world.books.count("cancel")).toBe(1);
}
