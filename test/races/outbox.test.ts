import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { Gate } from "../support/gate.ts";
import { holdStatement } from "../support/gated-database.ts";
import { type OutboxWorld, openOutboxWorld } from "../support/outbox-world.ts";
import { type Answer, openReceiver, type Receiver } from "../support/receiver.ts";

/** Short, so that a node which says nothing any more is soon given up. */
const lease_ms = 300;

let world: OutboxWorld;
let receiver: Receiver;
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

/** A node's way to its database, until the node is killed: what it sent to others has left, this hears nothing more. */
function lifeline() {
  let dead = false;
  const through = (database: Database): Database => ({
    run: (statement, values) =>
      dead ? Promise.reject(new Error("The node is dead.")) : database.run(statement, values),
    close: () => database.close(),
  });
  const kill = () => {
    dead = true;
  };
  return { through, kill };
}

describe("a node that dies", () => {
  test("between the receiver's answer and its own note leaves the event to another, which sends the same id", async () => {
    await world.endpoint(`${receiver.url}/`);
    const { through, kill } = lifeline();
    answer = (_, response) => {
      kill();
      response.writeHead(200).end();
    };
    const [event] = await world.announce();
    await world.node("first", { lease_ms, through });
    await until(() => expect(receiver.heard).toHaveLength(1));
    await world.node("second", { lease_ms });
    await untilSettled();
    expect(receiver.heard.map(({ id }) => id)).toEqual([event, event]);
    expect(await world.deliveries()).toMatchObject([{ status: "delivered", tries: 1 }]);
  });

  test("between its claim and its sending loses nothing either", async () => {
    await world.endpoint(`${receiver.url}/`);
    const reads = new Gate();
    const { through, kill } = lifeline();
    await world.announce(5);
    const held = (database: Database) => holdStatement("read_due_deliveries", reads)(through(database));
    await world.node("first", { lease_ms, through: held });
    await reads.reached;
    kill();
    reads.open();
    await world.node("second", { lease_ms });
    await untilSettled();
    expect(receiver.heard).toHaveLength(5);
  });

  test("and comes back writes nothing over what was found out meanwhile", async () => {
    await world.endpoint(`${receiver.url}/`);
    const notes = new Gate();
    answer = (_, response) => response.writeHead(receiver.heard.length === 1 ? 500 : 503).end();
    await world.announce();
    const dead = { is: false };
    const through = (database: Database) =>
      holdStatement("record_delivery_results", notes)(renewless(dead)(database));
    const first = await world.node("first", { lease_ms, through, time_scale: 1 });
    await notes.reached;
    dead.is = true;
    await world.node("second", { lease_ms, time_scale: 1 });
    await until(async () => expect(await world.deliveries()).toMatchObject([{ tries: 1, last_status: 503 }]));
    const known = await Promise.all([world.deliveries(), world.work()]);
    notes.open();
    await first.stop();
    expect(await Promise.all([world.deliveries(), world.work()])).toEqual(known);
  });
});

/** Cut off from renewing and claiming, as a process is that was stopped for a while. */
function renewless(dead: { readonly is: boolean }): (database: Database) => Database {
  const silenced = ["renew_held_work", "read_due_work"];
  return (database) => ({
    run: async (statement, values) =>
      dead.is && silenced.includes(statement.name) ? [] : await database.run(statement, values),
    close: () => database.close(),
  });
}

describe("several nodes", () => {
  test("share the work, and each event is sent once", async () => {
    const { url } = receiver;
    for (const path of ["/a", "/b", "/c"]) await world.endpoint(url + path);
    for (const name of ["one", "two", "three"]) (await world.node(name)).poke();
    const events = await world.announce(200);
    await untilSettled();
    for (const path of ["/a", "/b", "/c"])
      expect(
        receiver
          .heardAt(path)
          .map(({ id }) => id)
          .sort(),
      ).toEqual([...events].sort());
  });

  test("leave a try alone that takes longer than a lease", async () => {
    await world.endpoint(`${receiver.url}/`);
    const hold = new Gate();
    answer = async (_, response) => {
      await hold.pass();
      response.writeHead(200).end();
    };
    await world.announce();
    await world.node("one", { lease_ms });
    await hold.reached;
    await world.node("two", { lease_ms });
    const leaseEnd = async () => (await world.work())[0]?.due_at ?? 0;
    const first = await leaseEnd();
    await until(async () => expect(await leaseEnd()).toBeGreaterThan(first + 3 * lease_ms));
    hold.open();
    await untilSettled();
    expect(receiver.heard).toHaveLength(1);
  });
});

describe("a node that stops", () => {
  test("gives back what it has not sent, for others to send at once", async () => {
    await world.endpoint(`${receiver.url}/`);
    const hold = new Gate();
    answer = async (_, response) => {
      await hold.pass();
      response.writeHead(200).end();
    };
    await world.announce(8);
    const one = await world.node("one", { lease_ms: 60_000 });
    await hold.reached;
    const stopped = one.stop();
    hold.open();
    await stopped;
    const left = await world.work();
    expect(left).toHaveLength(7);
    // Two readings of the database's clock differ by a little; a lease would have left them a minute.
    const soon = world.store.clock.now() + 1_000;
    expect(left.every(({ due_at, owner }) => owner === null && due_at <= soon)).toBe(true);
    await world.node("two", { lease_ms: 60_000 });
    await untilSettled();
    expect(receiver.heard).toHaveLength(8);
  });

  test("does not wait for a receiver that hangs, and counts no try for it", async () => {
    await world.endpoint(`${receiver.url}/`);
    const reached = new Gate();
    answer = () => reached.pass();
    const [event] = await world.announce();
    const one = await world.node("one", { lease_ms: 60_000 });
    await reached.reached;
    await one.stop();
    expect(await world.deliveries()).toMatchObject([{ status: "pending", tries: 0, last_problem: null }]);
    answer = glad;
    await world.node("two", { lease_ms: 60_000 });
    await untilSettled();
    expect(receiver.heard.map(({ id }) => id)).toEqual([event, event]);
  });
});
