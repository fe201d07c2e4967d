import { expect, test } from "vitest";
import { openRawClient } from "./testing/raw-client.ts";

const by = (phoneNumber: string) => ({ userInfo: { phoneNumber }, orderId: "lost", requestId: "lost" });

test("a request that is lost leaves no order, and can be made again", async () => {
  await using client = await openRawClient();
  await expect(client.create(by("0900009002"))).rejects.toThrow();
  expect(await client.codeOf("lost")).toBe(42);
  await client.world.play("pays", "+84900009002");
  expect((await client.create(by("0900009002"))).body["resultCode"]).toBe(0);
});

test("an answer that is lost leaves an order, and the same request gets it again", async () => {
  await using client = await openRawClient();
  await expect(client.create(by("0900009001"))).rejects.toThrow();
  await client.advance(10_000);
  expect(await client.codeOf("lost")).toBe(0);
  expect((await client.create(by("0900009001"))).body).toMatchObject({
    resultCode: 0,
    payUrl: expect.any(String),
  });
  expect(client.world.books()).toHaveLength(1);
});

test.each([
  ["0900009500", 500, 0],
  ["0900009502", 502, 42],
])("%s: an HTML page with status %i, and the order is at %i", async (phoneNumber, status, code) => {
  await using client = await openRawClient();
  expect(await client.create(by(phoneNumber))).toMatchObject({ status, type: "text/html", body: {} });
  await client.advance(10_000);
  expect(await client.codeOf("lost")).toBe(code);
});

test.each([
  ["0900009098", 98],
  ["0900009099", 99],
])("%s: the answer says %i, and the order is paid all the same", async (phoneNumber, code) => {
  await using client = await openRawClient();
  expect((await client.create(by(phoneNumber))).body["resultCode"]).toBe(code);
  expect(await client.codeOf("lost")).toBe(1000);
  await client.advance(10_000);
  expect(await client.codeOf("lost")).toBe(0);
  expect(client.world.books()).toHaveLength(1);
});

test("an order can be unknown for half a minute", async () => {
  await using client = await openRawClient();
  await client.create(by("0900009042"));
  expect(await client.codeOf("lost")).toBe(42);
  await client.advance(30_000);
  expect(await client.codeOf("lost")).toBe(0);
});

test("while an answer is late the order is open, and a repetition is told that it is being worked on", async () => {
  await using client = await openRawClient();
  let answered = false;
  const slow = client.create(by("0900009004")).finally(() => {
    answered = true;
  });
  await expect.poll(() => client.codeOf("lost"), { timeout: 10_000 }).toBe(1000);
  const again = await client.create(by("0900009004"));
  expect(again).toMatchObject({ status: 422, body: { resultCode: 7000 } });
  expect(Object.keys(again.body).sort()).toEqual(["message", "responseTime", "resultCode"]);
  expect(answered).toBe(false);
  await client.advance(40_000);
  const { text, body } = await slow;
  expect(body["resultCode"]).toBe(0);
  expect((await client.create(by("0900009004"))).text).toBe(text);
});

test("an answer that never comes leaves the order to its payer", async () => {
  await using client = await openRawClient();
  const never = client.create(by("0900009003")).catch(() => "the sandbox was closed");
  await expect.poll(() => client.codeOf("lost"), { timeout: 10_000 }).toBe(1000);
  await client.advance(10_000);
  expect(await client.codeOf("lost")).toBe(0);
  void never;
});
