import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { codeLedger } from "../../../../test/support/code-ledger.ts";
import type { Json } from "../../../connector/simulator.ts";
import { openRawClient, type RawClient } from "./testing/raw-client.ts";

const ledger = codeLedger("reached");

type Fields = Readonly<Record<string, string | undefined>>;

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** Longer than the first silence, the hour of retries after it, and the silence of the last of them. */
const THE_HOUR_MS = 63 * MINUTE_MS;

/** What the provider's page says of each code. */
const page: Readonly<Record<string, readonly [status: string, remark: string]>> = {
  "100": ["ORDER_RECEIVED", "Awaiting Processing"],
  "199": ["ORDER_RECEIVED", "Unspecified Error"],
  "300": ["ORDER_PROCESSED", "Awaiting Network Response"],
  "399": ["ORDER_PROCESSED", "Unspecified Error"],
  "200": ["ORDER_COMPLETED", "successful"],
  "201": ["ORDER_COMPLETED", "Network Unresponsive"],
  "299": ["ORDER_COMPLETED", "Unspecified Error"],
  "400": ["ORDER_ERROR", "INVALID_CREDENTIALS"],
  "401": ["ORDER_ERROR", "MISSING_CREDENTIALS"],
  "402": ["ORDER_ERROR", "MISSING_USERID"],
  "403": ["ORDER_ERROR", "MISSING_APIKEY"],
  "404": ["ORDER_ERROR", "MISSING_MOBILENETWORK"],
  "405": ["ORDER_ERROR", "MISSING_AMOUNT"],
  "406": ["ORDER_ERROR", "INVALID_AMOUNT"],
  "407": ["ORDER_ERROR", "MINIMUM_100"],
  "408": ["ORDER_ERROR", "MINIMUM_50000"],
  "409": ["ORDER_ERROR", "INVALID_RECIPIENT"],
  "410": ["ORDER_ERROR", "INVALID_API_ERROR1"],
  "411": ["ORDER_ERROR", "INVALID_API_ERROR2"],
  "412": ["ORDER_ERROR", "INSUFFICIENT_APIAMOUNT"],
  "413": ["ORDER_ERROR", "INVALID_API"],
  "414": ["ORDER_ERROR", "INVALID_PAYMENT_OPTION"],
  "415": ["ORDER_ERROR", "INSUFFICIENT_APISTOREDEALERAMOUNT"],
  "416": ["ORDER_ERROR", "INSUFFICIENT_APISTOREAMOUNT"],
  "417": ["ORDER_ERROR", "INSUFFICIENT_BALANCE"],
  "418": ["ORDER_ERROR", "INVALID_MOBILENETWORK"],
  "499": ["ORDER_ERROR", "Unspecified Error"],
  "600": ["ORDER_ONHOLD", "Network Error"],
  "601": ["ORDER_ONHOLD", "Your request cannot be processed at this time"],
  "602": ["ORDER_ONHOLD", "Your account has been credited back for failed Txn"],
  "603": ["ORDER_ONHOLD", "the process failed"],
  "604": ["ORDER_ONHOLD", "Transaction Failure"],
  "605": ["ORDER_ONHOLD", "Failed recharge"],
  "606": ["ORDER_ONHOLD", "By APIUser"],
  "699": ["ORDER_ONHOLD", "Unspecified Error"],
  "500": ["ORDER_CANCELLED", "By APIUser"],
  "501": ["ORDER_CANCELLED", "By Server"],
  "506": ["ORDER_CANCELLED", "Server Busy"],
  "507": ["ORDER_CANCELLED", "Network Error"],
  "508": ["ORDER_CANCELLED", "Your request cannot be processed at this time"],
  "509": ["ORDER_CANCELLED", "Your account has been credited back for failed Txn"],
  "510": ["ORDER_CANCELLED", "the process failed"],
  "511": ["ORDER_CANCELLED", "Transaction Failure"],
  "512": ["ORDER_CANCELLED", "request is not valid"],
  "513": ["ORDER_CANCELLED", "Failed recharge"],
  "514": ["ORDER_CANCELLED", "Transaction rejected"],
  "515": ["ORDER_CANCELLED", "The receivers account is in the wrong state"],
  "516": ["ORDER_CANCELLED", "is not a valid MTN Subscriber"],
  "517": ["ORDER_CANCELLED", "is not eligible for this offer"],
  "518": ["ORDER_CANCELLED", "the subscriber you are trying to Buy data for is not eligible"],
  "519": ["ORDER_CANCELLED", "You already have a Data Plan yet to be activated"],
  "520": ["ORDER_CANCELLED", "you are not gifting to a valid Globacom user"],
  "521": ["ORDER_CANCELLED", "Order already completed, cancelled or refunded"],
  "599": ["ORDER_CANCELLED", "Unspecified Error"],
};

/** How each refusal comes about. */
const refusals: Readonly<Record<string, Fields>> = {
  "400": { APIKey: "WRONG" },
  "401": { UserID: undefined, APIKey: undefined },
  "402": { UserID: "" },
  "403": { APIKey: "" },
  "404": { MobileNetwork: "" },
  "405": { Amount: "" },
  "406": { Amount: "a hundred" },
  "407": { Amount: "99" },
  "408": { Amount: "50001" },
  "409": { MobileNumber: "12345" },
  "410": { MobileNumber: "08030000410" },
  "411": { MobileNumber: "08030000411" },
  "412": { UserID: "CK100000006" },
  "413": { UserID: "CK100000004" },
  "414": { UserID: "CK100000005" },
  "415": { UserID: "CK100000007" },
  "416": { UserID: "CK100000008" },
  "417": { UserID: "CK100000002" },
  "418": { MobileNetwork: "1" },
  "499": { MobileNumber: "08030000499" },
};

interface Cause {
  readonly airtime?: Fields;
  readonly data?: Fields;
  readonly settings?: Readonly<Record<string, Json>>;
  readonly after_ms?: number;
}

const operator = (operator_answers: string): Cause => ({ settings: { operator_answers } });
const heldForTheHour = (code: string): Cause => ({ ...operator(code), after_ms: THE_HOUR_MS });

/** How an order comes to each code, where nobody calls Cancel. Without `after_ms`: after three seconds. */
const orders: Readonly<Record<string, readonly Cause[]>> = {
  "100": [{ after_ms: 0 }],
  "199": [{ airtime: { MobileNumber: "08030000199" } }],
  "300": [{ after_ms: SECOND_MS }, { airtime: { MobileNumber: "08030000300" }, after_ms: THE_HOUR_MS }],
  "399": [{ airtime: { MobileNumber: "08030000399" } }],
  "200": [{}, { data: {} }],
  "201": [{ ...operator("silent"), after_ms: 61 * SECOND_MS }],
  "299": [{ airtime: { MobileNumber: "08030000299" } }],
  "600": [operator("600")],
  "601": [operator("601")],
  "602": [operator("602")],
  "603": [operator("603")],
  "604": [operator("604")],
  "605": [operator("605")],
  "606": [operator("606")],
  "699": [operator("699")],
  "500": [heldForTheHour("606")],
  "501": [{ ...operator("silent"), after_ms: THE_HOUR_MS }, operator("501")],
  "506": [{ settings: { server_busy: true } }, { airtime: { MobileNumber: "08030000506" } }],
  "507": [heldForTheHour("600"), operator("507")],
  "508": [heldForTheHour("601"), operator("508")],
  "509": [heldForTheHour("602"), operator("509")],
  "510": [heldForTheHour("603"), operator("510")],
  "511": [heldForTheHour("604"), operator("511")],
  "512": [{ airtime: { Amount: "150.50" } }],
  "513": [heldForTheHour("605"), operator("513")],
  "514": [{ airtime: { MobileNetwork: "04" } }, { airtime: { MobileNetwork: "03" } }],
  "515": [{ airtime: { MobileNumber: "08030000515" } }, { data: { MobileNumber: "08030000515" } }],
  "516": [
    { airtime: { MobileNumber: "08050000001" } },
    { data: { MobileNumber: "08020000001" } },
    { airtime: { MobileNumber: "08030000516" } },
    { airtime: { MobileNumber: "08040000001" } },
  ],
  "517": [{ data: { DataPlan: "2000.01" } }, { airtime: { MobileNumber: "08030000517" } }],
  "518": [{ data: { MobileNumber: "08030000518" } }],
  "519": [{ data: { MobileNumber: "08030000519" } }],
  "520": [
    { airtime: { MobileNetwork: "02" } },
    { data: { MobileNetwork: "02", DataPlan: "1000" } },
    { airtime: { MobileNetwork: "02", MobileNumber: "08050000520" } },
  ],
  "599": [heldForTheHour("699"), operator("599")],
};

test("the provider's page has 54 codes, and each is reached here", () => {
  expect(Object.keys(page)).toHaveLength(54);
  const reached = [...Object.keys(refusals), ...Object.keys(orders), "521"];
  expect(reached.sort()).toEqual(Object.keys(page).sort());
});

test.each(Object.entries(refusals))("%s is refused by its cause", async (code, fields) => {
  await using client = await openRawClient();
  expect((await client.airtime(fields)).body).toEqual({ status: page[code]?.[1] });
  client.set({ refusal_form: "word_with_number" });
  expect((await client.airtime(fields)).body).toEqual({ statuscode: code, status: page[code]?.[1] });
  expect(client.world.books()).toEqual([]);
  ledger.note("nellobytes", code);
});

const everyCause = Object.entries(orders).flatMap(([code, causes]) =>
  causes.map((cause) => [code, cause] as const),
);

test.each(everyCause)("an order comes to %s by %o", async (code, cause) => {
  await using client = await openRawClient();
  client.set(cause.settings ?? {});
  const answer = await (cause.data === undefined ? client.airtime(cause.airtime) : client.data(cause.data));
  expect(answer.body).toMatchObject({ statuscode: "100", status: "ORDER_RECEIVED" });
  await client.advance(cause.after_ms ?? 3 * SECOND_MS);
  const [status, remark = ""] = page[code] ?? [];
  expect(await client.query(answer.body["orderid"])).toMatchObject({
    statuscode: code,
    status,
    remark: expect.stringContaining(remark),
  });
  ledger.note("nellobytes", code);
});

test("521 is the answer to a Cancel that comes too late", async () => {
  await using client = await openRawClient();
  const order_id = await client.order();
  await client.advance(3 * SECOND_MS);
  const fixture: unknown = JSON.parse(
    readFileSync(new URL("../fixtures/cancel-too-late.json", import.meta.url), "utf8"),
  );
  const { body } = fixture as { readonly body: string };
  expect(await client.cancel(order_id)).toEqual({ ...JSON.parse(body), orderid: order_id });
  expect(await client.codeOf(order_id)).toBe("200");
  ledger.note("nellobytes", "521");
});

async function reach(client: RawClient, MobileNumber: string): Promise<unknown> {
  const order_id = await client.order({ MobileNumber });
  await client.advance(THE_HOUR_MS + 10 * MINUTE_MS);
  return client.codeOf(order_id);
}

test.each([
  ["08030000201", "501"],
  ["08030000501", "501"],
  ["08030000507", "507"],
  ["08030000508", "508"],
  ["08030000509", "509"],
  ["08030000510", "510"],
  ["08030000511", "511"],
  ["08030000512", "512"],
  ["08030000513", "513"],
  ["08030000514", "514"],
  ["08030000599", "599"],
  ["08030000600", "507"],
  ["08030000601", "508"],
  ["08030000602", "509"],
  ["08030000603", "510"],
  ["08030000604", "511"],
  ["08030000605", "513"],
  ["08030000606", "500"],
  ["08030000699", "599"],
  ["08030000899", "899"],
  ["08030000100", "100"],
  ["08030000199", "199"],
  ["08030001499", "499"],
])("magic number %s ends at %s, twice in a row", async (number, code) => {
  await using client = await openRawClient();
  expect(await reach(client, number)).toBe(code);
  expect(await reach(client, number)).toBe(code);
});

test.each([
  ["08030000412", "INSUFFICIENT_APIAMOUNT"],
  ["08030000413", "INVALID_API"],
  ["08030000414", "INVALID_PAYMENT_OPTION"],
  ["08030000415", "INSUFFICIENT_APISTOREDEALERAMOUNT"],
  ["08030000416", "INSUFFICIENT_APISTOREAMOUNT"],
  ["08030000417", "INSUFFICIENT_BALANCE"],
])("magic number %s is refused with %s", async (MobileNumber, status) => {
  await using client = await openRawClient();
  expect((await client.airtime({ MobileNumber })).body).toEqual({ status });
});

ledger.keep();
