import { expect, test } from "vitest";
import { openRawClient } from "./testing/raw-client.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const FULL = "10,000,000.00";

test("an order is paid when it is accepted, and completion takes nothing more", async () => {
  await using client = await openRawClient();
  expect(await client.balance()).toBe(FULL);
  await client.order({ Amount: "1000" });
  expect(await client.balance()).toBe("9,999,030.00");
  await client.advance(3 * SECOND_MS);
  expect(await client.balance()).toBe("9,999,030.00");
});

test.each([
  ["01", "08030000001", "970"],
  ["02", "08050000001", "920"],
  ["03", "08090000001", "930"],
  ["04", "08020000001", "970"],
])(
  "on network %s the number %s gets 1000 naira of airtime for %s",
  async (MobileNetwork, MobileNumber, paid) => {
    await using client = await openRawClient();
    const order_id = await client.order({ MobileNetwork, MobileNumber, Amount: "1000" });
    await client.advance(3 * SECOND_MS);
    expect(await client.query(order_id)).toMatchObject({ statuscode: "200", amountcharged: paid });
    const phone = client.world.phones().find((line) => line.phone_number === `+234${MobileNumber.slice(1)}`);
    expect(phone?.balance_minor).toBe("100000");
  },
);

test("a part of a thousandth is paid whole", async () => {
  await using client = await openRawClient();
  const order_id = await client.order({ Amount: "100.01" });
  expect(await client.query(order_id)).toMatchObject({ amountcharged: "97.01" });
});

test("a query tells the wallet as it was after the order, whatever came later", async () => {
  await using client = await openRawClient();
  const first = await client.order({ Amount: "1000" });
  await client.order({ Amount: "1000" });
  expect(await client.query(first)).toMatchObject({ walletbalance: "9999030" });
});

test("orders can empty the wallet, and not one thousandth more", async () => {
  await using client = await openRawClient();
  client.set({ limits: "current" });
  for (let order = 0; order < 51; order++) await client.order({ Amount: "200000" });
  expect(await client.balance()).toBe("106,000.00");
  expect((await client.airtime({ Amount: "109278.36" })).body).toEqual({ status: "INSUFFICIENT_BALANCE" });
  await client.order({ Amount: "109278.35" });
  expect(await client.balance()).toBe("0.00");
});

test("08030009701: the money of a cancelled order comes back ten minutes later", async () => {
  await using client = await openRawClient();
  const order_id = await client.order({ MobileNumber: "08030009701" });
  await client.advance(3 * SECOND_MS + 10 * MINUTE_MS - 1);
  expect(await client.codeOf(order_id)).toBe("511");
  expect(await client.balance()).toBe("9,999,903.00");
  await client.advance(1);
  expect(await client.balance()).toBe(FULL);
});

test("08030009702: the money of a cancelled order does not come back", async () => {
  await using client = await openRawClient();
  const order_id = await client.order({ MobileNumber: "08030009702" });
  await client.advance(24 * 60 * MINUTE_MS);
  expect(await client.codeOf(order_id)).toBe("511");
  expect(await client.balance()).toBe("9,999,903.00");
  expect(client.world.books().map(({ kind }) => kind)).toEqual(["charge"]);
});

test("08030000899: a completed order is refunded ten minutes later, and the recipient keeps what came", async () => {
  await using client = await openRawClient();
  const order_id = await client.order({ MobileNumber: "08030000899" });
  await client.advance(3 * SECOND_MS + 10 * MINUTE_MS - 1);
  expect(await client.codeOf(order_id)).toBe("200");
  await client.advance(1);
  expect(await client.query(order_id)).toMatchObject({ statuscode: "899", status: "ORDER_REFUNDED" });
  expect(await client.balance()).toBe(FULL);
  const phone = client.world.phones().find((line) => line.phone_number === "+2348030000899");
  expect(phone?.balance_minor).toBe("10000");
});

test("a book entry names the order, the face value, the number, and what the call carried of ours", async () => {
  await using client = await openRawClient();
  const order_id = await client.order({ RequestID: "HK0001", MobileNumber: "08030000511" });
  await client.data({ RequestID: undefined });
  await client.advance(3 * SECOND_MS);
  const order = { provider_reference: order_id, amount_minor: "10000", currency: "NGN" };
  const about = { ...order, phone_number: "+2348030000511", attempt: "HK0001" };
  expect(client.world.books()).toMatchObject([
    { kind: "charge", ...about },
    { kind: "charge", amount_minor: "60000", attempt: `${client.receiver.url}/hook` },
    { kind: "reversal", ...about },
  ]);
  const receipts = client.world.books().map(({ receipt }) => receipt);
  expect(new Set(receipts).size).toBe(3);
});

test("a phone is never asked for anything", async () => {
  await using client = await openRawClient();
  for (const act of ["approve", "switch_off"] as const)
    expect(await client.world.act("+2348030000001", act)).toBeNull();
  expect(client.world.phones()).toMatchObject([
    { phone_number: "+2348030000001", switched_on: true, prompt: null, currency: "NGN" },
    { phone_number: "+2348050000001" },
  ]);
});
