import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { lagosDate } from "./lagos-time.ts";
import { parseAmount, plain, withCommas } from "./naira.ts";
import { openRawClient } from "./testing/raw-client.ts";

/** The body of a message that stands in the documents or was put together from them. */
function fixture(name: string): Readonly<Record<string, unknown>> {
  const file = new URL(`../fixtures/${name}.json`, import.meta.url);
  return JSON.parse(JSON.parse(readFileSync(file, "utf8")).body);
}

describe("bodies have the fields of the documents, in their order, and every value is a text", () => {
  test("an order that is accepted", async () => {
    await using client = await openRawClient();
    const answer = await client.airtime();
    expect(answer).toMatchObject({ status: 200, type: "text/html" });
    expect(answer.body).toEqual({
      orderid: expect.stringMatching(/^\d{10}$/),
      statuscode: "100",
      status: "ORDER_RECEIVED",
    });
    expect(Object.keys(answer.body)).toEqual(Object.keys(fixture("accepted")));
  });

  test("a query of a completed order", async () => {
    await using client = await openRawClient();
    const order_id = await client.order({ RequestID: "HK00000000000000A1" });
    await client.advance(3_000);
    const body = await client.query(order_id);
    expect(body).toEqual({
      date: "14th-Mar-2026",
      orderid: order_id,
      requestid: "HK00000000000000A1",
      statuscode: "200",
      status: "ORDER_COMPLETED",
      remark: "Top up of N100.00 to 2348030000001 was successful.",
      ordertype: "100 Credit",
      mobilenetwork: "MTN",
      mobilenumber: "08030000001",
      amountcharged: "97",
      walletbalance: "9999903",
    });
    expect(Object.keys(body)).toEqual(Object.keys(fixture("completed")));
  });

  test("the sentence of an operator around a remark", async () => {
    await using client = await openRawClient();
    const order_id = await client.order({ MobileNumber: "08050000001" });
    await client.advance(3_000);
    expect((await client.query(order_id))["remark"]).toBe(fixture("cancelled-wrong-network")["remark"]);
  });

  test("a wallet, with commas, and as many as three decimals", async () => {
    await using client = await openRawClient();
    await client.data({ DataPlan: "1000.00" });
    expect((await client.call("APIWalletBalanceV1")).body).toEqual({
      date: "14th-Mar-2026",
      id: "CK100000001",
      phoneno: "08030000000",
      balance: "9,999,439.875",
    });
  });

  test("a wallet below zero", async () => {
    await using client = await openRawClient();
    const { body } = await client.call("APIWalletBalanceV1", { UserID: "CK100000003" });
    expect(body["balance"]).toBe("-343.85");
  });

  test("the list of data plans, which anybody may read", async () => {
    await using client = await openRawClient();
    for (const script of ["APIDatabundlePlansV2", "APIDatabundlePlansV1"]) {
      const { body } = await client.call(script, { UserID: undefined, APIKey: undefined });
      const networks = body["MOBILE_NETWORK"] as Readonly<Record<string, readonly object[]>>;
      expect(Object.keys(networks)).toEqual(["MTN", "Glo", "m_9mobile", "Airtel"]);
      expect(networks["MTN"]).toMatchObject([
        {
          ID: "01",
          PRODUCT: expect.arrayContaining([
            {
              PRODUCT_CODE: "4",
              PRODUCT_ID: "1000.00",
              PRODUCT_NAME: "1 GB - 30 days",
              PRODUCT_AMOUNT: "560.125",
            },
          ]),
        },
      ]);
    }
  });

  test("an order of data is told under the name and at the price of its plan", async () => {
    await using client = await openRawClient();
    const told: unknown[] = [];
    for (const DataPlan of ["1000", "1000.00", "1000.01"]) {
      const { body } = await client.data({ DataPlan });
      const { ordertype, amountcharged } = await client.query(body["orderid"]);
      told.push([ordertype, amountcharged]);
    }
    expect(told).toEqual([
      ["1 GB - 7 days", "485.5"],
      ["1 GB - 30 days", "560.125"],
      ["1 GB - 60 days", "563.125"],
    ]);
  });
});

describe("what can be written in another way", () => {
  test("codes and order numbers as numbers", async () => {
    await using client = await openRawClient();
    client.set({ numbers_unquoted: true });
    expect((await client.airtime()).text).toMatch(
      /^{"orderid":\d{10},"statuscode":100,"status":"ORDER_RECEIVED"}$/,
    );
  });

  test("JSON that is labelled as such", async () => {
    await using client = await openRawClient();
    client.set({ json_content_type: true });
    expect((await client.airtime()).type).toBe("application/json");
  });

  test.each(["transactionid", "ORDER_ID"])("the number of an order under the name %s", async (name) => {
    await using client = await openRawClient();
    client.set({ order_number_name: name });
    const order_id = (await client.airtime()).body[name];
    expect(await client.query(order_id)).toMatchObject({ [name]: order_id, statuscode: "100" });
    expect(await client.cancel(order_id)).toMatchObject({ [name]: order_id, statuscode: "500" });
  });
});

describe("scripts", () => {
  test("their names and those of their fields may be written in any case", async () => {
    await using client = await openRawClient();
    const { body } = await client.call("apidataBUNDLEv1", {
      mobilenetwork: "01",
      DATAPLAN: "1000.00",
      MobileNumber: "08030000001",
    });
    expect(body).toMatchObject({ statuscode: "100" });
  });

  test("newer versions of the purchase scripts take the same fields", async () => {
    await using client = await openRawClient();
    const fields = { MobileNetwork: "01", MobileNumber: "08030000001" };
    for (const version of ["V2", "V3"]) {
      const airtime = await client.call(`APIAirtime${version}`, { ...fields, Amount: "100" });
      const data = await client.call(`APIDatabundle${version}`, { ...fields, DataPlan: "1000" });
      expect([airtime.body["statuscode"], data.body["statuscode"]]).toEqual(["100", "100"]);
    }
  });

  test.each(["APIRefundV1", "APIQueryV2", "APIAirtimeV4", "index"])("%s is not there", async (script) => {
    await using client = await openRawClient();
    expect(await client.call(script)).toMatchObject({
      status: 404,
      text: "<html><body><h1>Not Found</h1></body></html>",
    });
  });

  test("a POST with everything in its query is as good as a GET; nothing else is", async () => {
    await using client = await openRawClient();
    const fields = { MobileNetwork: "01", MobileNumber: "08030000001", Amount: "100" };
    expect((await client.call("APIAirtimeV1", fields, "POST")).body).toMatchObject({ statuscode: "100" });
    expect(await client.call("APIAirtimeV1", fields, "PUT")).toMatchObject({ status: 405 });
  });

  test("while the purchase scripts are down, the rest works", async () => {
    await using client = await openRawClient();
    const order_id = await client.order();
    client.set({ purchase_scripts_down: true });
    for (const answer of [await client.airtime(), await client.data()]) {
      expect(answer).toMatchObject({ status: 500, text: expect.stringMatching(/^<html>/) });
    }
    expect(await client.codeOf(order_id)).toBe("100");
    client.set({ all_scripts_down: true });
    expect(await client.call("APIQueryV1", { OrderID: order_id })).toMatchObject({ status: 503 });
    expect(client.world.books()).toHaveLength(1);
  });
});

test.each([
  ["2023-07-22T12:00:00Z", "22th-Jul-2023"],
  ["2026-03-01T00:00:00Z", "1th-Mar-2026"],
  ["2026-12-31T22:59:59Z", "31th-Dec-2026"],
  ["2026-12-31T23:00:00Z", "1th-Jan-2027"],
])("%s is %s in Lagos", (at, date) => {
  expect(lagosDate(Date.parse(at))).toBe(date);
});

test.each([
  [0n, "0", "0.00"],
  [5n, "0.005", "0.005"],
  [97_000n, "97", "97.00"],
  [96_500n, "96.5", "96.50"],
  [4_985_280n, "4985.28", "4,985.28"],
  [3_651_449n, "3651.449", "3,651.449"],
  [1_000_000_000n, "1000000", "1,000,000.00"],
  [-343_850n, "-343.85", "-343.85"],
])("%s thousandths are %s, or %s", (amount, short, long) => {
  expect([plain(amount), withCommas(amount)]).toEqual([short, long]);
});

test.each([
  ["100", 100_000n],
  ["100.5", 100_500n],
  ["0100.05", 100_050n],
  ["100.", null],
  [".5", null],
  ["1e3", null],
  ["+100", null],
  ["1 00", null],
])("the amount %s is read as %s", (text, amount) => {
  expect(parseAmount(text)).toBe(amount);
});
