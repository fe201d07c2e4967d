import { afterAll, beforeAll, expect, test } from "vitest";
import { mpesaKe } from "../../src/providers/mpesa-ke/index.ts";
import { MINUTE, SECOND } from "../support/operations.ts";
import { openWorld, type Payment, type World } from "../support/world.ts";

const PRESSED = "+254748000001";
const OTHER = "+254748000002";
const IN_SANDBOX = "+254748000003";
const cap = mpesaKe.limits.prompts_per_phone ?? { count: Number.NaN, seconds: Number.NaN };

let world: World;
/** Live payments for one phone, two more than it may be prompted for, of two merchants. */
let payments: readonly Payment[];

beforeAll(async () => {
  world = await openWorld({ nodes: 2, node: { callback_base_url: "https://gateway.invalid" } });
  world.sandbox.world("mpesa-ke").replaceSettings({ check_callback: false });
  const merchants = [
    await world.newMerchant({ environment: "live" }),
    await world.newMerchant({ environment: "live" }),
  ];
  const pay = async (phone_number: string, index: number) =>
    await world.pay({ phone_number, shillings: 150 + index, merchant: merchants[index % 2] ?? noMerchant() });
  payments = await Promise.all(Array.from({ length: cap.count + 2 }, (_, index) => pay(PRESSED, index)));
  await pay(OTHER, 0);
  for (let index = 0; index < cap.count + 2; index += 1)
    await world.pay({ phone_number: IN_SANDBOX, shillings: 150 + index });
}, 60_000);

afterAll(() => world[Symbol.asyncDispose]());

test("however many payments, merchants and nodes, a person's phone is prompted so often and no more", {
  timeout: 120_000,
}, async () => {
  // No callback comes, so each waits for its first inquiry, and then it is the next one's turn.
  for (let passed = 0; passed < cap.seconds * SECOND - MINUTE; passed += 20 * SECOND) await pass(20 * SECOND);
  expect(world.wire.made("submit", PRESSED)).toBe(cap.count);
  const statuses = await Promise.all(payments.map((payment) => world.statusOf(payment)));
  expect(statuses.sort()).toEqual([...Array(2).fill("queued"), ...Array(cap.count).fill("succeeded")]);
});

test("another phone, and a phone of the sandbox that nobody holds, have not waited for it", () => {
  expect(world.wire.made("submit", OTHER)).toBe(1);
  expect(world.wire.made("submit", IN_SANDBOX)).toBe(cap.count + 2);
});

test("when the time is over, those that waited have their turn, and each was prompted once", {
  timeout: 120_000,
}, async () => {
  for (let count = 0; count < 12; count += 1) await pass(30 * SECOND);
  const statuses = await Promise.all(payments.map((payment) => world.statusOf(payment)));
  expect(new Set(statuses)).toEqual(new Set(["succeeded"]));
  expect(world.wire.made("submit", PRESSED)).toBe(payments.length);
});

async function pass(ms: number): Promise<void> {
  await world.advance(ms);
  await world.quiet();
}

function noMerchant(): never {
  throw new Error("There is no such merchant.");
}
