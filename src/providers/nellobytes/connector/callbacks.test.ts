import { expect, test } from "vitest";
import { nothingSpecial } from "../../../../test/support/known.ts";
import type { Known, RawCallback } from "../../../connector/connector.ts";
import type { Finding } from "../../../core/outcome.ts";
import { readCallback, verifyCallback } from "./callbacks.ts";

const delivered = {
  orderdate: "14th-Mar-2026",
  orderid: "7301442918",
  requestid: "HK00000000000000A1",
  statuscode: "200",
  orderstatus: "ORDER_COMPLETED",
  orderremark: "Top up of N100.00 was successful.",
};

test.each(["GET", "POST"])("a %s is taken in", (method) => {
  expect(verifyCallback(raw({ method })).verdict).toBe("verified");
});

test.each(["HEAD", "PUT"])("a %s is none of the provider's", (method) => {
  expect(verifyCallback(raw({ method })).verdict).toBe("refused");
});

test("the same fields say the same in the query and in JSON, and never more than a hint", () => {
  const body = new TextEncoder().encode(JSON.stringify(delivered));
  const findings = [read(raw({ query: delivered })), read(raw({ method: "POST", body }))];
  for (const finding of findings)
    expect(finding).toMatchObject({
      evidence: "callback",
      strength: "hint",
      provider_reference: "7301442918",
      reading: { rule: "nellobytes/result/200" },
      provider: { code: "200", label: "ORDER_COMPLETED", message: "Top up of N100.00 was successful." },
    });
});

test("a callback that comes before the submit's answer is read without a number to compare", () => {
  const finding = read(raw({ query: delivered }), { ...order, provider_reference: null });
  expect(finding.reading.rule).toBe("nellobytes/result/200");
});

test.each([
  ["names another order", { ...delivered, orderid: "7301442919" }],
  ["repeats another RequestID", { ...delivered, requestid: "HK9" }],
])("a callback that %s is a contradiction", (_what, query) => {
  expect(read(raw({ query })).reading.reason).toBe("contradiction");
});

test("a call of the bare URL says nothing", () => {
  expect(read(raw({})).reading.reason).toBe("unreadable_answer");
});

const order: Known = {
  ...nothingSpecial,
  amount: { minor: 10_000n, currency: "NGN" },
  phone_number: "+2348030000001",
  description: null,
  provider_options: { network: "mtn" },
  capture: "automatic",
  attempt_reference: "HK00000000000000A1",
  call_reference: "HK00000000000000A1",
  return_url: null,
  callback_url: "https://gw.example/hooks/5b0c",
  provider_reference: "7301442918",
};

function raw(parts: Partial<RawCallback>): RawCallback {
  return { method: "GET", headers: {}, query: {}, body: new Uint8Array(), ...parts };
}

function read(callback: RawCallback, known: Known = order): Finding {
  const verification = verifyCallback(callback);
  if (verification.verdict === "refused") throw new Error(verification.cause);
  return readCallback(verification.callback, known);
}
