import { expect, test } from "vitest";
import { encryptText } from "./testing/merchant-encryption.ts";
import { merchantSignature } from "./testing/merchant-signature.ts";
import { type Answer, type Fields, openRawClient, PAYER, type RawClient } from "./testing/raw-client.ts";

let orders = 0;

/** A payment for which the cashier has scanned the payer's code. */
function scan(client: RawClient, fields: Fields = {}): Promise<Answer> {
  return client.call("pos", {
    orderId: `till-${++orders}`,
    amount: 45_000,
    orderInfo: "POS 0001",
    extraData: "",
    ipnUrl: `${client.receiver.url}/ipn`,
    paymentCode: codeOf(PAYER),
    ...fields,
  });
}

function codeOf(phone: string): string {
  return encryptText(`51599943${phone}`);
}

async function codeIn(answer: Promise<Answer>): Promise<unknown> {
  return (await answer).body["resultCode"];
}

test("whoever shows the code pays at once, is found by a query, and the merchant is notified", async () => {
  await using client = await openRawClient();
  const { status, body } = await scan(client, { orderId: "till" });
  expect([status, body["resultCode"], body["amount"]]).toEqual([200, 0, 45_000]);
  expect(await client.query("till")).toMatchObject({ resultCode: 0, transId: body["transId"] });
  await client.advance(0);
  const [notified = {}] = client.notifications();
  expect(notified).toMatchObject({ orderId: "till", resultCode: 0, transId: body["transId"] });
  expect(notified["signature"]).toBe(merchantSignature("outcome", notified));
  expect(client.world.books()).toMatchObject([
    { kind: "charge", attempt: "till", amount_minor: "45000", phone_number: `+84${PAYER.slice(1)}` },
  ]);
  expect(await codeIn(client.refund(body["transId"], { amount: 45_000 }))).toBe(0);
});

test("a payment that is authorized first is captured or cancelled as any other", async () => {
  await using client = await openRawClient();
  expect(await codeIn(scan(client, { orderId: "taken", autoCapture: false }))).toBe(9000);
  expect(await codeIn(scan(client, { orderId: "let-go", autoCapture: "false" }))).toBe(9000);
  expect(client.world.books()).toEqual([]);
  expect(await codeIn(client.confirm("taken", "capture", { amount: 45_000 }))).toBe(0);
  expect(await codeIn(client.confirm("let-go", "cancel", { amount: 45_000 }))).toBe(0);
  expect(await client.codeOf("let-go")).toBe(1003);
  expect(client.world.books().map(({ attempt }) => attempt)).toEqual(["taken"]);
});

test("the code's last ten digits are the payer's phone, and stand for the default payer where they are none", async () => {
  await using client = await openRawClient();
  expect(await codeIn(scan(client, { paymentCode: codeOf("0900001001") }))).toBe(1001);
  expect(await codeIn(scan(client, { paymentCode: codeOf("0900004001") }))).toBe(4001);
  expect(await codeIn(scan(client, { paymentCode: encryptText("477340409320189492") }))).toBe(0);
  expect(client.world.books().map(({ phone_number }) => phone_number)).toEqual(["+84900000000"]);
});

test("a slow provider answers 7000, and the payment ends later", async () => {
  await using client = await openRawClient();
  const slow = { orderId: "slow", paymentCode: codeOf("0900007000") };
  expect(await codeIn(scan(client, slow))).toBe(7000);
  await client.advance(10 * 60_000);
  expect(await client.codeOf("slow")).toBe(0);
});

test("a payer whose notifications come early elsewhere is notified of here as well", async () => {
  await using client = await openRawClient();
  await scan(client, { paymentCode: codeOf("0900008004") });
  await client.advance(0);
  expect(client.notifications()).toMatchObject([{ resultCode: 0 }]);
});

test("the same request again charges nobody twice", async () => {
  await using client = await openRawClient();
  const same = { requestId: "same", orderId: "once", paymentCode: codeOf(PAYER) };
  const first = await scan(client, same);
  expect((await scan(client, same)).text).toBe(first.text);
  expect(await codeIn(scan(client, { orderId: "once" }))).toBe(41);
  expect(client.world.books()).toHaveLength(1);
});

test.each<[says: string, wrong: Fields, code: number, field?: string]>([
  ["has no code", { paymentCode: undefined }, 20, "paymentCode"],
  ["has a code that is not encrypted", { paymentCode: "515999430912345678" }, 20, "paymentCode"],
  ["has a code of seventeen digits", { paymentCode: encryptText("51599943091234567") }, 20, "paymentCode"],
  ["does not say what is bought", { orderInfo: "" }, 20, "orderInfo"],
  ["is not rightly signed", { signature: "0".repeat(64) }, 20, "signature"],
  ["wants too little", { amount: 999 }, 22],
  ["wants more than a till may take", { amount: 5_000_001 }, 22],
])("a payment that %s is refused, and charges nobody", async (_says, wrong, code, field) => {
  await using client = await openRawClient();
  const { status, body } = await scan(client, wrong);
  expect([status, body["resultCode"]]).toEqual([400, code]);
  expect(body["subErrors"]).toEqual(field && [expect.objectContaining({ field })]);
  expect(client.world.books()).toEqual([]);
});
