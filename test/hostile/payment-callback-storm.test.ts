import pLimit from "p-limit";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { HttpRequest } from "../../src/connector/http.ts";
import { isFinalStatus, type Status } from "../../src/core/outcome.ts";
import { ask } from "../support/ask.ts";
import { bring, firstCallback, intercept, refusal, rewritten, success } from "../support/callbacks.ts";
import { judge } from "../support/judge.ts";
import { often } from "../support/often.ts";
import { HOUR } from "../support/operations.ts";
import { shuffled } from "../support/shuffled.ts";
import { openWorld, type Payment, type World } from "../support/world.ts";

const PAYMENTS = often(750);
const CALLBACKS_AT_ONCE = 48;
const SEED = 7;

/** What becomes of a payment's callbacks, in turn. */
const manners = ["repeated", "repeated", "contradicted", "early"] as const;

interface Stormy extends Payment {
  readonly manner: (typeof manners)[number];
  readonly act: "approve" | "refuse";
  /** How often its callback comes. */
  readonly copies: number;
}

let world: World;
let payments: readonly Stormy[];
/** How often each status was the answer to a delivery. */
const answered = new Map<number, number>();
/** As they were when the storm was over. */
let ended: ReadonlyMap<string, Status>;

beforeAll(async () => {
  world = await openWorld({ nodes: 2 });
  provider().replaceSettings({ auto_approve_after_ms: null, check_callback: false });
  const indexes = Array.from({ length: PAYMENTS }, (_, index) => index);
  payments = await inParallel(indexes, takeOne);
  await untilSent();
  const later = payments.filter(isLater);
  await inParallel(later, decide);
  await deliverAll(shuffled([...later.flatMap(storm), ...strangers()], SEED));
  await rest();
  await world.settle(...world.payments);
  ended = await statuses();
}, 240_000);

afterAll(() => world[Symbol.asyncDispose]());

test("each delivery is answered as the provider expects it, and those for addresses that are not ours with 404", () => {
  expect([...answered.keys()].sort()).toEqual([200, 404]);
  expect(answered.get(404)).toBe(Math.ceil(PAYMENTS / 10));
});

test("each payment has ended once, the way that the first callback said", async () => {
  for (const payment of payments) {
    const timeline = await world.timeline(payment);
    const applied = timeline.filter(({ detail }) => detail["verdict"] === "applied");
    const finals = applied.map(({ detail }) => detail["status"] as Status).filter(isFinalStatus);
    expect(new Set(finals).size, payment.phone_number).toBe(1);
    const truth = payment.act === "approve" ? "succeeded" : "failed";
    if (payment.manner !== "contradicted") expect(ended.get(payment.id), payment.phone_number).toBe(truth);
  }
});

test("each contradiction has opened one review, and nothing else has", async () => {
  for (const payment of payments) {
    const reviews = (await world.reviews(payment)).map(({ cause, status }) => `${cause} ${status}`);
    expect(reviews, payment.phone_number).toEqual(
      payment.manner === "contradicted" ? ["contradiction open"] : [],
    );
  }
});

test("a day later all of them come once more, and nothing changes", { timeout: 120_000 }, async () => {
  await world.advance(25 * HOUR);
  await deliverAll(shuffled(payments.flatMap(storm), SEED + 1));
  await rest();
  expect(await statuses()).toEqual(ended);
  const deliveries = [...answered.values()].reduce((sum, count) => sum + count, 0);
  console.error(`${deliveries} deliveries of callbacks about ${PAYMENTS} payments`);
  expect(deliveries).toBeGreaterThan(PAYMENTS * 7);
});

test("the provider's books, the merchant and the payments fit together", async () => {
  const complaints = await judge(world);
  // Where the opposite came first it was believed, as its signature said; the review says that it may be wrong.
  const doubted = new Set(payments.filter(({ manner }) => manner === "contradicted").map(phoneOf));
  expect(complaints.filter((complaint) => !doubted.has(complaint.split(":")[0] ?? ""))).toEqual([]);
});

async function takeOne(index: number): Promise<Stormy> {
  const phone_number = `+2547${String(10_000_000 + index)}`;
  const manner = manners[index % manners.length] ?? "repeated";
  const act = index % 3 === 0 ? "refuse" : "approve";
  const copies = 1 + (index % 5);
  intercept(world.wire, phone_number);
  if (manner === "early")
    world.wire.tamperWith("submit", phone_number, async (arrive) => {
      const answer = await arrive();
      await decide({ phone_number, act });
      const callback = firstCallback(world.wire, phone_number);
      await deliverAll(Array.from({ length: copies }, () => callback));
      return answer;
    });
  const node = world.nodes[index % 2] ?? world.node;
  return { ...(await world.pay({ phone_number, node })), manner, act, copies };
}

/** The payer answers the prompt, and the provider has sent its callback, which waits on the wire. */
async function decide({ phone_number, act }: Pick<Stormy, "phone_number" | "act">): Promise<void> {
  await provider().act(phone_number, act);
  await until(() => world.wire.callbacksAbout(phone_number).length > 0);
}

/** Everything that will be delivered about a payment whose submit was answered. */
function storm(payment: Stormy): readonly HttpRequest[] {
  const callback = genuine(payment);
  const copies = Array.from({ length: payment.copies }, () => callback);
  if (payment.manner !== "contradicted") return copies;
  const opposite = rewritten(callback, payment.act === "approve" ? refusal : success);
  return [...copies, ...copies.map(() => opposite)];
}

/** Deliveries to addresses that no payment ever had. */
function strangers(): readonly HttpRequest[] {
  return payments
    .filter((_, index) => index % 10 === 0)
    .map(genuineOfLater)
    .map((callback, index) => {
      const last = callback.url.at(-1) === "A" ? "B" : "A";
      return { ...callback, url: `${callback.url.slice(0, index % 2 === 0 ? -1 : -9)}${last}` };
    });
}

function genuineOfLater(payment: Stormy): HttpRequest {
  return genuine(isLater(payment) ? payment : (payments.find(isLater) ?? payment));
}

function genuine({ phone_number }: Pick<Stormy, "phone_number">): HttpRequest {
  return firstCallback(world.wire, phone_number);
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

async function statuses(): Promise<ReadonlyMap<string, Status>> {
  return new Map((await world.operations(payments)).map(({ id, status }) => [id, status]));
}

/** Every submit has been answered, so that every phone has its prompt. */
async function untilSent(): Promise<void> {
  const unsent = "select from hakika.operations where status in ('created', 'queued', 'processing') limit 1";
  await until(async () => (await ask(world.database.url, unsent)).length === 0);
}

/** Nothing that has come is still to be taken in, and no webhook is to be sent. */
async function rest(): Promise<void> {
  const unread = "select from hakika.callbacks where verdict = 'received' limit 1";
  await until(async () => (await ask(world.database.url, unread)).length === 0);
  const undelivered = "select from hakika.webhook_deliveries where status = 'pending' limit 1";
  await until(async () => (await ask(world.database.url, undelivered)).length === 0);
}

async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitUntil(check, { timeout: 100_000, interval: 20 });
}

function isLater({ manner }: Stormy): boolean {
  return manner !== "early";
}

function phoneOf({ phone_number }: Stormy): string {
  return phone_number;
}

/** Whose payers do nothing unless they are told to. */
function provider() {
  return world.sandbox.world("mpesa-ke");
}
