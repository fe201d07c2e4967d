import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Status } from "../../src/core/outcome.ts";
import { codes } from "../../src/providers/nellobytes/codes.ts";
import { SECOND } from "../support/operations.ts";
import { openTopupWorld, type Topup, type TopupWish, type TopupWorld } from "../support/topup-world.ts";
import { keepWalkedCodes } from "../support/walked-codes.ts";

/** How a code is reached: a top-up for this number, or one for which something is arranged first. */
type Cause = string | ((world: TopupWorld, mobile_number: string) => Promise<TopupWish> | TopupWish);

const SAFE = true;
const NOT_SAFE = false;

/**
 * Every code that a call of ours can meet, and what becomes of the top-up once the provider's hour is over. `taken` is
 * what the provider's books say: how many times the price is gone from the wallet.
 */
const table: readonly (readonly [
  code: string,
  cause: Cause,
  status: Status,
  safe_to_charge_again: boolean,
  taken: number,
])[] = [
  // The order was delivered, at once or after a while.
  ["result/100", "08030000002", "succeeded", NOT_SAFE, 1],
  ["result/200", "08030000200", "succeeded", NOT_SAFE, 1],
  ["result/201", "08030001201", "succeeded", NOT_SAFE, 1],
  ["result/300", "08030002201", "succeeded", NOT_SAFE, 1],
  // It stays where nobody can tell what it is. The provider keeps the money, and a person has to look.
  ["result/100", "08030000100", "in_reconciliation", NOT_SAFE, 1],
  ["result/199", "08030000199", "in_reconciliation", NOT_SAFE, 1],
  ["result/299", "08030000299", "in_reconciliation", NOT_SAFE, 1],
  ["result/300", "08030000300", "in_reconciliation", NOT_SAFE, 1],
  ["result/399", "08030000399", "in_reconciliation", NOT_SAFE, 1],
  // The account is not in order: nothing was sold, and nothing will be until it is mended.
  ["api/400", credentials({ api_key: "WRONG" }), "failed", SAFE, 0],
  ["api/401", altered({ UserID: undefined, APIKey: undefined }), "failed", SAFE, 0],
  ["api/402", altered({ UserID: "" }), "failed", SAFE, 0],
  ["api/403", altered({ APIKey: "" }), "failed", SAFE, 0],
  ["api/413", credentials({ user_id: "CK100000004" }), "failed", SAFE, 0],
  ["api/414", credentials({ user_id: "CK100000005" }), "failed", SAFE, 0],
  ["api/417", credentials({ user_id: "CK100000002" }), "failed", SAFE, 0],
  // The request was refused.
  ["api/404", altered({ MobileNetwork: "" }), "failed", SAFE, 0],
  ["api/405", altered({ Amount: "" }), "failed", SAFE, 0],
  ["api/406", altered({ Amount: "a hundred" }), "failed", SAFE, 0],
  ["api/407", naira(99), "failed", SAFE, 0],
  ["api/408", naira(50_001), "failed", SAFE, 0],
  ["api/409", altered({ MobileNumber: "12345" }), "failed", SAFE, 0],
  ["api/418", altered({ MobileNetwork: "1" }), "failed", SAFE, 0],
  // Perhaps an order stands behind it: the provider knows of none, but that proves nothing, and a person decides.
  ["api/410", "08030000410", "in_reconciliation", NOT_SAFE, 0],
  ["api/411", "08030000411", "in_reconciliation", NOT_SAFE, 0],
  ["api/412", credentials({ user_id: "CK100000006" }), "in_reconciliation", NOT_SAFE, 0],
  ["api/415", credentials({ user_id: "CK100000007" }), "in_reconciliation", NOT_SAFE, 0],
  ["api/416", credentials({ user_id: "CK100000008" }), "in_reconciliation", NOT_SAFE, 0],
  ["api/499", "08030000499", "in_reconciliation", NOT_SAFE, 0],
  // And at times an order does stand behind it.
  ["api/410", "08030009410", "succeeded", NOT_SAFE, 1],
  // Tried again for an hour, then cancelled, and the wallet is credited back.
  ["result/600", "08030000600", "failed", NOT_SAFE, 0],
  ["result/601", "08030000601", "failed", SAFE, 0],
  ["result/602", "08030000602", "failed", SAFE, 0],
  ["result/603", "08030000603", "failed", SAFE, 0],
  ["result/604", "08030000604", "failed", SAFE, 0],
  ["result/605", "08030000605", "failed", SAFE, 0],
  ["result/606", "08030000606", "failed", SAFE, 0],
  ["result/699", "08030000699", "in_reconciliation", NOT_SAFE, 0],
  // Cancelled without a retry.
  ["result/500", "08030000606", "failed", SAFE, 0],
  ["result/500", withdrawnFrom("code_100"), "cancelled", SAFE, 0],
  ["result/501", "08030000501", "failed", NOT_SAFE, 0],
  ["result/506", "08030000506", "failed", SAFE, 0],
  ["result/507", "08030000507", "failed", NOT_SAFE, 0],
  ["result/508", "08030000508", "failed", SAFE, 0],
  ["result/509", "08030000509", "failed", SAFE, 0],
  ["result/510", "08030000510", "failed", SAFE, 0],
  ["result/511", "08030000511", "failed", SAFE, 0],
  ["result/512", "08030000512", "failed", SAFE, 0],
  ["result/513", "08030000513", "failed", SAFE, 0],
  ["result/514", "08030000514", "failed", SAFE, 0],
  ["result/515", "08030000515", "failed", SAFE, 0],
  ["result/516", "08030000516", "failed", SAFE, 0],
  ["result/517", data("2000.01"), "failed", SAFE, 0],
  ["result/518", data("1000.01", "08030000518"), "failed", SAFE, 0],
  ["result/519", data("1000.01", "08030000519"), "failed", NOT_SAFE, 0],
  ["result/520", onNetwork("glo", "08050000520"), "failed", SAFE, 0],
  ["result/599", "08030000599", "in_reconciliation", NOT_SAFE, 0],
  ["result/521", withdrawnFrom("callback_ten_minutes_late"), "succeeded", NOT_SAFE, 1],
];

let world: TopupWorld;
const topups = new Map<unknown, Topup>();
/** Those that their merchant withdraws five seconds later. */
const unwanted = new Set<string>();

beforeAll(async () => {
  world = await openTopupWorld();
  world.set({ refusal_form: "word_with_number" });
  for (const [index, row] of table.entries()) topups.set(row, await topUp(row[1], index));
  await world.quiet();
  await world.advance(5 * SECOND);
  for (const topup of topups.values())
    if (unwanted.has(topup.mobile_number)) expect((await world.ask(topup, "cancel")).status).toBe(200);
  await world.settle();
}, 120_000);

afterAll(() => world[Symbol.asyncDispose]());

test("every code of the provider's page is reached", () => {
  const reached = new Set(table.map(([code]) => code.split("/")[1]));
  const listed = codes.rows
    .filter(({ source, code }) => source.startsWith("seed") && /^[1-6]\d\d$/.test(code))
    .map(({ code }) => code);
  expect(new Set(listed).size).toBe(54);
  expect([...reached].sort()).toEqual([...new Set(listed)].sort());
});

describe.each(table.map((row, index) => [row[0], index, row] as const))("%s (%i)", (code, index, row) => {
  const [, , status, safe_to_charge_again, taken] = row;

  test(`ends as ${status}, ${safe_to_charge_again ? "safe" : "not safe"} to sell again`, async () => {
    const topup = topupOf(row);
    expect(await world.read(topup)).toMatchObject({ status, outcome: { safe_to_charge_again } });
    expect(await world.rules(topup)).toContain(`nellobytes/${code}`);
  });

  test("is sold once at most, and is what the books say", () => {
    const topup = topupOf(row);
    const alone = [...topups.values()].filter(({ mobile_number }) => mobile_number === topup.mobile_number);
    expect(world.wire.sales(topup.mobile_number), `row ${index}`).toBe(alone.length);
    expect(world.taken(topup)).toBe(taken);
    if (status === "succeeded") expect(world.delivered(topup)).toBe(1);
    if (safe_to_charge_again) expect(world.delivered(topup)).toBe(0);
  });
});

keepWalkedCodes(() =>
  Promise.all(
    topups.values().map(async (topup) => ({
      shown: await world.read(topup),
      timeline: await world.timeline(topup),
    })),
  ),
);

async function topUp(cause: Cause, index: number): Promise<Topup> {
  const wish =
    typeof cause === "string"
      ? { mobile_number: cause }
      : await cause(world, `080310${String(10_000 + index)}`);
  return await world.topUp(wish);
}

function topupOf(row: unknown): Topup {
  const topup = topups.get(row);
  if (topup === undefined) throw new Error("Nothing was asked for this row.");
  return topup;
}

function credentials(given: Readonly<Record<string, string>>): Cause {
  return async (at, mobile_number) => ({ mobile_number, merchant: await at.newMerchant(given) });
}

/** The sale as it would be if somebody had built it wrongly. */
function altered(change: Readonly<Record<string, string | undefined>>): Cause {
  return (at, mobile_number) => {
    at.wire.tamperWithSales(mobile_number, (arrive) => arrive(change));
    return { mobile_number };
  };
}

function naira(amount: number): Cause {
  return (_, mobile_number) => ({ mobile_number, naira: amount });
}

function data(data_plan: string, number?: string): Cause {
  return (_, mobile_number) => ({
    mobile_number: number ?? mobile_number,
    options: { product: "data", data_plan },
  });
}

function onNetwork(network: string, mobile_number: string): Cause {
  return () => ({ mobile_number, options: { network } });
}

/** A cancel that comes while the order waits, or when it was delivered and nobody has told the merchant yet. */
function withdrawnFrom(name: string): Cause {
  return async (at, mobile_number) => {
    await at.play(name, mobile_number);
    unwanted.add(mobile_number);
    return { mobile_number };
  };
}
