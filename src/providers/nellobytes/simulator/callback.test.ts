import { expect, test } from "vitest";
import { openRawClient } from "./testing/raw-client.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

test("one GET at the end, with the fields in the query and other names than Query has", async () => {
  await using client = await openRawClient();
  const order_id = await client.order({ RequestID: "HK00000000000000A1" });
  await client.advance(3 * SECOND_MS - 1);
  expect(client.receiver.received).toEqual([]);
  await client.advance(75 * MINUTE_MS);
  expect(client.receiver.received).toEqual([
    {
      method: "GET",
      path: "/hook",
      fields: {
        orderdate: "14th-Mar-2026",
        orderid: order_id,
        requestid: "HK00000000000000A1",
        statuscode: "200",
        orderstatus: "ORDER_COMPLETED",
        orderremark: "Top up of N100.00 to 2348030000001 was successful.",
      },
    },
  ]);
});

test("a query that the URL has already stays, and blanks are written as %20", async () => {
  await using client = await openRawClient();
  await client.order({ CallBackURL: `${client.receiver.url}/hook?order=7` });
  await client.advance(3 * SECOND_MS);
  expect(client.receiver.received).toMatchObject([{ fields: { order: "7", statuscode: "200" } }]);
  expect(JSON.stringify(client.world.journal(1))).toContain("?order=7&orderdate=14th-Mar-2026&");
  expect(JSON.stringify(client.world.journal(1))).toContain("orderremark=Top%20up%20of%20N100.00");
});

test("the same fields can come as JSON in a POST", async () => {
  await using client = await openRawClient();
  client.set({ callback_form: "json" });
  const order_id = await client.order();
  await client.advance(3 * SECOND_MS);
  expect(client.receiver.received).toMatchObject([
    { method: "POST", fields: { orderid: order_id, requestid: "", statuscode: "200" } },
  ]);
});

test("no URL, no callback; a URL that nobody listens at does no harm", async () => {
  await using client = await openRawClient();
  const orders = [
    await client.order({ CallBackURL: undefined }),
    await client.order({ CallBackURL: "no URL" }),
    await client.order({ CallBackURL: "http://127.0.0.1:1/" }),
  ];
  await client.advance(3 * SECOND_MS);
  for (const order_id of orders) expect(await client.codeOf(order_id)).toBe("200");
  expect(client.receiver.received).toEqual([]);
});

test.each([
  ["cancelled", "08030000511", ["511"]],
  ["cancelled after the hour", "08030000201", ["501"]],
  ["completed and refunded", "08030000899", ["200", "899"]],
  ["lost", "08030008001", []],
  ["doubled", "08030008002", ["200", "200"]],
  ["forged", "08030008005", ["200", "511"]],
  ["at every change", "08030008006", ["100", "300", "600", "201", "200"]],
  ["with a code off the list", "08030000522", ["522"]],
])("%s: %s", async (_case, MobileNumber, codes) => {
  await using client = await openRawClient();
  await client.order({ MobileNumber });
  await client.advance(75 * MINUTE_MS);
  expect(client.receiver.received.map(({ fields }) => fields["statuscode"])).toEqual(codes);
});

test("08030008005: the forged one is told apart by nothing but a query", async () => {
  await using client = await openRawClient();
  const order_id = await client.order({ MobileNumber: "08030008005" });
  await client.advance(SECOND_MS - 1);
  expect(client.receiver.received).toMatchObject([
    { fields: { orderid: order_id, statuscode: "200", orderstatus: "ORDER_COMPLETED" } },
  ]);
  expect(await client.codeOf(order_id)).toBe("100");
});

test("08030000522: the word is that of a completion, and a query says 200", async () => {
  await using client = await openRawClient();
  const order_id = await client.order({ MobileNumber: "08030000522" });
  await client.advance(3 * SECOND_MS);
  expect(client.receiver.received).toMatchObject([
    { fields: { statuscode: "522", orderstatus: "ORDER_COMPLETED" } },
  ]);
  expect(await client.codeOf(order_id)).toBe("200");
});

test("08030008003: ten minutes late", async () => {
  await using client = await openRawClient();
  const order_id = await client.order({ MobileNumber: "08030008003" });
  await client.advance(3 * SECOND_MS + 10 * MINUTE_MS - 1);
  expect([await client.codeOf(order_id), client.receiver.received]).toEqual(["200", []]);
  await client.advance(1);
  expect(client.receiver.received).toMatchObject([{ fields: { statuscode: "200" } }]);
});

test("08030008004: the callback is there before the reply, which still says 100", async () => {
  await using client = await openRawClient();
  let answered = false;
  let answeredBefore: boolean | undefined;
  client.receiver.whenCalled(async () => {
    answeredBefore = answered;
  });
  const answer = await client.airtime({ MobileNumber: "08030008004" });
  answered = true;
  expect(answeredBefore).toBe(false);
  expect(client.receiver.received).toMatchObject([{ fields: { statuscode: "200" } }]);
  expect(answer.body).toMatchObject({ statuscode: "100", status: "ORDER_RECEIVED" });
  expect(await client.codeOf(answer.body["orderid"])).toBe("200");
});

test("an order that completes at once can have its callback before the reply too", async () => {
  await using client = await openRawClient();
  client.set({ completed_at_once: true, callback_early: true });
  expect((await client.airtime()).body).toMatchObject({ statuscode: "200" });
  await client.advance(MINUTE_MS);
  expect(client.receiver.received).toHaveLength(1);
});
