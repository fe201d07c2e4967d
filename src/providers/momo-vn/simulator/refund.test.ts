import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openRawClient, PAYER } from "./testing/raw-client.ts";

const MINUTE_MS = 60_000;

function namesIn(fixture: string): readonly string[] {
  const text = readFileSync(new URL(`../fixtures/${fixture}.json`, import.meta.url), "utf8");
  return Object.keys(JSON.parse(JSON.parse(text).body)).sort();
}

test("a payment is given back in parts until nothing is left, and stays paid", async () => {
  await using client = await openRawClient();
  const { orderId, transId } = await client.paid();
  const before = await client.query(orderId);
  const first = await client.refund(transId, { orderId: "back-1", amount: 100_000 });
  expect(Object.keys(first.body).sort()).toEqual(namesIn("refund-done"));
  expect(first.body).toMatchObject({ orderId: "back-1", amount: 100_000, resultCode: 0 });
  expect(first.body["transId"]).not.toBe(transId);
  expect((await client.refund(transId, { orderId: "back-2", amount: 50_001 })).body["resultCode"]).toBe(1081);
  expect((await client.refund(transId, { orderId: "back-3", amount: 50_000 })).body["resultCode"]).toBe(0);
  const after = await client.query(orderId);
  expect(after).toMatchObject({
    resultCode: 0,
    transId,
    lastUpdated: before["lastUpdated"],
    refundTrans: [
      { orderId: "back-1", amount: 100_000, resultCode: 0, transId: first.body["transId"] },
      { orderId: "back-2", amount: 50_001, resultCode: 1081 },
      { orderId: "back-3", amount: 50_000, resultCode: 0 },
    ],
  });
  expect(client.world.books()).toMatchObject([
    { kind: "charge", amount_minor: "150000", receipt: String(transId) },
    { kind: "reversal", amount_minor: "100000", receipt: String(first.body["transId"]), attempt: orderId },
    { kind: "reversal", amount_minor: "50000", provider_reference: String(transId) },
  ]);
  const wallet = client.world.wallets().find((known) => known.wallet === `+84${PAYER.slice(1)}`);
  expect(wallet?.balance_minor).toBe("120000000");
});

test("the same refund again gives nothing back twice", async () => {
  await using client = await openRawClient();
  const { transId } = await client.paid();
  const same = { requestId: "refund", orderId: "back" };
  const first = await client.refund(transId, same);
  expect((await client.refund(transId, same)).text).toBe(first.text);
  expect((await client.refund(transId, { orderId: "back" })).body["resultCode"]).toBe(41);
  expect(client.world.books()).toHaveLength(2);
});

test("a failed refund repeats its failure, and a new one works once the cause is gone", async () => {
  await using client = await openRawClient();
  const { orderId, transId } = await client.paid({ userInfo: { phoneNumber: "0900001080" } });
  const same = { requestId: "refund", orderId: "back" };
  expect((await client.refund(transId, same)).body["resultCode"]).toBe(1080);
  await client.world.play("pays", "+84900001080");
  expect((await client.refund(transId, same)).body["resultCode"]).toBe(1080);
  expect((await client.refund(transId)).body["resultCode"]).toBe(0);
  const { refundTrans } = await client.query(orderId);
  expect(refundTrans).toMatchObject([{ resultCode: 1080 }, { resultCode: 0 }]);
});

test("a slow refund is at 7002, blocks another, and is done ten minutes later", async () => {
  await using client = await openRawClient();
  const { orderId, transId } = await client.paid({ userInfo: { phoneNumber: "0900008080" } });
  const same = { requestId: "refund", orderId: "back" };
  expect((await client.refund(transId, same)).body["resultCode"]).toBe(7002);
  expect((await client.refund(transId, same)).body["resultCode"]).toBe(40);
  expect((await client.refund(transId)).body["resultCode"]).toBe(43);
  expect(client.world.books()).toHaveLength(1);
  await client.advance(10 * MINUTE_MS);
  const { body } = await client.call("refund/query", { orderId });
  expect(Object.keys(body).sort()).toEqual(namesIn("refund-inquiry-answered"));
  expect(body).toMatchObject({ resultCode: 0, items: [], refundTrans: [{ orderId: "back", resultCode: 0 }] });
  expect(client.world.books()).toHaveLength(2);
});

test("a refund query answers 0 for a payment without refunds, for a refund's own id, and 42 for neither", async () => {
  await using client = await openRawClient();
  const { orderId, transId } = await client.paid();
  const ask = async (id: string) => (await client.call("refund/query", { orderId: id })).body;
  expect(await ask(orderId)).toMatchObject({ resultCode: 0, refundTrans: [] });
  await client.refund(transId, { orderId: "back" });
  expect(await ask("back")).toMatchObject({ resultCode: 0, refundTrans: [{ orderId: "back" }] });
  await client.refund(4_000_000_000, { orderId: "lost" });
  expect(await ask("lost")).toMatchObject({ refundTrans: [{ orderId: "lost", resultCode: 1080 }] });
  expect(await ask("nobody-knows-it")).toMatchObject({ resultCode: 42 });
});

test.each([
  ["captureWallet", 999, 22],
  ["captureWallet", 1_000, 0],
  ["payWithATM", 9_999, 22],
  ["payWithATM", 10_000, 0],
  ["captureWallet", 50_000_001, 22],
  ["captureWallet", 0, 21],
])("of a payment by %s a refund of %i answers %i", async (requestType, amount, code) => {
  await using client = await openRawClient();
  const { transId } = await client.paid({ requestType });
  expect((await client.refund(transId, { amount })).body["resultCode"]).toBe(code);
});

test("nobody refunds another merchant's payment, or with a time in the place of a transaction", async () => {
  await using client = await openRawClient();
  const { transId } = await client.paid();
  const foreign = await client.call("refund", {
    partnerCode: "HAKIKAVN0003",
    orderId: "back",
    transId,
    amount: 1_000,
  });
  expect(foreign.body["resultCode"]).toBe(1080);
  expect((await client.refund(1_763_712_034_561)).body["resultCode"]).toBe(1080);
  expect((await client.refund("many")).body).toMatchObject({
    resultCode: 20,
    subErrors: [{ field: "transId" }],
  });
});

test("a merchant without the permission gets the bare body that was published", async () => {
  await using client = await openRawClient();
  const { body } = await client.refund(1, { partnerCode: "HAKIKAVN0002", lang: "vi" });
  const text = readFileSync(new URL("../fixtures/refund-not-permitted.json", import.meta.url), "utf8");
  const { responseTime: _, ...recorded } = JSON.parse(JSON.parse(text).body);
  expect(body).toEqual({ ...recorded, responseTime: expect.any(Number) });
});
