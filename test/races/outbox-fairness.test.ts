import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type OutboxWorld, openOutboxWorld } from "../support/outbox-world.ts";
import { openReceiver, type Receiver } from "../support/receiver.ts";

/** What receivers do, by the beginning of their path. */
const manners = ["well", "hangs", "fails", "closes"] as const;
type Manner = (typeof manners)[number];

let world: OutboxWorld;
let receiver: Receiver;

beforeEach(async () => {
  world = await openOutboxWorld();
  receiver = await openReceiver(({ path }, answer) => {
    const manner = path.split("/")[1] as Manner;
    if (manner === "well") answer.writeHead(200).end();
    if (manner === "fails") answer.writeHead(503).end();
    if (manner === "closes") answer.destroy();
  });
});
afterEach(async () => {
  await receiver[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

async function merchantWith(endpoints: readonly Manner[]): Promise<string> {
  const merchant_id = crypto.randomUUID();
  await world.merchant(merchant_id);
  for (const [number, manner] of endpoints.entries())
    await world.endpoint(`${receiver.url}/${manner}/${merchant_id}/${number}`, { merchant_id });
  return merchant_id;
}

function heardBy(manner: Manner) {
  return receiver.heard.filter(({ path }) => path.startsWith(`/${manner}/`));
}

function untilHeard(manner: Manner, count: number): Promise<unknown> {
  const check = () => expect(heardBy(manner).length).toBeGreaterThanOrEqual(count);
  return vi.waitFor(check, { timeout: 10_000, interval: 10 });
}

/** The longest that an endpoint which does well waited for an event, but for one in a hundred. */
function delayOfNearlyAll(announced: ReadonlyMap<string, number>): number {
  const delays = heardBy("well").map(({ id, at }) => at - (announced.get(id) ?? 0));
  return (
    delays.sort((one, other) => one - other)[Math.floor(delays.length * 0.99)] ?? Number.POSITIVE_INFINITY
  );
}

test("where three quarters of 200 endpoints hang, fail or hang up, the others hear within a second", async () => {
  const each = Array.from({ length: 5 }, () => manners).flat();
  const merchants: string[] = [];
  for (let count = 0; count < 10; count += 1) merchants.push(await merchantWith(each));
  const outbox = await world.node("one", { time_scale: 1 });
  const announced = new Map<string, number>();
  for (let round = 1; round <= 8; round += 1) {
    for (const merchant_id of merchants) {
      for (const id of await world.announce(1, { merchant_id })) announced.set(id, performance.now());
      outbox.poke();
    }
    await untilHeard("well", round * 50);
  }
  expect(heardBy("hangs").length).toBeGreaterThan(0);
  expect(delayOfNearlyAll(announced)).toBeLessThan(1_000);
});

test("a backlog for endpoints that hang holds up nobody", async () => {
  const dead = await merchantWith(Array(50).fill("hangs"));
  const merchant_id = await merchantWith(["well"]);
  const outbox = await world.node("one", { time_scale: 1 });
  await world.announce(60, { merchant_id: dead });
  outbox.poke();
  await untilHeard("hangs", 50);
  const announced = new Map<string, number>();
  for (const id of await world.announce(20, { merchant_id })) announced.set(id, performance.now());
  outbox.poke();
  await untilHeard("well", 20);
  expect(delayOfNearlyAll(announced)).toBeLessThan(1_000);
});
