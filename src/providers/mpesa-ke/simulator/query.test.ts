import { expect, test } from "vitest";
import { credentials } from "./seed-world.ts";
import { openRawClient } from "./testing/raw-client.ts";

test("an open push: flat, everything a text, 4999", async () => {
  await using client = await openRawClient();
  const { body } = await client.initiate();
  expect(await client.query(body["CheckoutRequestID"])).toEqual({
    status: 200,
    body: {
      ResponseCode: "0",
      ResponseDescription: "The service request has been accepted successsfully",
      MerchantRequestID: body["MerchantRequestID"],
      CheckoutRequestID: body["CheckoutRequestID"],
      ResultCode: "4999",
      ResultDesc: "The transaction is still under processing",
    },
  });
});

test.each([
  ["empty_result", { status: 200, body: { ResultCode: "" } }],
  ["daraja_error", { status: 500, body: { errorCode: "500.001.1001" } }],
])("an open push can be told in another form: %s", async (pending_answer, expected) => {
  await using client = await openRawClient();
  client.set({ pending_answer });
  const { body } = await client.initiate();
  expect(await client.query(body["CheckoutRequestID"])).toMatchObject(expected);
});

test("a failure: flat, everything a text", async () => {
  await using client = await openRawClient();
  const { body } = await client.initiate({ msisdn: "254700001032" });
  await client.advance(3_000);
  expect((await client.query(body["CheckoutRequestID"])).body).toMatchObject({
    ResultCode: "1032",
    ResultDesc: "Request cancelled by user",
  });
});

test("a payment: M-Pesa's own callback with its metadata", async () => {
  await using client = await openRawClient();
  const { body } = await client.initiate();
  await client.advance(3_000);
  const [entry] = client.world.books();
  expect((await client.query(body["CheckoutRequestID"])).body).toEqual({
    Body: {
      stkCallback: {
        MerchantRequestID: body["MerchantRequestID"],
        CheckoutRequestID: body["CheckoutRequestID"],
        ResultCode: 0,
        ResultDesc: "The service request is processed successfully.",
        CallbackMetadata: {
          Item: [
            { Name: "Amount", Value: 1500 },
            { Name: "MpesaReceiptNumber", Value: entry?.receipt },
            { Name: "Balance" },
            { Name: "TransactionDate", Value: 20260715121228 },
            { Name: "PhoneNumber", Value: 254708374149 },
          ],
        },
      },
    },
  });
});

test.each([
  ["an id that was never given", { CheckoutRequestId: "ws_CO_01012026000000000700000000" }],
  ["the spelling of the answers", { CheckoutRequestID: "ws_CO_01012026000000000700000000" }],
  ["no id", {}],
  ["an id that is no text", { CheckoutRequestId: 7 }],
])("%s is a validation error", async (_case, fields) => {
  await using client = await openRawClient();
  expect(await client.call("/api/v1/query", fields)).toMatchObject({
    status: 422,
    body: { error_code: "VALIDATION_ERROR", errors: { CheckoutRequestId: [expect.any(String)] } },
  });
});

test("a push belongs to its shortcode", async () => {
  await using client = await openRawClient();
  const { body } = await client.initiate();
  const other = { apikey: credentials.api_key, linkid: `sc_${"4".padStart(28, "0")}` };
  const answer = await client.call("/api/v1/query", { CheckoutRequestId: body["CheckoutRequestID"] }, other);
  expect(answer).toMatchObject({ status: 422, body: { error_code: "VALIDATION_ERROR" } });
});

test("while M-Pesa is down, results that are in store are still told", async () => {
  await using client = await openRawClient();
  const done = await client.initiate({ msisdn: "254700001032" });
  await client.advance(3_000);
  const open = await client.initiate();
  client.set({ mpesa_down: true });
  expect((await client.query(done.body["CheckoutRequestID"])).body).toMatchObject({ ResultCode: "1032" });
  expect((await client.query(open.body["CheckoutRequestID"])).body).toMatchObject({
    error_code: "MPESA_UNAVAILABLE",
  });
});
