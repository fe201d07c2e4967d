import { describe, expect, test } from "vitest";
import { openRawClient, type RawClient } from "./testing/raw-client.ts";

const RequestID = "HK00000000000000B2";

async function byRequest(client: RawClient): Promise<Readonly<Record<string, unknown>>> {
  return (await client.call("APIQueryV1", { RequestID })).body;
}

/** For a setting that holds for everybody, and for the number to which the same always happens. */
function bothWays(fault: string, MobileNumber: string) {
  return [
    [fault, { [fault]: true }, { RequestID }],
    [MobileNumber, {}, { RequestID, MobileNumber }],
  ] as const;
}

const page = (title: string): string => `<html><body><h1>${title}</h1></body></html>`;

describe("a reply that says nothing of the order, which is there and completes", () => {
  test.each([
    ...bothWays("page_with_order", "08030009500").map(
      (way) => [...way, page("Internal Server Error")] as const,
    ),
    ...bothWays("empty_reply", "08030009010").map((way) => [...way, "{}"] as const),
    ...bothWays("refused_with_order", "08030009410").map(
      (way) => [...way, '{"status":"INVALID_API_ERROR1"}'] as const,
    ),
  ])("%s", async (_case, settings, fields, text) => {
    await using client = await openRawClient();
    client.set(settings);
    expect((await client.airtime(fields)).text).toBe(text);
    await client.advance(3_000);
    expect(await byRequest(client)).toMatchObject({ requestid: RequestID, statuscode: "200" });
    expect(client.receiver.received).toMatchObject([{ fields: { requestid: RequestID, statuscode: "200" } }]);
  });

  test.each(bothWays("number_only_reply", "08030009011"))("%s", async (_case, settings, fields) => {
    await using client = await openRawClient();
    client.set(settings);
    const { body } = await client.airtime(fields);
    expect(body).toEqual({ ORDER_ID: expect.stringMatching(/^\d{10}$/) });
    await client.advance(3_000);
    expect(await client.codeOf(body["ORDER_ID"])).toBe("200");
  });

  test.each(bothWays("reply_lost", "08030009001"))("%s", async (_case, settings, fields) => {
    await using client = await openRawClient();
    client.set(settings);
    await expect(client.airtime(fields)).rejects.toThrow("fetch failed");
    await client.advance(3_000);
    expect(await byRequest(client)).toMatchObject({ statuscode: "200" });
  });

  test.each(bothWays("reply_never_comes", "08030009003"))("%s", async (_case, settings, fields) => {
    await using client = await openRawClient();
    client.set(settings);
    const never = client.airtime(fields).catch(() => "broken off with the sandbox");
    await expect.poll(() => client.world.books().length).toBe(1);
    await client.advance(3_000);
    expect(await byRequest(client)).toMatchObject({ statuscode: "200" });
    expect(await Promise.race([never, "not answered"])).toBe("not answered");
  });
});

describe("a reply that says nothing, and there is no order", () => {
  test.each(bothWays("page_without_order", "08030009503"))("%s", async (_case, settings, fields) => {
    await using client = await openRawClient();
    client.set(settings);
    expect(await client.airtime(fields)).toMatchObject({ status: 503, text: page("Service Unavailable") });
    expect(await byRequest(client)).toEqual({ status: "INVALID_REQUESTID" });
    expect(client.world.books()).toEqual([]);
  });

  test.each(bothWays("request_lost", "08030009002"))("%s", async (_case, settings, fields) => {
    await using client = await openRawClient();
    client.set(settings);
    await expect(client.airtime(fields)).rejects.toThrow("fetch failed");
    expect(await byRequest(client)).toEqual({ status: "INVALID_REQUESTID" });
    expect(client.world.books()).toEqual([]);
  });
});

describe("an order and those who ask for it", () => {
  test("it is found by its number or by its RequestID, and the number goes first", async () => {
    await using client = await openRawClient();
    const OrderID = await client.order({ RequestID });
    expect(await byRequest(client)).toMatchObject({ orderid: OrderID });
    const both = { OrderID: "1", RequestID };
    expect((await client.call("APIQueryV1", both)).body).toEqual({ status: "INVALID_ORDERID" });
    expect((await client.call("APIQueryV1")).body).toEqual({ status: "INVALID_ORDERID" });
  });

  test("it is unknown to other accounts", async () => {
    await using client = await openRawClient();
    const OrderID = await client.order({ RequestID });
    const UserID = "CK100000002";
    expect((await client.call("APIQueryV1", { UserID, OrderID })).body).toEqual({
      status: "INVALID_ORDERID",
    });
    expect((await client.call("APIQueryV1", { UserID, RequestID })).body).toEqual({
      status: "INVALID_REQUESTID",
    });
  });

  test.each(bothWays("query_late", "08030009404"))(
    "%s: unknown for half a minute",
    async (_case, settings, fields) => {
      await using client = await openRawClient();
      client.set(settings);
      const order_id = await client.order(fields);
      await client.advance(29_999);
      expect(await client.query(order_id)).toEqual({ status: "INVALID_ORDERID" });
      expect(await byRequest(client)).toEqual({ status: "INVALID_REQUESTID" });
      expect(await client.cancel(order_id)).toEqual({ status: "INVALID_ORDERID" });
      await client.advance(1);
      expect(await client.codeOf(order_id)).toBe("200");
      expect(await byRequest(client)).toMatchObject({ statuscode: "200" });
    },
  );

  test("08030000200: the reply says 200 at once", async () => {
    await using client = await openRawClient();
    const { body } = await client.airtime({ MobileNumber: "08030000200" });
    expect(body).toMatchObject({ statuscode: "200", status: "ORDER_COMPLETED" });
    await client.advance(60_000);
    expect(client.receiver.received).toHaveLength(1);
    expect(client.world.books()).toHaveLength(1);
  });
});

describe("a RequestID that comes twice", () => {
  test("the reply tells of the order that has it, as it stands", async () => {
    await using client = await openRawClient();
    const order_id = await client.order({ RequestID });
    await client.advance(3_000);
    const { body } = await client.airtime({ RequestID });
    expect(body).toEqual({ orderid: order_id, statuscode: "200", status: "ORDER_COMPLETED" });
    expect(client.world.books()).toHaveLength(1);
  });

  test("it can be refused", async () => {
    await using client = await openRawClient();
    client.set({ repeated_request: "refused" });
    await client.order({ RequestID });
    expect((await client.airtime({ RequestID })).body).toEqual({ status: "DUPLICATE_REQUESTID" });
    expect(client.world.books()).toHaveLength(1);
  });

  test("it can make a second order, and a query by it tells of the first", async () => {
    await using client = await openRawClient();
    client.set({ repeated_request: "second_order" });
    const first = await client.order({ RequestID });
    expect(await client.order({ RequestID })).not.toBe(first);
    expect(await byRequest(client)).toMatchObject({ orderid: first });
    expect(client.world.books()).toHaveLength(2);
  });

  test("it is another's in another account, and none at all where it is empty", async () => {
    await using client = await openRawClient();
    await client.order({ RequestID });
    await client.data({ RequestID, UserID: "CK100000004" });
    await client.order();
    await client.order();
    expect(client.world.books()).toHaveLength(4);
  });
});
