import fc from "fast-check";
import { expect, test } from "vitest";
import { openRawClient } from "./testing/raw-client.ts";

const names = {
  create: [
    "orderId",
    "requestId",
    "amount",
    "orderInfo",
    "redirectUrl",
    "ipnUrl",
    "requestType",
    "extraData",
    "items",
    "userInfo",
    "autoCapture",
    "orderExpireTime",
    "orderGroupId",
    "partnerClientId",
    "subscriptionInfo",
    "lang",
  ],
  confirm: ["orderId", "requestId", "amount", "requestType", "description"],
  refund: ["orderId", "requestId", "amount", "transId", "description"],
  "tokenization/pay": ["orderId", "requestId", "amount", "token", "partnerClientId", "ipnUrl"],
  pos: ["orderId", "requestId", "amount", "orderInfo", "paymentCode", "autoCapture", "ipnUrl"],
  "disbursement/pay": ["orderId", "requestId", "amount", "orderInfo", "requestType", "disbursementMethod"],
} as const;

const requestTypes = [
  "captureWallet",
  "payWithATM",
  "linkWallet",
  "subscription",
  "initiate",
  "capture",
  "cancel",
];
const value = fc.oneof(
  fc.constant(undefined),
  fc.jsonValue(),
  fc.string({ unit: "grapheme" }),
  fc.integer(),
  fc.constantFrom(...requestTypes, "order-1", "150000", "constructor", "__proto__", {}, []),
);

test.each(Object.entries(names))(
  "%s answers whatever values come, and never fails itself",
  async (path, fields) => {
    await using client = await openRawClient();
    await client.open({ orderId: "order-1", autoCapture: false });
    await client.advance(10_000);
    const one = fc.record(Object.fromEntries(fields.map((name) => [name, value])));
    await fc.assert(
      fc.asyncProperty(one, async (changed) => {
        const answer = await (path === "create" ? client.create(changed) : client.call(path, changed));
        expect(answer.type).toBe("application/json; charset=UTF-8");
        expect(answer.body["resultCode"]).toEqual(expect.any(Number));
      }),
      { numRuns: 60 },
    );
  },
);
