import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { phoneDigest } from "../../src/engine/phone.ts";
import { ask } from "../support/ask.ts";
import { judge } from "../support/judge.ts";
import { MINUTE } from "../support/operations.ts";
import { openWorld, type Payment, type World } from "../support/world.ts";

const CROWDED = "+254711000001";
const BUSY = "+254711000002";
const NEVER_FREE = "+254711000003";
/** Its holder does not answer prompts. */
const SILENT = "+254700001037";
/** Whether a prompt went out to it is not said. */
const IN_DOUBT = "+254700005006";

let world: World;
const promptsOpenAtSubmit: boolean[] = [];
let crowd: readonly Payment[];
let withdrawn: Awaited<ReturnType<World["call"]>>;
let neverFree: Payment;
const pairs: Record<string, readonly [first: Payment, second: Payment]> = {};

beforeAll(async () => {
  world = await openWorld({ nodes: 2 });
  world.wire.tamperWith("submit", CROWDED, async (arrive) => {
    promptsOpenAtSubmit.push(hasPrompt(CROWDED));
    return await arrive();
  });
  crowd = await Promise.all([150, 160, 170, 180, 190, 200].map(payOnAnyNode));
  for (const phone_number of [BUSY, SILENT, IN_DOUBT]) pairs[phone_number] = await payTwice(phone_number);
  withdrawn = await withdrawSecond(BUSY);
  await lockForADay(NEVER_FREE);
  neverFree = await world.pay({ phone_number: NEVER_FREE });
  await world.settle(...world.payments);
}, 60_000);

afterAll(() => world[Symbol.asyncDispose]());

test("of payments for one phone at once, on two nodes, each waits until the prompt before it has ended", async () => {
  const statuses = await Promise.all(crowd.map((payment) => world.statusOf(payment)));
  expect(statuses).toEqual(crowd.map(() => "succeeded"));
  expect(promptsOpenAtSubmit).toEqual(crowd.map(() => false));
});

test("a payment whose phone is busy is queued, and can be withdrawn before anything was sent", () => {
  expect(withdrawn).toMatchObject({
    status: 200,
    body: { status: "cancelled", outcome: { reason: "cancelled_by_merchant", safe_to_charge_again: true } },
  });
  expect(world.wire.made("submit", BUSY)).toBe(1);
});

describe.each([
  ["ended in the payer's silence", SILENT, 2 * MINUTE],
  ["is in doubt", IN_DOUBT, 4 * MINUTE],
])("after a prompt that %s", (_what, phone_number, rest_ms) => {
  test("the phone rests, for the prompt may still stand there", async () => {
    const [first, second] = await Promise.all(pairOf(phone_number).map(beganAt));
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(rest_ms);
  });

  test("whoever waits leaves one event, however often it looks", async () => {
    const held = (await world.timeline(pairOf(phone_number)[1])).filter(({ type }) => type === "held");
    expect(held).toMatchObject([{ detail: { held_because: "phone_locked", status: "queued" } }]);
  });
});

test("a payment whose turn never comes fails, was never sent, and is safe to make again", async () => {
  expect(await world.operation(neverFree)).toMatchObject({
    status: "failed",
    outcome: { reason: "expired", money: "not_moved", safe_to_charge_again: true },
  });
  expect(world.wire.made("submit", NEVER_FREE)).toBe(0);
});

test("what the provider's books, the merchant and the payments say fits together", async () => {
  expect(await judge(world)).toEqual([]);
});

function payOnAnyNode(shillings: number, index: number): Promise<Payment> {
  return world.pay({
    phone_number: CROWDED,
    shillings,
    node: world.nodes[index % world.nodes.length] ?? world.node,
  });
}

/** The second when the first has been sent. */
async function payTwice(phone_number: string): Promise<readonly [Payment, Payment]> {
  const first = await world.pay({ phone_number, shillings: 150 });
  await vi.waitUntil(() => world.wire.made("submit", phone_number) === 1, { timeout: 10_000, interval: 10 });
  return [first, await world.pay({ phone_number, shillings: 160 })];
}

async function withdrawSecond(phone_number: string) {
  const [, second] = pairOf(phone_number);
  await world.reaches(second, "queued");
  return await world.call("POST", `/v1/payments/${second.shown}/cancel`, second);
}

async function lockForADay(phone_number: string): Promise<void> {
  const digest = phoneDigest(phone_number, world.node.vault);
  await ask(
    world.database.url,
    `insert into hakika.phone_locks (slot, provider, phone_digest, operation_id, locked_until, prompted_at)
     values (${(digest[0] ?? 0) & 63}, 'mpesa-ke', '\\x${digest.toString("hex")}', gen_random_uuid(), now() + interval '1 day', '{}')`,
  );
}

function pairOf(phone_number: string): readonly [Payment, Payment] {
  const pair = pairs[phone_number];
  if (pair === undefined) throw new Error("Nobody paid twice.");
  return pair;
}

function hasPrompt(phone_number: string): boolean {
  const phones = world.sandbox.world("mpesa-ke").phones();
  return phones.some((phone) => phone.phone_number === phone_number && phone.prompt !== null);
}

async function beganAt(payment: Payment): Promise<number> {
  const began = (await world.timeline(payment)).find(({ type }) => type === "attempt_began");
  if (began === undefined) throw new Error("No attempt was begun.");
  return began.at;
}
