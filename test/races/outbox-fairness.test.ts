import { expect, test, vi } from "vitest";
import { type OutboxWorld, openOutboxWorld } from "../support/outbox-world.ts";
import { openReceiver, type Receiver } from "../support/receiver.ts";

/** What receivers do, by the beginning of their path. */
const manners = ["well", "hangs", "fails", "closes"] as const;
type Manner = (typeof manners)[number];

const ENDPOINTS_PER_MERCHANT = 20;
const MERCHANTS = 10;
const ROUNDS = 8;
/** The healthy ones, of whom one in four is. */
const WELL = (ENDPOINTS_PER_MERCHANT * MERCHANTS) / manners.length;

function openReceivers(): Promise<Receiver> {
  return openReceiver(({ path }, answer) => {
    const manner = path.split("/")[1] as Manner;
    if (manner === "well") answer.writeHead(200).end();
    if (manner === "fails") answer.writeHead(503).end();
    if (manner === "closes") answer.destroy();
  });
}

async function openMerchants(world: OutboxWorld, receiver: Receiver): Promise<readonly string[]> {
  const merchants = Array.from({ length: MERCHANTS }, () => crypto.randomUUID());
  for (const merchant_id of merchants) {
    await world.merchant(merchant_id);
    for (let number = 0; number < ENDPOINTS_PER_MERCHANT; number += 1) {
      const manner = manners[number % manners.length];
      await world.endpoint(`${receiver.url}/${manner}/${merchant_id}/${number}`, { merchant_id });
    }
  }
  return merchants;
}

function heardWell(receiver: Receiver) {
  return receiver.heard.filter(({ path }) => path.startsWith("/well/"));
}

test("three quarters of 200 endpoints hang, fail or hang up, and the others hear within a second", async () => {
  await using world = await openOutboxWorld();
  await using receiver = await openReceivers();
  const merchants = await openMerchants(world, receiver);
  const outbox = await world.node("one", { time_scale: 1 });
  const delays: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const began = performance.now();
    for (const merchant_id of merchants) await world.announce(1, { merchant_id });
    outbox.poke();
    await vi.waitFor(() => expect(heardWell(receiver)).toHaveLength(round * WELL), {
      timeout: 10_000,
      interval: 10,
    });
    delays.push(
      ...heardWell(receiver)
        .slice(-WELL)
        .map(({ at }) => at - began),
    );
  }
  delays.sort((one, other) => one - other);
  expect(delays[Math.floor(delays.length * 0.99)]).toBeLessThan(1_000);
  expect(receiver.heard.some(({ path }) => path.startsWith("/hangs/"))).toBe(true);
});

test("a hundred endpoints that hang with a backlog hold up nobody", async () => {
  await using world = await openOutboxWorld();
  await using receiver = await openReceivers();
  const outbox = await world.node("one", { time_scale: 1 });
  const [dead, well] = [crypto.randomUUID(), crypto.randomUUID()];
  for (const merchant_id of [dead, well]) await world.merchant(merchant_id);
  for (let number = 0; number < 50; number += 1)
    await world.endpoint(`${receiver.url}/hangs/${number}`, { merchant_id: dead });
  await world.endpoint(`${receiver.url}/well/`, { merchant_id: well });
  await world.announce(60, { merchant_id: dead });
  outbox.poke();
  await vi.waitFor(() => expect(receiver.heard).toHaveLength(50), { timeout: 10_000, interval: 10 });
  const began = performance.now();
  await world.announce(20, { merchant_id: well });
  outbox.poke();
  await vi.waitFor(() => expect(heardWell(receiver)).toHaveLength(20), { timeout: 10_000, interval: 10 });
  expect(performance.now() - began).toBeLessThan(5_000);
});
