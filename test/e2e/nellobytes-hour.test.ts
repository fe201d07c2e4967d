import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MINUTE, SECOND } from "../support/operations.ts";
import { openTopupWorld, type Topup, type TopupWorld } from "../support/topup-world.ts";

/**
 * What the provider does by itself for an hour. `at`: what our own reading of it says half an hour after the beginning;
 * nothing has ended then that has not been delivered.
 */
const stories: readonly (readonly [
  name: string,
  after_half_an_hour: string,
  status: string,
  safe_to_charge_again: boolean,
  delivered: number,
  taken: number,
])[] = [
  ["first_retry_succeeds", "succeeded", "succeeded", false, 1, 1],
  ["third_retry_succeeds", "succeeded", "succeeded", false, 1, 1],
  ["first_try_confirmed_late", "succeeded", "succeeded", false, 1, 1],
  ["silent_then_on_hold", "succeeded", "succeeded", false, 1, 1],
  ["on_hold_then_success", "succeeded", "succeeded", false, 1, 1],
  ["on_hold_then_silent", "succeeded", "succeeded", false, 1, 1],
  ["credited_back_then_success", "succeeded", "succeeded", false, 1, 1],
  ["callback_at_every_change", "succeeded", "succeeded", false, 1, 1],
  // The trap: the recipient has it, the wallet has its money back, and selling it again would give it twice.
  ["delivered_and_cancelled", "processing", "failed", false, 1, 0],
  ["delivered_after_cancellation", "processing", "failed", false, 1, 0],
  ["code_201", "processing", "failed", false, 0, 0],
  ["code_600", "processing", "failed", false, 0, 0],
  ["code_602", "processing", "failed", true, 0, 0],
  ["code_699", "processing", "in_reconciliation", false, 0, 0],
];

const reopening = /^nellobytes\/result\/(201|299|6\d\d)$/;

let world: TopupWorld;
const topups = new Map<string, Topup>();
const midway = new Map<string, string>();

beforeAll(async () => {
  world = await openTopupWorld();
  for (const [index, [name]] of stories.entries()) {
    const mobile_number = `080310${String(20_000 + index)}`;
    await world.play(name, mobile_number);
    topups.set(name, await world.topUp({ mobile_number }));
  }
  await world.quiet();
  await world.advance(30 * MINUTE);
  for (const [name, topup] of topups) midway.set(name, (await world.read(topup)).status);
  await world.settle();
}, 120_000);

afterAll(() => world[Symbol.asyncDispose]());

describe.each(stories)("%s", (name, after_half_an_hour, status, safe_to_charge_again, delivered, taken) => {
  test(`is ${after_half_an_hour} after half an hour, and ${status} in the end`, async () => {
    expect(midway.get(name)).toBe(after_half_an_hour);
    expect(await world.read(topupOf(name))).toMatchObject({ status, outcome: { safe_to_charge_again } });
  });

  test("is asked of the provider once, and never again", () => {
    const topup = topupOf(name);
    expect(world.wire.sales(topup.mobile_number)).toBe(1);
    expect([world.delivered(topup), world.taken(topup)]).toEqual([delivered, taken]);
  });

  test("was never ended by silence or by a hold", async () => {
    const ended = (await world.timeline(topupOf(name))).filter(
      ({ detail }) =>
        detail.verdict === "applied" && ["succeeded", "failed", "cancelled"].includes(detail.status),
    );
    expect(ended.map(({ detail }) => detail.rule).filter((rule) => reopening.test(rule))).toEqual([]);
    expect(ended.every(({ detail }) => detail.evidence === "inquiry" || detail.evidence === undefined)).toBe(
      true,
    );
  });
});

test("while an order is at 201 the merchant is told to wait, and that the money is in doubt", async () => {
  await using other = await openTopupWorld();
  const topup = await other.topUp({ mobile_number: "08030000201" });
  await other.quiet();
  await other.advance(90 * SECOND);
  expect(await other.read(topup)).toMatchObject({
    status: "processing",
    outcome: {
      finality: "interim",
      money: "unknown",
      advice: { action: "wait" },
      safe_to_charge_again: false,
    },
  });
});

test("an inquiry goes out at least once between two retries", async () => {
  const times = (await world.timeline(topupOf("code_201")))
    .filter(({ detail }) => detail.evidence === "inquiry")
    .map(({ at }) => Date.parse(at));
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(Math.max(...pauses)).toBeLessThanOrEqual(6 * MINUTE);
  expect(times.length).toBeGreaterThanOrEqual(14);
});

function topupOf(name: string): Topup {
  const topup = topups.get(name);
  if (topup === undefined) throw new Error(`Nothing was asked for ${name}.`);
  return topup;
}
