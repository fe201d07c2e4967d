import { expect, test } from "vitest";
import {
  type Answer,
  campaign,
  type Fields,
  MERCHANT,
  NUMBER,
  openRawClient,
  type RawClient,
  transactionOf,
} from "./testing/raw-client.ts";

let refunds = 0;

/** Gives back a charge of 100 naira, but for the given fields. */
function refund(client: RawClient, charged: Answer, fields: Fields = {}): Promise<Answer> {
  return client.call("/v2.2/refund", {
    msisdn: NUMBER,
    campaign: campaign("one-off"),
    merchant: MERCHANT,
    amount: "-100",
    currency: "NGN",
    correlator: `refund-${++refunds}`,
    transaction: String(transactionOf(charged)["transaction_id"]),
    ...fields,
  });
}

test("a refund answers as documented, and stands in the books under its charge", async () => {
  await using client = await openRawClient();
  const charged = await client.charge({ correlator: "sale-1" });
  const { body } = await refund(client, charged, { correlator: "back-1" });
  expect(body).toMatchObject({
    success: {
      type: "refund",
      amount: "-100.0",
      correlator: "back-1",
      transaction: { status: "REFUNDED", transaction_id: "700000002" },
    },
  });
  expect(client.world.books()).toMatchObject([
    { kind: "charge", provider_reference: "700000001", attempt: "sale-1" },
    {
      kind: "reversal",
      provider_reference: "700000001",
      receipt: "700000002",
      amount_minor: "10000",
      attempt: "sale-1",
    },
  ]);
  expect(client.balanceOf(NUMBER)).toBe("1000000");
});

test("no more is given back than was taken", async () => {
  await using client = await openRawClient();
  const charged = await client.charge();
  const give = async (amount: string) => transactionOf(await refund(client, charged, { amount }))["status"];
  expect(await give("-40")).toBe("REFUNDED");
  expect(await give("-60.01")).toBe("NOT_SUPPORTED");
  expect(await give("-60")).toBe("REFUNDED");
  expect(await give("-0.01")).toBe("NOT_SUPPORTED");
  expect(client.balanceOf(NUMBER)).toBe("1000000");
});

test("an operator without partial refunds gives all back, once", async () => {
  await using client = await openRawClient();
  const bahrain = { msisdn: "97330001234", currency: "BHD" };
  const charged = await client.charge({ ...bahrain, amount: "1.000" });
  expect((await refund(client, charged, { ...bahrain, amount: "-0.250" })).body).toEqual({
    error: {
      category: "Request Validation",
      code: "2014",
      message:
        "Zain Bahrain does not support partial refund. Refunded amount (0.250) did not match original amount (1.000)",
    },
  });
  const whole = { ...bahrain, amount: "-1" };
  expect(transactionOf(await refund(client, charged, whole))["status"]).toBe("REFUNDED");
  expect(transactionOf(await refund(client, charged, whole))["status"]).toBe("NOT_SUPPORTED");
});

test("what was never charged is not given back", async () => {
  await using client = await openRawClient();
  const declined = await client.charge({ msisdn: "2348090009104" });
  const answer = await refund(client, declined, { msisdn: "2348090009104" });
  expect(answer.body).toMatchObject({ error: { transaction: { status: "NOT_SUPPORTED" } } });
});

test("a charge of another customer or service is not found", async () => {
  await using client = await openRawClient();
  const charged = await client.charge();
  for (const fields of [{ msisdn: "2348090005678" }, { campaign: campaign("no-sms") }])
    expect((await refund(client, charged, fields)).body).toMatchObject({ error: { code: "2033" } });
});

test("a refund's answer can be lost although it was done", async () => {
  await using client = await openRawClient();
  const charged = await client.charge();
  await client.world.play("no_answer_charged", `+${NUMBER}`);
  expect((await refund(client, charged)).body).toMatchObject({ error: { code: "No resources" } });
  expect(client.balanceOf(NUMBER)).toBe("1000000");
});

test("a closed account takes nothing back", async () => {
  await using client = await openRawClient();
  const charged = await client.charge();
  await client.world.play("account_suspended", `+${NUMBER}`);
  expect(transactionOf(await refund(client, charged))["status"]).toBe("ACCOUNT_SUSPENDED");
});
