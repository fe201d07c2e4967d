import { afterAll, beforeAll, expect, test } from "vitest";
import { mtn } from "../../src/providers/mtn/index.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { HOUR, MINUTE } from "../support/operations.ts";

type Body = ReturnType<typeof JSON.parse>;

let world: DevelopmentWorld;

beforeAll(async () => {
  world = await openDevelopment();
});

afterAll(() => world[Symbol.asyncDispose]());

async function topUp(phone_number: string, wish: object = {}): Promise<string> {
  const amount = { value: "10", currency: "ZAR" };
  return (await world.api("/v1/topups", { provider: mtn.id, amount, phone_number, ...wish })).id;
}

const read = (id: string): Promise<Body> => world.api(`/v1/topups/${id}`);

async function credits(phone_number: string): Promise<number> {
  return (await world.books(mtn.id)).filter((entry) => entry.phone_number === phone_number).length;
}

/** Where a refill ends and how often the books have it. What its answer does not tell, a person has to find out. */
const stories: readonly (readonly [phone: string, status: string, credits: number])[] = [
  ["27832000046", "succeeded", 1],
  ["27832000047", "failed", 0],
  ["27832000065", "failed", 0],
  ["27832000068", "succeeded", 1],
  ["27832000066", "in_reconciliation", 1],
  ["27832000067", "in_reconciliation", 0],
  ["27832000069", "in_reconciliation", 0],
  ["27832000072", "in_reconciliation", 1],
  ["27832000080", "in_reconciliation", 0],
  ["27832000081", "in_reconciliation", 1],
  ["27832000083", "in_reconciliation", 1],
  ["27832000084", "in_reconciliation", 1],
  ...["1000", "1001", "4000", "4001", "5000", "5001", "6001"].map(
    (code) => [`2783999${code}`, "failed", 0] as const,
  ),
  ...["1005", "1012", "2000", "3000", "6000"].map(
    (code) => [`2783999${code}`, "in_reconciliation", 0] as const,
  ),
  ...["1004", "1007", "3001", "3003"].map((code) => [`2783999${code}`, "in_reconciliation", 1] as const),
];

const topups = new Map<string, string>();

beforeAll(async () => {
  for (const [phone] of stories) topups.set(phone, await topUp(`+${phone}`));
  await world.advance(HOUR);
}, 120_000);

test.each(stories)("a top-up of %s ends as %s, and is never made twice", async (phone, status, credited) => {
  const topup = await read(topups.get(phone) ?? "");
  expect([topup.status, await credits(`+${phone}`)]).toEqual([status, credited]);
  expect(topup.needs_review).toBe(status === "in_reconciliation");
});

test("is found in the books under the call's own name, and in the platform's trace under its number", async () => {
  const { provider_reference } = await read(topups.get("27832000046") ?? "");
  expect(provider_reference).toMatch(/^\d{20}$/);
});

test("is in whole units of its market's currency", async () => {
  const wish = { phone_number: "+256772000001", amount: { value: "500", currency: "UGX" } };
  const id = await topUp(wish.phone_number, wish);
  await world.advance(MINUTE);
  expect(await read(id)).toMatchObject({ status: "succeeded", amount: wish.amount });
  const cents = {
    provider: mtn.id,
    phone_number: "+27832000301",
    amount: { value: "2.50", currency: "ZAR" },
  };
  expect(await world.tryApi("/v1/topups", cents)).toMatchObject({
    status: 422,
    body: { field: "/amount/value" },
  });
});
