import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Push, Result } from "./push.ts";
import { credentials } from "./seed-world.ts";
import { openRawClient } from "./testing/raw-client.ts";
import { sign, webhookBody } from "./webhook.ts";

const { secret, vectors } = JSON.parse(
  readFileSync(new URL("../fixtures/signatures/vectors.json", import.meta.url), "utf8"),
) as {
  readonly secret: string;
  readonly vectors: readonly { readonly body: string; readonly signature: string }[];
};
const [, fullSuccess] = vectors;

const push: Push = {
  checkout_request_id: "ws_CO_15072026121225318708374149",
  merchant_request_id: "6e1f-4c52-9b0a-3d7c51f0a2e44410927",
  request_id: "REQ_7f3a9c21d4e8",
  link_id: credentials.link_id,
  msisdn: "254708374149",
  amount_minor: "150000",
  callback: "http://127.0.0.1/hook",
  faults: [],
  expires_at_ms: 0,
  phase: "ended",
  ignored: false,
  unheard: false,
  result: null,
};
const paid: Result = {
  code: "0",
  at_ms: Date.parse("2026-07-15T09:12:41Z"),
  charge: { receipt: "UGF4T8K2QX", amount_minor: "150000" },
};

test("the published signatures come out", () => {
  expect(vectors).toHaveLength(2);
  for (const { body, signature } of vectors) expect(sign(body, secret)).toBe(signature);
  expect(credentials.webhook_secret).toBe(secret);
});

test("the body of a success is the published one, byte for byte", () => {
  // There the payment is dated a second before the result was recorded; here both are the same moment.
  expect(webhookBody(push, paid)).toBe(fullSuccess?.body.replaceAll("20260715121240", "20260715121241"));
});

test("a failure has nulls where a success has the receipt and the metadata", async () => {
  await using client = await openRawClient();
  const { body } = await client.initiate({ msisdn: "254700001032" });
  await client.advance(3_000);
  expect(client.webhooks()).toEqual([
    {
      request_id: body["request_id"],
      status: "failed",
      amount: 1500,
      msisdn: "254700001032",
      transaction_id: null,
      mpesa_receipt_number: null,
      result_code: "1032",
      result_desc: "Request cancelled by user",
      timestamp: "2026-07-15T09:12:28Z",
      checkout_request_id: body["CheckoutRequestID"],
      merchant_request_id: body["MerchantRequestID"],
      callback_metadata: null,
      raw_callback: {
        Body: {
          stkCallback: {
            MerchantRequestID: body["MerchantRequestID"],
            CheckoutRequestID: body["CheckoutRequestID"],
            ResultCode: 1032,
            ResultDesc: "Request cancelled by user",
          },
        },
      },
    },
  ]);
});

test("every webhook is signed over its bytes", async () => {
  await using client = await openRawClient();
  await client.initiate();
  await client.advance(3_000);
  const [received] = client.receiver.received;
  expect(received?.signature).toBe(sign(received?.body ?? "", credentials.webhook_secret));
});

test("a webhook goes to the callback of its own push", async () => {
  await using client = await openRawClient();
  for (const name of ["one", "two"]) {
    await client.initiate({
      msisdn: `25471200000${name.length}`,
      callback: `${client.receiver.url}/${name}?a=1`,
    });
    await client.advance(3_000);
  }
  expect(client.receiver.received.map(({ path }) => path)).toEqual(["/one?a=1", "/two?a=1"]);
});

test.each([201, 204, 302, 401, 500])(
  "%i does not count: six attempts with the same bytes, then none",
  async (status) => {
    await using client = await openRawClient();
    client.receiver.answerWebhooks(status);
    await client.initiate();
    await client.advance(3_000);
    const attempts = [client.receiver.received.length];
    for (const minutes of [1, 5, 15, 30, 60]) {
      await client.advance(minutes * 60_000 - 1);
      expect(client.receiver.received, `just before ${minutes} minutes`).toHaveLength(attempts.length);
      await client.advance(1);
      attempts.push(client.receiver.received.length);
    }
    await client.advance(24 * 60 * 60_000);
    expect(attempts).toEqual([1, 2, 3, 4, 5, 6]);
    expect(client.receiver.received).toHaveLength(6);
    expect(new Set(client.receiver.received.map(({ body, signature }) => body + signature)).size).toBe(1);
  },
);

test("the first 200 ends the attempts", async () => {
  await using client = await openRawClient();
  client.receiver.answerWebhooks(503);
  await client.initiate();
  await client.advance(3_000);
  client.receiver.answerWebhooks(200);
  await client.advance(24 * 60 * 60_000);
  expect(client.receiver.received).toHaveLength(2);
});

test("254700006002: the same bytes twice, although the first was received", async () => {
  await using client = await openRawClient();
  await client.initiate({ msisdn: "254700006002" });
  await client.advance(10_000);
  const [first, second] = client.receiver.received;
  expect(client.receiver.received).toHaveLength(2);
  expect(second).toEqual(first);
  expect(client.world.books()).toHaveLength(1);
});

test("254700006404: no webhook, and a query tells the result", async () => {
  await using client = await openRawClient();
  const { body } = await client.initiate({ msisdn: "254700006404" });
  await client.advance(24 * 60 * 60_000);
  expect(client.receiver.received).toEqual([]);
  expect((await client.query(body["CheckoutRequestID"])).body).toMatchObject({
    Body: { stkCallback: { ResultCode: 0 } },
  });
});

test("254700006401: the signature does not fit the altered body", async () => {
  await using client = await openRawClient();
  await client.initiate({ msisdn: "254700006401" });
  await client.advance(3_000);
  const [received] = client.receiver.received;
  expect(client.webhooks()).toMatchObject([{ amount: 1501, result_code: "0" }]);
  expect(received?.signature).not.toBe(sign(received?.body ?? "", credentials.webhook_secret));
});

test("254700006422: what was debited differs from what was asked for, in the metadata and in the books", async () => {
  await using client = await openRawClient();
  const { body } = await client.initiate({ msisdn: "254700006422" });
  await client.advance(3_000);
  expect(client.webhooks()).toMatchObject([{ amount: 1500, callback_metadata: { Amount: 1501 } }]);
  expect(client.world.books()).toMatchObject([{ amount_minor: "150100" }]);
  const { stkCallback } = (await client.query(body["CheckoutRequestID"])).body["Body"] as {
    stkCallback: object;
  };
  expect(stkCallback).toMatchObject({
    CallbackMetadata: { Item: [{ Name: "Amount", Value: 1501 }, {}, {}, {}, {}] },
  });
});
