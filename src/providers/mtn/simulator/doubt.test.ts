import { expect, test } from "vitest";
import type { Answer } from "./testing/http-call.ts";
import { type Fields, openRawClient, type RawClient } from "./testing/raw-client.ts";

const ID = "6a1d2a5e-43c1-4c9b-8d3e-2f6f3f7f9a01";
const payer = (payerId: string): Fields => ({ correlatorId: ID, payer: { payerId } });

/** What a payment that was answered with an error is told of with, at once and half a minute later. */
const fates = [
  ["yes", "Successful", "Successful", 1],
  ["later", "Pending", "Successful", 1],
  ["no", "Failed", "Failed", 0],
  ["lost", undefined, undefined, 0],
] as const;

test.each(
  ["1004", "1007", "3001", "3003"].flatMap((code) =>
    fates.map(([applied, first, last, charges]) => [code, applied, first, last, charges] as const),
  ),
)("%s, applied %s: %s, then %s", async (code, applied, first, last, charges) => {
  await using client = await openRawClient();
  client.set({ applied });
  expect((await client.pay(payer(`2783999${code}`))).body["statusCode"]).toBe(code);
  expect(await client.outcome(ID)).toBe(first);
  await client.advance(30_000);
  expect(await client.outcome(ID)).toBe(last);
  expect(client.world.books()).toHaveLength(charges);
});

test.each([
  ["27832000066", "3003", "Successful"],
  ["27832000067", "3003", "Failed"],
  ["27832000072", "1007", "Successful"],
  ["27832000073", "3001", "Successful"],
  ["27832000074", "3001", undefined],
])("%s: %s, in the end %s", async (number, code, word) => {
  await using client = await openRawClient();
  expect((await client.pay(payer(number))).body["statusCode"]).toBe(code);
  await client.advance(20_000);
  expect(await client.outcome(ID)).toBe(word);
});

test("a payment that was lost can be made again under the same id, one that is only late cannot", async () => {
  await using client = await openRawClient();
  await client.pay(payer("27832000074"));
  await client.world.play("complete", "+27832000074");
  expect((await client.pay(payer("27832000074"))).status).toBe(201);
  await client.advance(3_000);
  expect(client.world.books()).toHaveLength(1);
});

test("a system that is down tells nothing of what it did before", async () => {
  await using client = await openRawClient();
  client.set({ systems: { ECW: "timeout" } });
  expect((await client.pay({ correlatorId: ID })).status).toBe(408);
  expect(await client.status(ID)).toMatchObject({ status: 408, body: { statusCode: "3003" } });
  client.set({});
  await client.advance(20_000);
  expect(await client.outcome(ID)).toBe("Successful");
});

test("a time-out can take its time", async () => {
  await using client = await openRawClient();
  client.set({ systems: { ECW: "timeout" }, time_out_after_ms: 30_000 });
  const before = client.world.journal(1).length;
  const answer = await client.settle(client.pay({ correlatorId: ID }));
  expect([before, answer.status]).toEqual([1, 408]);
});

/** How a call ends that may not be answered at all. */
async function endOf(client: RawClient, number: string): Promise<Answer | "broken"> {
  return client.pay(payer(number)).catch(() => "broken" as const);
}

test.each([
  ["27832000080", undefined, 0],
  ["27832000081", "Successful", 1],
])("%s: the connection breaks, and the payment is %s", async (number, word, charges) => {
  await using client = await openRawClient();
  expect(await endOf(client, number)).toBe("broken");
  await client.advance(3_000);
  expect(await client.outcome(ID)).toBe(word);
  expect(client.world.books()).toHaveLength(charges);
});

test("27832000082: the call is never answered, and the payment goes on", async () => {
  await using client = await openRawClient();
  const never = client.pay(payer("27832000082")).catch(() => "broken when the sandbox closed");
  await expect.poll(() => client.outcome(ID), { timeout: 20_000 }).toBe("Pending");
  await client.advance(3_000);
  expect(await client.outcome(ID)).toBe("Successful");
  expect(await Promise.race([never, client.outcome(ID)])).toBe("Successful");
});

test("27832000083: an empty 204 tells nothing", async () => {
  await using client = await openRawClient();
  expect(await client.pay(payer("27832000083"))).toMatchObject({ status: 204, text: "" });
  await client.advance(3_000);
  expect(await client.outcome(ID)).toBe("Successful");
});

test("27832000085: the status call does not know it for half a minute", async () => {
  await using client = await openRawClient();
  await client.pay(payer("27832000085"));
  await client.advance(29_999);
  expect(await client.status(ID)).toMatchObject({ status: 404, body: { statusCode: "1000" } });
  await client.advance(1);
  expect(await client.outcome(ID)).toBe("Successful");
});

test("27832000068: the money moves, and the goods do not come", async () => {
  await using client = await openRawClient();
  await client.pay(payer("27832000068"));
  await client.advance(3_000);
  expect((await client.status(ID)).body).toMatchObject({
    data: { status: "Successful", fulfillmentStatus: "Failed" },
  });
});
