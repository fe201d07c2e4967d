import { expect, test } from "vitest";
import { openRawClient } from "./testing/raw-client.ts";

const TO = "27832000046";

test("a refill comes out of the partner's float and goes to the airtime, each time it is sent", async () => {
  await using client = await openRawClient();
  const { status, body } = await client.refill(TO);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    statusCode: "0000",
    sequenceNo: expect.any(String),
    data: { amount: "50.00", currencyCode: "ZAR", status: "Successful", addtionalInformation: {} },
    _link: { self: { href: `${client.base}/v2/customers/${TO}/plans` } },
  });
  await client.refill(TO);
  expect(client.world.wallets()).toEqual(
    expect.arrayContaining([
      { wallet: `airtime +${TO}`, owner: "payer", balance_minor: "14250", currency: "ZAR" },
      { wallet: "HAKIKA.MERCHANT ZAR", owner: "merchant", balance_minor: "99990000", currency: "ZAR" },
    ]),
  );
  expect(client.world.books().map(({ kind, phone_number }) => [kind, phone_number])).toEqual([
    ["charge", `+${TO}`],
    ["charge", `+${TO}`],
  ]);
  expect(client.world.phones()[0]?.messages?.at(-1)?.text).toContain("ZAR 50.00 of airtime was added");
});

test.each([
  [{ refillType: "gift" }, "5000"],
  [{ refillProfileId: undefined }, "5000"],
  [{ transactionAmount: 50 }, "5000"],
  [{ transactionAmount: "fifty" }, "5000"],
  [{ transactionAmount: "50.001" }, "5000"],
  [{ targetSystem: "ECW" }, "5000"],
  [{ transactionAmount: "1.99" }, "5001"],
  [{ transactionAmount: "5000.01" }, "5001"],
])("a refill with %o is refused: %s", async (fields, code) => {
  await using client = await openRawClient();
  expect((await client.refill(TO, fields)).body["statusCode"]).toBe(code);
  expect(client.world.books()).toEqual([]);
});

test("who has no prepaid account cannot be topped up, and an empty float pays for nothing", async () => {
  await using client = await openRawClient();
  expect((await client.refill("27832000047")).body["statusCode"]).toBe("1001");
  await client.world.setBalance("HAKIKA.MERCHANT ZAR", "4999");
  expect(await client.refill(TO)).toMatchObject({ status: 403, body: { statusCode: "6001" } });
});

test("27832000084: status 999, and the airtime is there", async () => {
  await using client = await openRawClient();
  expect((await client.refill("27832000084")).status).toBe(999);
  expect(client.world.books()).toHaveLength(1);
});

test.each([
  ["timeout_then_paid", "3003", 0, 1],
  ["operation_timeout_but_paid", "1007", 1, 1],
  ["timeout_never_paid", "3003", 0, 0],
])("%s: %s, then %i and %i charges", async (name, code, first, last) => {
  await using client = await openRawClient();
  await client.world.play(name, `+${TO}`);
  expect((await client.refill(TO)).body["statusCode"]).toBe(code);
  expect(client.world.books()).toHaveLength(first);
  await client.advance(20_000);
  expect(client.world.books()).toHaveLength(last);
});

test("a voucher is good once, with its serial number, and for nobody's money", async () => {
  await using client = await openRawClient();
  const voucher = (code: string, serialNumber: string) =>
    client.refill(TO, { refillType: "voucher", voucherActivationCode: code, serialNumber });
  const code = "4410000000010000";
  expect((await voucher(code, "SN0000000009")).body["statusCode"]).toBe("5001");
  expect((await voucher(code, "SN0000000001")).body).toMatchObject({
    data: { amount: "100.00", serialStatus: "Used" },
  });
  expect((await voucher(code, "SN0000000001")).body["statusCode"]).toBe("5001");
  expect((await voucher("4410000000005000", "SN0000000002")).body["statusCode"]).toBe("5001");
  expect(client.world.books()).toEqual([]);
});
