import { describe, expect, test } from "vitest";
import { openRawClient } from "./testing/raw-client.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** An order at 600 whose first retry has begun and will succeed half a minute later. */
const RETRY_ON_ITS_WAY_MS = 3 * SECOND_MS + 5 * MINUTE_MS + SECOND_MS;

test.each([
  ["100, in the queue", {}, 0],
  ["100, for good", { MobileNumber: "08030000100" }, 75 * MINUTE_MS],
  ["199", { MobileNumber: "08030000199" }, MINUTE_MS],
  ["600, between two retries", { MobileNumber: "08030000600" }, 7 * MINUTE_MS],
  ["602", { MobileNumber: "08030000602" }, MINUTE_MS],
  ["699", { MobileNumber: "08030000699" }, MINUTE_MS],
])("an order at %s is cancelled, and the money is back", async (_case, fields, after_ms) => {
  await using client = await openRawClient();
  const order_id = await client.order(fields);
  await client.advance(after_ms);
  const cancelled = { statuscode: "500", status: "ORDER_CANCELLED", remark: "By APIUser" };
  expect(await client.cancel(order_id)).toEqual({ orderid: order_id, ...cancelled });
  expect(await client.query(order_id)).toMatchObject(cancelled);
  expect(await client.balance()).toBe("10,000,000.00");
  await client.advance(75 * MINUTE_MS);
  expect(await client.codeOf(order_id)).toBe("500");
  expect(client.world.books()).toHaveLength(2);
});

test.each([
  ["300", {}, SECOND_MS, "300"],
  ["200", {}, 3 * SECOND_MS, "200"],
  ["201", { MobileNumber: "08030000201" }, 2 * MINUTE_MS, "201"],
  ["299", { MobileNumber: "08030000299" }, MINUTE_MS, "299"],
  ["399", { MobileNumber: "08030000399" }, MINUTE_MS, "399"],
  ["499", { MobileNumber: "08030001499" }, MINUTE_MS, "499"],
  ["511", { MobileNumber: "08030000511" }, MINUTE_MS, "511"],
  ["899", { MobileNumber: "08030000899" }, 15 * MINUTE_MS, "899"],
])("for an order at %s it is too late, and nothing changes", async (_case, fields, after_ms, code) => {
  await using client = await openRawClient();
  const order_id = await client.order(fields);
  await client.advance(after_ms);
  const before = [await client.balance(), client.world.books()];
  expect(await client.cancel(order_id)).toMatchObject({ statuscode: "521", status: "ORDER_CANCELLED" });
  expect(await client.codeOf(order_id)).toBe(code);
  expect([await client.balance(), client.world.books()]).toEqual(before);
});

describe("a Cancel that meets a retry on its way", () => {
  test("is answered with 606 and loses to a success", async () => {
    await using client = await openRawClient();
    const order_id = await client.order({ MobileNumber: "08030001606" });
    await client.advance(RETRY_ON_ITS_WAY_MS);
    expect(await client.codeOf(order_id)).toBe("600");
    const held = { statuscode: "606", status: "ORDER_ONHOLD", remark: "By APIUser" };
    expect(await client.cancel(order_id)).toEqual({ orderid: order_id, ...held });
    expect(await client.cancel(order_id), "once more").toMatchObject(held);
    await client.advance(MINUTE_MS);
    expect(await client.codeOf(order_id)).toBe("200");
    expect(client.world.books().map(({ kind }) => kind)).toEqual(["charge"]);
  });

  test("can be answered with 500, which is not how it ends", async () => {
    await using client = await openRawClient();
    const order_id = await client.order({ MobileNumber: "08030002606" });
    await client.advance(RETRY_ON_ITS_WAY_MS);
    expect(await client.cancel(order_id)).toMatchObject({ statuscode: "500", status: "ORDER_CANCELLED" });
    await client.advance(MINUTE_MS);
    expect(await client.codeOf(order_id)).toBe("200");
  });

  test.each(["silent", "600", "511", "late"])("wins against an operator that is %s", async (reaction) => {
    await using client = await openRawClient();
    client.set({ operator_answers: "600" });
    const order_id = await client.order();
    await client.advance(3 * SECOND_MS + 4 * MINUTE_MS);
    client.set({ operator_answers: reaction, answer_after_ms: 10_000 });
    await client.advance(MINUTE_MS + SECOND_MS);
    expect(await client.cancel(order_id)).toMatchObject({ statuscode: "606" });
    await client.advance(MINUTE_MS);
    expect(await client.codeOf(order_id)).toBe("500");
    await client.advance(75 * MINUTE_MS);
    expect(await client.codeOf(order_id)).toBe("500");
    expect(await client.balance()).toBe("10,000,000.00");
  });
});

test("an order cannot be cancelled by its RequestID, by another account, or by a wrong number", async () => {
  await using client = await openRawClient();
  const OrderID = await client.order({ RequestID: "CANCEL0001" });
  const unknown = { status: "INVALID_ORDERID" };
  expect((await client.call("APICancelV1", { RequestID: "CANCEL0001" })).body).toEqual(unknown);
  expect((await client.call("APICancelV1", { UserID: "CK100000002", OrderID })).body).toEqual(unknown);
  expect(await client.cancel("1")).toEqual(unknown);
  expect(await client.codeOf(OrderID)).toBe("100");
});
