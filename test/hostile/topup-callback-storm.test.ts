import pLimit from "p-limit";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { HttpRequest } from "../../src/connector/http.ts";
import { isFinalStatus } from "../../src/core/outcome.ts";
import { simulator } from "../../src/providers/nellobytes/simulator/index.ts";
import { bring } from "../support/callbacks.ts";
import { often } from "../support/often.ts";
import { HOUR, SECOND } from "../support/operations.ts";
import { shuffled } from "../support/shuffled.ts";
import { openTopupWorld, type Topup, type TopupWorld } from "../support/topup-world.ts";

const TOPUPS = often(200);
const CALLBACKS_AT_ONCE = 48;
const SEED = 11;

interface Stormy extends Topup {
  /** What becomes of the order at the provider. */
  readonly truth: "succeeded" | "failed";
  readonly copies: number;
}

let world: TopupWorld;
let topups: readonly Stormy[];
/** Everything that was delivered in the storm. */
let delivered: readonly HttpRequest[];
const answered = new Map<number, number>();

beforeAll(async () => {
  world = await openTopupWorld({ nodes: 2 });
  world.wire.interceptCallbacks();
  topups = await inParallel(
    Array.from({ length: TOPUPS }, (_, index) => index),
    takeOne,
  );
  await world.quiet();
  // Only the provider's time passes: the gateway has had no occasion to ask by itself.
  await world.sandbox.clock.advance(10 * SECOND);
  await until(() => topups.every(({ mobile_number }) => callbacksAbout(mobile_number).length > 0));
  delivered = shuffled(topups.flatMap(storm), SEED);
  await deliverAll(delivered);
  await rest();
}, 120_000);

afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

test("whatever unsigned callbacks say, each top-up has ended as the provider's own answer says", async () => {
  for (const topup of topups) {
    const { status, needs_review, outcome } = await world.read(topup);
    expect([status, needs_review], topup.mobile_number).toEqual([topup.truth, false]);
    expect(outcome.basis.evidence).not.toBe("callback");
  }
});

test("none has ended twice, and nothing was sold twice", async () => {
  for (const topup of topups) {
    const finals = (await world.timeline(topup)).flatMap(({ detail }) =>
      detail?.verdict === "applied" && isFinalStatus(detail.status) ? [detail.status] : [],
    );
    expect(new Set(finals), topup.mobile_number).toEqual(new Set([topup.truth]));
    const got = topup.truth === "succeeded" ? 1 : 0;
    expect([world.wire.sales(topup.mobile_number), world.delivered(topup), world.taken(topup)]).toEqual([
      1,
      got,
      got,
    ]);
  }
});

test("a day later all of them come once more, and nothing changes", { timeout: 120_000 }, async () => {
  const before = await everything();
  for (const { clock } of world.nodes) clock.advance(25 * HOUR);
  await deliverAll(delivered);
  await rest();
  expect(await everything()).toEqual(before);
  expect([...answered.keys()]).toEqual([200]);
  console.error(`${answered.get(200)} deliveries of unsigned callbacks about ${TOPUPS} top-ups`);
  expect(answered.get(200)).toBeGreaterThan(TOPUPS * 12);
});

async function takeOne(index: number): Promise<Stormy> {
  const mobile_number = `0803${String(2_000_000 + index)}`;
  const truth = index % 3 === 0 ? "failed" : "succeeded";
  if (truth === "failed") await world.play("code_511", mobile_number);
  if (index % 4 === 0)
    world.wire.tamperWithSales(mobile_number, async (arrive) => {
      const answer = await arrive();
      await deliverAll(claims(mobile_number));
      return answer;
    });
  const node = world.nodes[index % 2] ?? world.node;
  return { ...(await world.topUp({ mobile_number, node })), truth, copies: 1 + (index % 5) };
}

/** Before its own answer has come, strangers say that the order is completed, and that it is cancelled. */
function claims(mobile_number: string): readonly HttpRequest[] {
  const order = orders().find((one) => one["mobile_number"] === mobile_number);
  const { callback_url = "", order_id = "", request_id = "" } = order ?? {};
  return ["200 ORDER_COMPLETED", "511 ORDER_CANCELLED"].map((claim) => {
    const [statuscode = "", orderstatus = ""] = claim.split(" ");
    const url = new URL(callback_url);
    const fields = { orderid: order_id, requestid: request_id, statuscode, orderstatus };
    for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
    return { method: "GET", url: url.href, headers: {}, body: null, timeout_ms: 0 };
  });
}

function orders(): readonly Readonly<Record<string, string>>[] {
  return world.wire.host.records.all<Readonly<Record<string, string>>>("order").map(([, order]) => order);
}

/** The callback and its opposite, each as often, half of them by POST. */
function storm({ mobile_number, copies }: Stormy): readonly HttpRequest[] {
  const [genuine] = callbacksAbout(mobile_number);
  const opposite = genuine && simulator.contradict?.(world.wire.host, genuine);
  if (genuine === undefined || opposite === undefined || opposite === null)
    throw new Error("The provider has sent no callback.");
  return Array.from({ length: copies }, () => [genuine, opposite])
    .flat()
    .map((callback, index) => (index % 4 < 2 ? callback : byPost(callback)));
}

function byPost({ url, ...rest }: HttpRequest): HttpRequest {
  const { origin, pathname, searchParams } = new URL(url);
  return {
    ...rest,
    method: "POST",
    url: origin + pathname,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(Object.fromEntries(searchParams)),
  };
}

function callbacksAbout(mobile_number: string): readonly HttpRequest[] {
  return world.wire.callbacksAbout(mobile_number);
}

async function deliverAll(callbacks: readonly HttpRequest[]): Promise<void> {
  await inParallel(callbacks, async (callback, index) => {
    const status = await bring(callback, world.nodes[index % 2] ?? world.node);
    answered.set(status, (answered.get(status) ?? 0) + 1);
  });
}

async function inParallel<Item, Result>(
  items: readonly Item[],
  run: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const limit = pLimit(CALLBACKS_AT_ONCE);
  return await Promise.all(items.map((item, index) => limit(() => run(item, index))));
}

/** Nothing that has come is still to be taken in, and every question has its answer. */
async function rest(): Promise<void> {
  const unread = { name: "unread", sql: "select from callbacks where verdict = 'received' limit 1" };
  await until(async () => (await world.node.database.run(unread, [])).length === 0);
  await world.quiet();
}

async function everything() {
  const all = { name: "all", sql: "select id, status, version, outcome from operations order by id" };
  const reviews = { name: "reviews", sql: "select id, status from reviews order by id" };
  const { database } = world.node;
  const rows = await database.run<{ status: string; outcome: unknown }>(all, []);
  const ended = rows.map(({ status, outcome }) => ({ status, outcome }));
  return { ended, reviews: await database.run(reviews, []) };
}

async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitUntil(check, { timeout: 60_000, interval: 20 });
}
