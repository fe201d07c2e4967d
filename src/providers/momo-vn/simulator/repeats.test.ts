import { expect, test } from "vitest";
import { openRawClient } from "./testing/raw-client.ts";

const DAY_MS = 24 * 60 * 60_000;
const same = { requestId: "same", orderId: "same" };

test("a repeated create gets its first answer again, byte for byte, even when the order is paid", async () => {
  await using client = await openRawClient();
  const first = await client.create(same);
  await client.advance(10_000);
  const again = await client.create(same);
  expect([again.status, again.text]).toEqual([200, first.text]);
  client.set({ replay_status: 201 });
  expect((await client.create(same)).status).toBe(201);
  expect(client.world.books()).toHaveLength(1);
});

test("the order of the fields makes no other request of it, another value does", async () => {
  await using client = await openRawClient();
  const { text } = await client.create({ ...same, storeId: "one", storeName: "One" });
  expect((await client.create({ storeName: "One", storeId: "one", ...same })).text).toBe(text);
  const { body } = await client.create({ ...same, storeId: "two", storeName: "One" });
  expect(body["resultCode"]).toBe(40);
});

test("a requestId belongs to one path", async () => {
  await using client = await openRawClient();
  await client.create(same);
  expect((await client.confirm("same", "cancel", same)).body["resultCode"]).toBe(40);
});

test("a requestId belongs to one merchant", async () => {
  await using client = await openRawClient();
  await client.create(same);
  expect((await client.create({ ...same, partnerCode: "HAKIKAVN0003" })).body["resultCode"]).toBe(0);
});

test("a question may be asked again under its requestId, and is answered afresh", async () => {
  await using client = await openRawClient();
  await client.create(same);
  const ask = async () => (await client.call("query", same)).body["resultCode"];
  expect(await ask()).toBe(1000);
  await client.advance(10_000);
  expect(await ask()).toBe(0);
});

test("a requestId is known for 31 days, an orderId for ever", async () => {
  await using client = await openRawClient();
  await client.create(same);
  await client.advance(31 * DAY_MS - 1);
  expect((await client.create({ ...same, amount: 1_000 })).body["resultCode"]).toBe(40);
  await client.advance(1);
  expect((await client.create(same)).body["resultCode"]).toBe(41);
});

test("what was refused leaves no order, so its orderId can be used with another requestId", async () => {
  await using client = await openRawClient();
  expect((await client.create({ ...same, amount: 1 })).body["resultCode"]).toBe(22);
  expect((await client.create(same)).body["resultCode"]).toBe(40);
  expect((await client.create({ ...same, requestId: "another" })).body["resultCode"]).toBe(0);
});

test("during maintenance everything is 10, questions too", async () => {
  await using client = await openRawClient();
  await client.create(same);
  client.set({ maintenance: true });
  expect(await client.call("query", { orderId: "same" })).toMatchObject({
    status: 503,
    body: { resultCode: 10, message: "System is under maintenance." },
  });
});
