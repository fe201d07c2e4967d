import { expect, test } from "vitest";
import { simulator } from "./index.ts";
import { openRawClient } from "./testing/raw-client.ts";

const PHONE = "+27832000077";
const payer = { payer: { payerId: "27832000077" } };

test("every case has a name of its own, and can be played on any phone", async () => {
  const cases = simulator.magic.filter(({ name }) => name !== undefined);
  const names = cases.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  await using client = await openRawClient();
  for (const name of names) expect(await client.world.play(name ?? "", PHONE)).toBe(true);
  expect(await client.world.play("a case that nobody knows", PHONE)).toBe(false);
  expect(await client.world.play("complete", "+1")).toBe(false);
});

test("a phone that is put into a case behaves as the magic number does, and comes out of it again", async () => {
  await using client = await openRawClient();
  await client.world.play("no_money", PHONE);
  expect((await client.pay(payer)).body["statusCode"]).toBe("6001");
  await client.world.play("blocked", PHONE);
  expect((await client.pay(payer)).body["statusCode"]).toBe("6000");
  await client.world.play("complete", PHONE);
  await client.world.setBalance(PHONE, "12550");
  expect((await client.pay(payer)).status).toBe(201);
});

test("wallets can be filled and emptied, but only those that are there", async () => {
  await using client = await openRawClient();
  expect(await client.world.setBalance("airtime +27832000046", "999")).toBe(true);
  expect((await client.payByAirtime()).body["statusCode"]).toBe("6001");
  expect(await client.world.setBalance("airtime +27832000046", "1000")).toBe(true);
  expect((await client.payByAirtime()).status).toBe(200);
  expect(await client.world.setBalance("+27832000047", "1")).toBe(false);
  expect(client.world.wallets()).toContainEqual({
    wallet: "+27832000046",
    owner: "payer",
    balance_minor: "100000",
    currency: "ZAR",
  });
});

test.each([
  ["status", "GET", "/v1/payments/x/transactionStatus"],
  ["pay", "POST", "/v1/payments"],
  ["profile_v2", "GET", "/v2/customers/27832000046"],
  ["plans", "GET", "/v2/customers/27832000046/plans"],
  ["subscription", "GET", "/v2/customers/27832000046/subscriptions/RBT-GOLD"],
  ["subscription_status", "GET", "/v2/customers/27832000046/subscriptions/RBT-GOLD/status/x"],
  ["debit", "POST", "/v1/customer/bill/debit"],
  ["refill", "PATCH", "/v2/customers/27832000046/plans/refill"],
  ["token", "POST", "/v1/oauth/access_token"],
])("a fault on %s strikes %s %s, and no other call", async (operation, method, path) => {
  await using client = await openRawClient();
  client.world.faults.add([{ kind: "server_error", operation, count: 1 }]);
  expect((await client.call("GET", "/v1/customers/27832000046")).status).toBe(200);
  expect((await client.call(method, path, { body: {} })).status).toBe(503);
});

test("every magic value is described by a sentence, and every operation has a name of its own", () => {
  const described = simulator.magic.map(({ effect }) => effect);
  expect(described.every((effect) => effect.endsWith("."))).toBe(true);
  const operations = simulator.operations?.map(({ name }) => name) ?? [];
  expect(new Set(operations).size).toBe(operations.length);
});

test("the example of the simulator succeeds in a new world", async () => {
  await using client = await openRawClient();
  const { method, path, headers, body } = simulator.example("");
  const answer = await client.call(method, path, { headers: { ...headers, authorization: undefined }, body });
  expect(answer).toMatchObject({ status: 200, body: { statusCode: "0000" } });
  expect(client.world.books()).toHaveLength(1);
});
