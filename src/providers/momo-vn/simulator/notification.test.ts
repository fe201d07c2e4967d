import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { merchantSignature } from "./testing/merchant-signature.ts";
import { openRawClient, PAYER } from "./testing/raw-client.ts";

const MINUTE_MS = 60_000;

function namesIn(fixture: string): readonly string[] {
  const text = readFileSync(new URL(`../fixtures/${fixture}.json`, import.meta.url), "utf8");
  return Object.keys(JSON.parse(JSON.parse(text).body)).sort();
}

test("a payment is notified once, signed, with the fields of a published notification", async () => {
  await using client = await openRawClient();
  const orderId = await client.open({ requestId: "R-1", lang: "vi", extraData: "eyJyZWYiOiJBLTE3In0=" });
  await client.advance(60 * MINUTE_MS);
  const { transId } = await client.query(orderId);
  const [body, ...more] = client.notifications();
  expect(more).toEqual([]);
  expect(Object.keys(body ?? {}).sort()).toEqual(namesIn("notification-paid"));
  expect(body).toEqual({
    partnerCode: "HAKIKAVN0001",
    orderId,
    requestId: "R-1",
    amount: 150_000,
    orderInfo: "Đơn hàng số 0001",
    orderType: "momo_wallet",
    transId,
    resultCode: 0,
    message: "Thành công.",
    payType: "qr",
    responseTime: expect.any(Number),
    extraData: "eyJyZWYiOiJBLTE3In0=",
    signature: merchantSignature("outcome", body ?? {}),
  });
  expect(String(transId)).toMatch(/^\d{10}$/);
  expect(client.receiver.notified).toMatchObject([
    { path: "/ipn", headers: { "content-type": "application/json; charset=UTF-8" } },
  ]);
});

test("what was not booked has a time for a transaction", async () => {
  await using client = await openRawClient();
  const orderId = await client.open({ userInfo: { phoneNumber: "0900001001" } });
  await client.advance(10_000);
  const [body] = client.notifications();
  expect(body).toMatchObject({ resultCode: 1001, signature: merchantSignature("outcome", body ?? {}) });
  expect(String(body?.["transId"])).toMatch(/^\d{13}$/);
  expect(Number(body?.["responseTime"]) - Number(body?.["transId"])).toBe(6);
  expect(await client.query(orderId)).toMatchObject({ transId: body?.["transId"] });
});

test("what a bank refused has a transaction of its own", async () => {
  await using client = await openRawClient();
  await client.open({ userInfo: { phoneNumber: "0900001002" }, requestType: "payWithATM" });
  await client.advance(10_000);
  const [body] = client.notifications();
  expect(body).toMatchObject({ resultCode: 1002, payType: "napas", orderType: "momo_wallet" });
  expect(String(body?.["transId"])).toMatch(/^\d{10}$/);
});

test.each([
  ["0900001006", 1006],
  ["0900001005", 1005],
])("%s: %i is notified only where it was asked for", async (phoneNumber, resultCode) => {
  await using client = await openRawClient();
  const fields = { userInfo: { phoneNumber }, orderExpireTime: 5 };
  await client.open(fields);
  await client.advance(5 * MINUTE_MS);
  expect(client.notifications()).toEqual([]);
  client.set({ notify_cancel_and_expiry: true });
  await client.open(fields);
  await client.advance(5 * MINUTE_MS);
  expect(client.notifications()).toMatchObject([{ resultCode, payType: "" }]);
});

test("it comes once even where it is not received, unless more attempts were asked for", async () => {
  await using client = await openRawClient();
  client.receiver.answerWith(500);
  await client.paid();
  await client.advance(60 * MINUTE_MS);
  expect(client.notifications()).toHaveLength(1);
  client.set({ ipn_retries: 3 });
  client.receiver.answerWith(200);
  await client.paid();
  await client.advance(2 * MINUTE_MS);
  expect(client.notifications()).toHaveLength(4);
  client.receiver.answerWith(204);
  await client.advance(60 * MINUTE_MS);
  expect(client.notifications()).toHaveLength(5);
  const [first, ...again] = client.notifications().slice(1);
  for (const body of again) expect(body).toEqual(first);
});

test.each([
  ["0900008001", []],
  ["0900008002", [2, 2]],
  ["0900008003", []],
  ["0900008004", [2]],
])("%s: within ten seconds come %j", async (phoneNumber, counts) => {
  await using client = await openRawClient();
  const orderId = await client.open({ userInfo: { phoneNumber } });
  await client.advance(10_000);
  expect(client.notifications()).toHaveLength(counts.length);
  expect(await client.codeOf(orderId)).toBe(0);
  await client.advance(11 * MINUTE_MS);
  expect(client.notifications()).toHaveLength(phoneNumber === "0900008003" ? 1 : counts.length);
});

test("one that is early is there before the answer to create", async () => {
  await using client = await openRawClient();
  const { body } = await client.create({ userInfo: { phoneNumber: "0900008004" } });
  expect(client.notifications()).toMatchObject([{ orderId: body["orderId"], resultCode: 0 }]);
  expect(body["resultCode"]).toBe(0);
});

test("one that was altered does not fit its signature; one with a wrong amount does", async () => {
  await using client = await openRawClient();
  for (const phoneNumber of ["0900008005", "0900008006"]) await client.paid({ userInfo: { phoneNumber } });
  const [altered = {}, wrong = {}] = client.notifications();
  expect(altered).toMatchObject({ amount: 151_000 });
  expect(altered["signature"]).not.toBe(merchantSignature("outcome", altered));
  expect(wrong).toMatchObject({ amount: 151_000, signature: merchantSignature("outcome", wrong) });
});

test.each(["vi", "en"])("the language can be %s, whatever the order's was", async (notification_lang) => {
  await using client = await openRawClient();
  client.set({ notification_lang });
  await client.paid({ lang: "vi" });
  await client.paid({ lang: "en" });
  const messages = client.notifications().map(({ message }) => message);
  expect(new Set(messages)).toEqual(new Set([notification_lang === "vi" ? "Thành công." : "Successful."]));
});

test.each([
  [PAYER, 0, 1006],
  ["0900001001", 1001, 0],
])(
  "%s: a notification of %i can be contradicted by one of %i, rightly signed",
  async (phone, said, opposite) => {
    await using client = await openRawClient();
    client.world.faults.add([{ kind: "contradict_callback", operation: "notification" }]);
    await client.open({ userInfo: { phoneNumber: phone } });
    await client.advance(10_000);
    expect(client.notifications().map(({ resultCode }) => resultCode)).toEqual([said, opposite]);
    for (const body of client.notifications())
      expect(body["signature"]).toBe(merchantSignature("outcome", body));
    expect(client.world.books()).toHaveLength(said === 0 ? 1 : 0);
  },
);
