import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openRawClient, PAYER, type RawClient } from "./testing/raw-client.ts";

const HOUR_MS = 60 * 60_000;
const WALLET = `+84${PAYER.slice(1)}`;

function namesIn(fixture: string): readonly string[] {
  const text = readFileSync(new URL(`../fixtures/${fixture}.json`, import.meta.url), "utf8");
  return Object.keys(JSON.parse(JSON.parse(text).body)).sort();
}

async function authorized(client: RawClient): Promise<string> {
  const orderId = await client.open({ autoCapture: false });
  await client.advance(10_000);
  expect(await client.query(orderId)).toMatchObject({ resultCode: 9000, payType: "qr" });
  return orderId;
}

function balanceOf(client: RawClient, wallet: string): string | undefined {
  return client.world.wallets().find((known) => known.wallet === wallet)?.balance_minor;
}

test("an authorized payment is held, and no charge until it is captured", async () => {
  await using client = await openRawClient();
  const orderId = await authorized(client);
  expect(balanceOf(client, WALLET)).toBe("119850000");
  expect(balanceOf(client, "HAKIKAVN0001")).toBe("0");
  expect(client.world.books()).toEqual([]);
  const { transId } = await client.query(orderId);
  const { body } = await client.confirm(orderId, "capture");
  expect(Object.keys(body).sort()).toEqual(namesIn("confirm-captured"));
  expect(body).toMatchObject({ resultCode: 0, message: "Successful.", transId, requestType: "capture" });
  expect(balanceOf(client, "HAKIKAVN0001")).toBe("150000");
  expect(client.world.books()).toMatchObject([
    { kind: "charge", receipt: String(transId), amount_minor: "150000", currency: "VND", attempt: orderId },
  ]);
  expect(await client.query(orderId)).toMatchObject({ resultCode: 0, transId });
});

test("a cancel gives back what was held, answers 0 with the words of a cancel, and the order is at 1003", async () => {
  await using client = await openRawClient();
  const orderId = await authorized(client);
  const { body } = await client.confirm(orderId, "cancel", { lang: "vi", description: "Hết hàng" });
  expect(Object.keys(body).sort()).toEqual(namesIn("confirm-cancelled"));
  expect(body).toMatchObject({ resultCode: 0, message: "Giao dịch bị hủy.", requestType: "cancel" });
  expect(await client.query(orderId)).toMatchObject({ resultCode: 1003, payType: "qr" });
  expect(balanceOf(client, WALLET)).toBe("120000000");
  expect(client.world.books()).toEqual([]);
});

test("neither capture nor cancel is notified", async () => {
  await using client = await openRawClient();
  await client.confirm(await authorized(client), "capture");
  await client.confirm(await authorized(client), "cancel");
  await client.advance(HOUR_MS);
  expect(client.notifications().map(({ resultCode }) => resultCode)).toEqual([9000, 9000]);
});

test("the same capture again is the same answer, and a new one has nothing to capture", async () => {
  await using client = await openRawClient();
  const orderId = await authorized(client);
  const fields = { requestId: "capture" };
  const first = await client.confirm(orderId, "capture", fields);
  expect((await client.confirm(orderId, "capture", fields)).text).toBe(first.text);
  expect((await client.confirm(orderId, "capture")).body["resultCode"]).toBe(47);
  expect((await client.confirm(orderId, "cancel")).body["resultCode"]).toBe(47);
  expect(client.world.books()).toHaveLength(1);
});

test("another amount than the authorized one is 22, and the payment stays held", async () => {
  await using client = await openRawClient();
  const orderId = await authorized(client);
  const { status, body } = await client.confirm(orderId, "capture", { amount: 100_000 });
  expect([status, body["resultCode"]]).toEqual([400, 22]);
  expect(Object.keys(body).sort()).toEqual(namesIn("confirm-wrong-amount"));
  expect(await client.codeOf(orderId)).toBe(9000);
});

test("what ended answers with its own end, and what is not authorized cannot be captured", async () => {
  await using client = await openRawClient();
  client.set({ auto_approve_after_ms: null });
  const orderId = await client.open({ autoCapture: false });
  expect((await client.confirm(orderId, "capture")).body["resultCode"]).toBe(47);
  await client.world.act(WALLET, "refuse");
  expect((await client.confirm(orderId, "capture")).body["resultCode"]).toBe(1006);
  const another = await client.open({ autoCapture: false });
  await client.world.act(WALLET, "approve");
  expect((await client.confirm(another, "cancel")).body["resultCode"]).toBe(43);
});

test("a hold that nobody uses runs out", async () => {
  await using client = await openRawClient();
  client.set({ hold_lives_ms: 2 * HOUR_MS });
  const orderId = await authorized(client);
  await client.advance(HOUR_MS);
  expect(await client.codeOf(orderId)).toBe(9000);
  await client.advance(HOUR_MS);
  expect(await client.codeOf(orderId)).toBe(1003);
  expect((await client.confirm(orderId, "capture")).body["resultCode"]).toBe(1003);
});

test("a one-step payment that is authorized first is paid half a minute later, and notified of both", async () => {
  await using client = await openRawClient();
  const orderId = await client.open({ userInfo: { phoneNumber: "0900009000" } });
  await client.advance(10_000);
  expect(await client.codeOf(orderId)).toBe(9000);
  expect((await client.confirm(orderId, "capture")).body["resultCode"]).toBe(47);
  await client.advance(30_000);
  expect(await client.codeOf(orderId)).toBe(0);
  expect(client.notifications().map(({ resultCode }) => resultCode)).toEqual([9000, 0]);
});
