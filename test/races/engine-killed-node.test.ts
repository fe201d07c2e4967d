import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { DatabaseHold } from "../support/database-hold.ts";
import { Gate } from "../support/gate.ts";
import { holdPayment, holdPhone } from "../support/holds.ts";
import { judge } from "../support/judge.ts";
import { type NodeProcess, startNodeProcess } from "../support/node-process.ts";
import { SECOND } from "../support/operations.ts";
import { LEASE_MS, openWorld, type Payment, type World } from "../support/world.ts";

/** How late the other node may go on. It is there all the time, so nothing has to start first. */
const TAKEN_OVER_WITHIN_MS = LEASE_MS + SECOND;

/** A phone for each point at which the node is in the middle of something when it is killed. */
const phones = {
  before_it_begins: "+254711000001",
  before_the_provider_hears: "+254711000002",
  before_the_answer_comes: "+254711000003",
  before_the_answer_is_written: "+254711000004",
  before_the_callback_is_read: "+254711000005",
};
type Point = keyof typeof phones;

let world: World;
let killed: NodeProcess;
let killed_at: number;
const payments = {} as Record<Point, Payment>;

beforeAll(async () => {
  world = await openWorld();
  provider().replaceSettings({ auto_approve_after_ms: null });
  killed = await startProcess(world);
  await haltBeforeTheProviderHears();
  await haltBeforeTheAnswerComes();
  const holds = [
    await haltBeforeItBegins(),
    await haltBeforeTheAnswerIsWritten(),
    await haltBeforeTheCallbackIsRead(),
  ];
  killed.kill("SIGKILL");
  await killed.ended;
  killed_at = world.node.clock.now();
  for (const hold of holds) {
    await hold.endWaiting();
    await hold.release();
  }
  await Promise.all(Object.values(payments).map(goesOn));
  await world.reaches(payments.before_it_begins, "awaiting_payer");
  for (const phone of Object.values(phones)) await provider().act(phone, "approve");
  await world.settle(...Object.values(payments));
}, 60_000);

afterAll(() => world[Symbol.asyncDispose]());

test.each<readonly [Point, object]>([
  ["before_it_begins", { status: "succeeded", submits: 1, charges: 1 }],
  // Whether the provider heard of these, nobody has written down: nothing is sent again.
  ["before_the_provider_hears", { status: "in_reconciliation", submits: 0, charges: 0 }],
  ["before_the_answer_comes", { status: "succeeded", submits: 1, charges: 1 }],
  ["before_the_answer_is_written", { status: "succeeded", submits: 1, charges: 1 }],
  ["before_the_callback_is_read", { status: "succeeded", submits: 1, charges: 1 }],
])("killed %s, another node brings the payment to its end", async (point, expected) => {
  const payment = payments[point];
  const submits = world.wire.arrived("submit", payment.phone_number);
  const charges = world.charges(payment).length;
  expect({ status: await world.statusOf(payment), submits, charges }).toEqual(expected);
});

test.each(Object.keys(phones) as Point[])(
  "killed %s, another node goes on as soon as the lease has ended",
  async (point) => {
    const next = (await world.timeline(payments[point])).find(({ at }) => at > killed_at);
    expect(next?.at).toBeLessThanOrEqual(killed_at + TAKEN_OVER_WITHIN_MS);
  },
);

test("books, webhooks and payments fit together", async () => {
  expect(await judge(world)).toEqual([]);
});

async function haltBeforeItBegins(): Promise<DatabaseHold> {
  const hold = await holdPhone(world, phones.before_it_begins);
  await pay("before_it_begins");
  await vi.waitUntil(async () => (await hold.waiting()).length === 1, { timeout: 10_000 });
  return hold;
}

async function haltBeforeTheProviderHears(): Promise<void> {
  const gate = new Gate();
  world.wire.tamperWith("submit", phones.before_the_provider_hears, async () => {
    await gate.pass();
    return "reset";
  });
  await pay("before_the_provider_hears");
  await gate.reached;
}

async function haltBeforeTheAnswerComes(): Promise<void> {
  const gate = new Gate();
  world.wire.tamperWith("submit", phones.before_the_answer_comes, async (arrive) => {
    const answer = await arrive();
    await gate.pass();
    return answer;
  });
  await pay("before_the_answer_comes");
  await gate.reached;
}

async function haltBeforeTheAnswerIsWritten(): Promise<DatabaseHold> {
  const held = Promise.withResolvers<DatabaseHold>();
  const paid = Promise.withResolvers<Payment>();
  world.wire.tamperWith("submit", phones.before_the_answer_is_written, async (arrive) => {
    const answer = await arrive();
    held.resolve(await holdPayment(world, await paid.promise));
    return answer;
  });
  paid.resolve(await pay("before_the_answer_is_written"));
  const hold = await held.promise;
  await vi.waitUntil(async () => (await hold.waiting()).length === 1, { timeout: 10_000 });
  return hold;
}

/** The callback is brought to the node that will be killed, which stores it and answers before it reads it. */
async function haltBeforeTheCallbackIsRead(): Promise<DatabaseHold> {
  const holding = Promise.withResolvers<DatabaseHold>();
  const point = "before_the_callback_is_read";
  world.wire.tamperWithCallbacks(phones[point], async (_arrive, { url, headers, body }) => {
    const hold = await holdPayment(world, payments[point]);
    const response = await fetch(killed.url + new URL(url).pathname, { method: "POST", headers, body });
    holding.resolve(hold);
    return { end: "answer", answer: { status: response.status, headers: {}, body: new Uint8Array() } };
  });
  await world.reaches(await pay(point), "awaiting_payer");
  await provider().act(phones[point], "approve");
  const hold = await holding.promise;
  await vi.waitUntil(async () => (await hold.waiting()).length === 1, { timeout: 10_000 });
  return hold;
}

async function pay(point: Point): Promise<Payment> {
  const payment = await world.pay({ phone_number: phones[point], node: killed });
  payments[point] = payment;
  return payment;
}

/** Whose payers do nothing unless they are told to. */
function provider() {
  return world.sandbox.world("mpesa-ke");
}

/** Waits until something has happened to the payment since the node was killed. */
async function goesOn(payment: Payment): Promise<void> {
  const later = async () => (await world.timeline(payment)).some(({ at }) => at > killed_at);
  await vi.waitUntil(later, { timeout: 3 * LEASE_MS, interval: 50 });
}

/** Callbacks come to the node that lives on, as they would behind one address for both. */
async function startProcess({ database, node }: World): Promise<NodeProcess> {
  const options = { callback_base_url: node.url, node: "killed", lease_ms: LEASE_MS };
  return await startNodeProcess({ database_url: database.url, ...options });
}
