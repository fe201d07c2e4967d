import { expect, test } from "vitest";
import { type Fields, openRawClient, type RawClient } from "./testing/raw-client.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const ID = "6a1d2a5e-43c1-4c9b-8d3e-2f6f3f7f9a01";
const payer = (payerId: string): Fields => ({ correlatorId: ID, payer: { payerId } });

const told = (client: RawClient): readonly unknown[] =>
  client.receiver.received.map(({ body }) => (body as { readonly data: Fields }).data["status"]);

test("one POST at the end, in the words of the status call", async () => {
  await using client = await openRawClient();
  const transactionid = "HK000000000000000042";
  await client.call("POST", "/v1/payments", {
    headers: { transactionid },
    body: {
      correlatorId: ID,
      transactionType: "Payment",
      callbackURL: `${client.receiver.url}/hook?order=7`,
      totalAmount: { amount: 125.5, units: "ZAR" },
      paymentMethod: { type: "Mobile Money" },
      payer: { payerId: "27832000046" },
    },
  });
  await client.advance(3 * SECOND_MS - 1);
  expect(client.receiver.received).toEqual([]);
  await client.advance(30 * MINUTE_MS);
  const { body } = await client.status(ID);
  const { sequenceNo: _its_own, _links, ...same } = body;
  expect(client.receiver.received).toMatchObject([
    {
      method: "POST",
      path: "/hook?order=7",
      headers: { transactionid, "content-type": "application/json;charset=UTF-8" },
      body: same,
    },
  ]);
});

test.each([
  ["27832000063", ["Rejected"]],
  ["27832000070", ["Expired"]],
  ["27832000066", ["Successful"]],
  ["27832000067", ["Failed"]],
  ["27832000071", ["Expired", "Successful"]],
  ["27832000086", ["Successful", "Reversed"]],
  ["27832000090", []],
  ["27832000091", ["Successful", "Successful"]],
  ["27832000094", ["Rejected"]],
  ["27832000095", ["Successful", "Rejected"]],
])("%s is told of with %s", async (number, words) => {
  await using client = await openRawClient();
  await client.settle(client.pay(payer(number)));
  await client.advance(30 * MINUTE_MS);
  expect(told(client)).toEqual(words);
});

test("27832000094: the callback lies, the status call does not", async () => {
  await using client = await openRawClient();
  await client.pay(payer("27832000094"));
  await client.advance(3 * SECOND_MS);
  expect([told(client), await client.outcome(ID)]).toEqual([["Rejected"], "Successful"]);
});

test("27832000095: somebody claims success before the payer has answered", async () => {
  await using client = await openRawClient();
  await client.pay(payer("27832000095"));
  await client.advance(SECOND_MS);
  expect([told(client), await client.outcome(ID)]).toEqual([["Successful"], "Pending"]);
});

test("27832000092: ten minutes late", async () => {
  await using client = await openRawClient();
  await client.pay(payer("27832000092"));
  await client.advance(3 * SECOND_MS + 10 * MINUTE_MS - 1);
  expect([await client.outcome(ID), told(client)]).toEqual(["Successful", []]);
  await client.advance(1);
  expect(told(client)).toEqual(["Successful"]);
});

test("27832000093: the callback is there before the answer, which still says Pending", async () => {
  await using client = await openRawClient();
  const answer = await client.pay(payer("27832000093"));
  expect([answer.status, told(client)]).toEqual([201, ["Successful"]]);
  await client.advance(MINUTE_MS);
  expect([await client.outcome(ID), told(client)]).toEqual(["Successful", ["Successful"]]);
});

test("nobody is told twice by default; with more attempts, until a 2xx comes back", async () => {
  await using client = await openRawClient();
  client.receiver.answerWith(500);
  await client.payByAirtime();
  await client.advance(10 * MINUTE_MS);
  expect(client.receiver.received).toHaveLength(1);
  client.set({ callback_attempts: 4 });
  client.receiver.answerWith(500, 302, 204);
  await client.payByAirtime();
  await client.advance(2 * MINUTE_MS - 1);
  expect(client.receiver.received).toHaveLength(3);
  await client.advance(10 * MINUTE_MS);
  expect(client.receiver.received).toHaveLength(4);
  client.receiver.answerWith(500, 500, 500, 500, 500);
  await client.payByAirtime();
  await client.advance(10 * MINUTE_MS);
  expect(client.receiver.received).toHaveLength(8);
});

test.each([
  ["27832000046", ["Successful", "Rejected"]],
  ["27832000063", ["Rejected", "Successful"]],
])("a callback about %s can be contradicted", async (number, words) => {
  await using client = await openRawClient();
  client.world.faults.add([{ kind: "contradict_callback" }]);
  await client.pay(payer(number));
  await client.advance(10 * SECOND_MS);
  expect(told(client)).toEqual(words);
  expect(client.receiver.received.map(({ body }) => body["correlatorId"])).toEqual([ID, ID]);
});
