import { expect, test } from "vitest";
import { type Fields, openRawClient, type RawClient } from "./testing/raw-client.ts";

/** A payment of 10.00 by airtime that succeeded; resolves with the back-end's id. */
async function paid(client: RawClient, payerId = "27832000046"): Promise<string> {
  const { body } = await client.payByAirtime({ payer: { payerId } });
  return String(body["providerTransactionId"]);
}

const back = (authorizationCode: string, amount: number, more: Fields = {}): Fields => ({
  transactionType: "Refund",
  paymentMethod: { type: "Airtime" },
  payer: undefined,
  authorizationCode,
  totalAmount: { amount, units: "ZAR" },
  ...more,
});

test("a refund goes back to where the money came from, in parts, and never beyond the whole", async () => {
  await using client = await openRawClient();
  const original = await paid(client);
  const correlatorId = "refund-0001";
  expect(await client.pay(back(original, 4, { correlatorId }))).toMatchObject({
    status: 200,
    body: { statusCode: "0000", data: { status: "Successful" } },
  });
  expect((await client.pay(back(original, 6.01))).body).toMatchObject({ statusCode: "5001" });
  await client.pay(back(original, 6));
  expect((await client.status(correlatorId)).body).toMatchObject({
    data: { amount: 4, status: "Successful" },
  });
  expect(client.world.books().map(({ kind, amount_minor }) => [kind, amount_minor])).toEqual([
    ["charge", "1000"],
    ["reversal", "400"],
    ["reversal", "600"],
  ]);
  expect(client.world.wallets()).toContainEqual(
    expect.objectContaining({ wallet: "airtime +27832000046", balance_minor: "4250" }),
  );
});

test("a refund of everything that is sent again is the same refund", async () => {
  await using client = await openRawClient();
  const fields = back(await paid(client), 10, { correlatorId: "refund-0001" });
  const first = await client.pay(fields);
  expect((await client.pay(fields)).body["providerTransactionId"]).toBe(first.body["providerTransactionId"]);
  expect(client.world.books()).toHaveLength(2);
});

test.each([
  ["an unknown payment", "FT26073FFFFF", 10, "1000"],
  ["nothing", undefined, 10, "5000"],
  ["too much", "", 10.01, "5001"],
])("a refund of %s is refused: %s, %d, %s", async (_what, name, amount, code) => {
  await using client = await openRawClient();
  const original = await paid(client);
  const authorizationCode = name === "" ? original : name;
  const { body } = await client.pay({ ...back("", amount), authorizationCode });
  expect(body["statusCode"]).toBe(code);
});

test("neither a refund nor a payment in another currency can be paid back", async () => {
  await using client = await openRawClient();
  const original = await paid(client);
  const { body } = await client.pay(back(original, 1));
  expect((await client.pay(back(String(body["providerTransactionId"]), 1))).body["statusCode"]).toBe("5001");
  const inNaira = { totalAmount: { amount: 1, units: "NGN" } };
  expect((await client.pay({ ...back(original, 1), ...inNaira })).body["statusCode"]).toBe("5001");
});

test("two refunds that reach a slow system at once do not pay back more than the whole", async () => {
  await using client = await openRawClient();
  const original = await paid(client);
  client.set({ systems: { ECW: "slow" } });
  const both = [client.pay(back(original, 10)), client.pay(back(original, 10))];
  const answers = await client.settle(Promise.all(both));
  expect(answers.map(({ body }) => body["statusCode"]).sort()).toEqual(["0000", "5001"]);
});

test("a merchant without money cannot pay back", async () => {
  await using client = await openRawClient();
  const original = await paid(client);
  await client.world.setBalance("HAKIKA.MERCHANT ZAR", "999");
  expect(await client.pay(back(original, 10))).toMatchObject({ status: 403, body: { statusCode: "6001" } });
});

test("a refund can leave doubt, too", async () => {
  await using client = await openRawClient();
  const original = await paid(client);
  await client.world.play("timeout_then_paid", "+27832000046");
  const fields = back(original, 10, { correlatorId: "refund-0001" });
  expect((await client.pay(fields)).body["statusCode"]).toBe("3003");
  await client.world.play("complete", "+27832000046");
  expect((await client.status("refund-0001")).body["statusCode"]).toBe("1004");
  await client.advance(20_000);
  expect(await client.outcome("refund-0001")).toBe("Successful");
  expect(client.world.books().map(({ kind }) => kind)).toEqual(["charge", "reversal"]);
});

test("27832000086: what was paid is reversed ten minutes later, less what was refunded", async () => {
  await using client = await openRawClient();
  const { body } = await client.payByAirtime({
    payer: { payerId: "27832000086" },
    correlatorId: "reversed-0001",
  });
  expect((await client.pay(back(String(body["providerTransactionId"]), 4))).status).toBe(200);
  await client.advance(10 * 60_000);
  expect(await client.outcome("reversed-0001")).toBe("Reversed");
  expect(client.world.books().map(({ kind, amount_minor }) => [kind, amount_minor])).toEqual([
    ["charge", "1000"],
    ["reversal", "400"],
    ["reversal", "600"],
  ]);
});
