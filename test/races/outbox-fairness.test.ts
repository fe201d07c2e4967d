import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Outbox } from "../../src/outbox/outbox.ts";
import { webhookHttp } from "../../src/outbox/post.ts";
import { often } from "../support/often.ts";
import { type OutboxWorld, openOutboxWorld } from "../support/outbox-world.ts";
import { openReceiver, type Receiver } from "../support/receiver.ts";

/** What receivers do, by the beginning of their path. */
const manners = ["well", "hangs", "fails", "closes"] as const;
type Manner = (typeof manners)[number];

let world: OutboxWorld;
let receiver: Receiver;
/** Answers that were never given. */
let hanging: ServerResponse[];

beforeEach(async () => {
  world = await openOutboxWorld();
  hanging = [];
  receiver = await openReceiver(({ path }, answer) => {
    const manner = path.split("/")[1] as Manner;
    if (manner === "hangs") hanging.push(answer);
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
  return vi.waitFor(check, { timeout: 60_000, interval: 10 });
}

/** When each event was announced, by its id. */
type Announced = Map<string, number>;

/** How long endpoints which do well waited for these events: half of them, and all but one in a hundred. */
function delaysOf(announced: Announced): { readonly p50: number; readonly p99: number } {
  const delays = heardBy("well")
    .flatMap(({ id, at }) => at - (announced.get(id) ?? Number.NaN))
    .filter((delay) => !Number.isNaN(delay))
    .sort((one, other) => one - other);
  const at = (part: number) => Math.round(delays[Math.floor(delays.length * part)] ?? Number.NaN);
  return { p50: at(0.5), p99: at(0.99) };
}

/** A round after the other, each when all who do well have heard of the one before. */
async function announceRounds(merchants: readonly string[], outbox: Outbox): Promise<Announced> {
  const announced: Announced = new Map();
  const before = heardBy("well").length;
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const merchant_id of merchants) {
      for (const id of await world.announce(1, { merchant_id })) announced.set(id, performance.now());
      outbox.poke();
    }
    await untilHeard("well", before + round * HEALTHY);
  }
  return announced;
}

/** Of 200. */
const HEALTHY = 50;
const ROUNDS = often(8);
/** Those that hang do so until the test is over. */
const patient = () => webhookHttp({ rules: { allow_insecure_targets: true }, timeout_ms: 300_000 });

test("where three quarters of 200 endpoints hang, fail or hang up, the others hear as soon as without them", {
  timeout: 120_000,
}, async () => {
  const outbox = await world.node("one", { time_scale: 1, http: patient() });
  const healthy = await inTens((): readonly Manner[] => Array(5).fill("well"));
  const alone = delaysOf(await announceRounds(healthy, outbox));
  const mixed = await inTens(() => Array.from({ length: 5 }, () => manners).flat());
  const among = delaysOf(await announceRounds(mixed, outbox));
  console.error(`among 200: p50 ${among.p50} ms, p99 ${among.p99} ms; alone: p99 ${alone.p99} ms`);
  // All of this was heard while not one of the tries that hang has ended.
  expect(heardBy("hangs").length).toBeGreaterThanOrEqual(HEALTHY);
  expect(new Set(hanging.map(({ destroyed }) => destroyed))).toEqual(new Set([false]));
  // A machine that is busy with other things makes both wait.
  expect(among.p99).toBeLessThan(Math.max(2_000, 10 * alone.p99));
});

/** Ten merchants, each with the same endpoints. */
async function inTens(endpoints: () => readonly Manner[]): Promise<readonly string[]> {
  const merchants: string[] = [];
  for (let count = 0; count < 10; count += 1) merchants.push(await merchantWith(endpoints()));
  return merchants;
}

test("a backlog for endpoints that hang holds up nobody", async () => {
  const dead = await merchantWith(Array(50).fill("hangs"));
  const merchant_id = await merchantWith(["well"]);
  const outbox = await world.node("one", { time_scale: 1, http: patient() });
  await world.announce(60, { merchant_id: dead });
  outbox.poke();
  await untilHeard("hangs", 50);
  await world.announce(20, { merchant_id });
  outbox.poke();
  await untilHeard("well", 20);
  expect(new Set(hanging.map(({ destroyed }) => destroyed))).toEqual(new Set([false]));
});
