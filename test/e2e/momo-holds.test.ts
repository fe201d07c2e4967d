import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { momoVn } from "../../src/providers/momo-vn/index.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { HOUR, MINUTE, SECOND } from "../support/operations.ts";

type Body = ReturnType<typeof JSON.parse>;

let world: DevelopmentWorld;
let phones = 0;

beforeAll(async () => {
  world = await openDevelopment();
});

afterAll(() => world[Symbol.asyncDispose]());

const read = (id: string): Promise<Body> => world.api(`/v1/payments/${id}`);

const newPhone = (): string => `+849160000${String(++phones).padStart(2, "0")}`;

/** A payment of 150,000 dong whose money is held. */
async function reserve(
  phone_number = newPhone(),
): Promise<{ readonly id: string; readonly phone_number: string }> {
  const amount = { value: "150000", currency: "VND" };
  const wish = { provider: momoVn.id, amount, phone_number, capture: "manual" };
  const { id } = await world.api("/v1/payments", wish);
  await world.advance(MINUTE);
  expect(await read(id)).toMatchObject({ status: "reserved" });
  return { id, phone_number };
}

/** What the provider's books say was taken from a phone. */
async function taken(phone_number: string): Promise<readonly (string | null)[]> {
  const entries = (await world.books(momoVn.id)).filter((entry) => entry.phone_number === phone_number);
  return entries.flatMap(({ kind, amount_minor }) => (kind === "charge" ? [amount_minor] : []));
}

const ends = [
  ["capture", "succeeded", ["150000"]],
  ["cancel", "cancelled", []],
] as const;

describe.each(ends)("a %s of held money", (what, status, charged) => {
  test("that meets closed doors is made again by itself once they are open", async () => {
    const { id, phone_number } = await reserve();
    await world.set(momoVn.id, { maintenance: true });
    await world.api(`/v1/payments/${id}/${what}`, {});
    await world.advance(MINUTE);
    expect(await read(id)).toMatchObject({
      status: "reserved",
      outcome: { reason: "provider_maintenance", money: "reserved", advice: { action: "wait" } },
    });
    await world.set(momoVn.id, {});
    await world.advance(10 * MINUTE);
    expect(await read(id)).toMatchObject({ status, needs_review: false });
    expect(await taken(phone_number)).toEqual(charged);
  });

  test("that meets closed doors for long can be asked for again later", async () => {
    const { id, phone_number } = await reserve();
    await world.set(momoVn.id, { maintenance: true });
    await world.api(`/v1/payments/${id}/${what}`, {});
    await world.advance(HOUR);
    await world.set(momoVn.id, {});
    await world.advance(HOUR);
    expect(await read(id)).toMatchObject({
      status: "reserved",
      needs_review: false,
      outcome: { reason: "provider_maintenance", advice: { action: "capture_or_cancel" } },
    });
    await world.api(`/v1/payments/${id}/${what}`, {});
    await world.advance(SECOND);
    expect(await read(id)).toMatchObject({ status });
    expect(await taken(phone_number)).toEqual(charged);
  });

  test.each(["before", "after"])(
    "whose call is lost %s it did its work is done once, by itself",
    async (effect) => {
      const { id, phone_number } = await reserve();
      await world.control(`/${momoVn.id}/faults`, { kind: "reset", effect, operation: "confirm", count: 1 });
      await world.api(`/v1/payments/${id}/${what}`, {});
      await world.advance(10 * MINUTE);
      expect(await read(id)).toMatchObject({ status, needs_review: false });
      expect(await taken(phone_number)).toEqual(charged);
    },
  );
});

describe("money that the provider lets go by itself", () => {
  const RELEASED_SOON = "+84900001003";
  const released = { status: "failed", outcome: { reason: "cancelled_after_hold", money: "returned" } };

  test("is found out without anybody's asking for it", async () => {
    const { id } = await reserve(RELEASED_SOON);
    await world.advance(20 * MINUTE);
    expect(await read(id)).toMatchObject(released);
  });

  test("is known at once where the provider says so", async () => {
    await world.set(momoVn.id, { notify_cancel_and_expiry: true });
    const { id } = await reserve(RELEASED_SOON);
    await world.advance(MINUTE);
    expect(await read(id)).toMatchObject(released);
    await world.set(momoVn.id, {});
  });
});
