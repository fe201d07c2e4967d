import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Known } from "../../connector/connector.ts";
import type { Finding } from "../../core/outcome.ts";
import { isSignedBy } from "./connector/signatures.ts";
import {
  answerOf,
  bodyOf,
  inTwoSteps,
  known,
  notificationOf,
  readJson,
  redirectOf,
  requestOf,
  settings,
  signed,
} from "./connector/testing/orders.ts";
import { connector } from "./connector.ts";

describe("requests", () => {
  test("an order is signed as it stands on the wire, and its amount is a number", () => {
    const message = bodyOf(connector.submit(known, settings));
    expect(requestOf(connector.submit(known, settings)).url).toBe(
      "http://127.0.0.1:4020/v2/gateway/api/create",
    );
    expect(message).toMatchObject({ amount: 150_000, autoCapture: true, requestType: "captureWallet" });
    expect(message.orderId).toBe(known.attempt_reference);
    expect(isSignedBy("create", { ...message, amount: "150000" }, settings)).toBe(true);
  });

  test("funds that are to be held are not captured by themselves", () => {
    expect(bodyOf(connector.submit(inTwoSteps, settings))).toMatchObject({
      autoCapture: false,
    });
  });

  test.each([
    ["capture", connector.changes?.capture],
    ["cancel", connector.changes?.cancel],
  ])("a %s states the order, its own request and the whole amount", (requestType, change) => {
    const message = JSON.parse(
      change?.request({ ...inTwoSteps, call_reference: "c-1" }, settings).body ?? "",
    );
    expect(message).toMatchObject({
      orderId: known.attempt_reference,
      requestId: "c-1",
      requestType,
      amount: 150_000,
    });
    expect(isSignedBy("confirm", { ...message, amount: "150000" }, settings)).toBe(true);
  });

  test("no secret travels in a body", () => {
    const { body } = requestOf(connector.submit(known, settings));
    expect(body).not.toContain(settings.secret_key);
    expect(body).not.toContain(settings.access_key);
  });
});

describe("literal messages", () => {
  const calls = ["submit", "inquiry", "capture", "cancel"];
  const fixtures = readdirSync(new URL("./fixtures/", import.meta.url))
    .filter((name) => name.endsWith(".json"))
    .map((name) => [name, readJson(`fixtures/${name}`)] as const)
    .filter(([name, { call }]) => calls.includes(call) && !/refund|token|linked|subscription/.test(name));

  test.each(fixtures)("%s reads by its row", (_name, fixture) => {
    expect(heard(fixture).reading.rule).toBe(fixture.reads);
  });

  function heard({ call, body, http_status }: Fixture): Finding {
    const fields = body.startsWith("{") ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
    const order = { ...inTwoSteps, attempt_reference: fields.orderId ?? known.attempt_reference };
    const answer = answerOf(body, http_status ?? 200);
    if (http_status === null) return notified(fields, order);
    if (call === "submit") return connector.readSubmit(answer, order);
    if (call === "inquiry") return connector.readInquiry(answer, order);
    const change = call === "capture" ? connector.changes?.capture : connector.changes?.cancel;
    if (change === undefined) throw new Error(`Nothing reads ${call}.`);
    return change.read(answer, order);
  }
});

interface Fixture {
  readonly call: string;
  readonly body: string;
  readonly http_status: number | null;
  readonly reads: string;
}

describe("an order that was opened", () => {
  test("is not paid, and tells where the payer goes on", () => {
    const finding = submitted({ resultCode: 0, payUrl: "https://test-payment.momo.vn/v2/gateway/pay?t=1" });
    expect(finding).toMatchObject({ payer_url: "https://test-payment.momo.vn/v2/gateway/pay?t=1" });
    expect(finding.reading).toMatchObject({ money: "unknown", finality: "interim", actor: "payer" });
  });

  test.each(["javascript:alert(1)", "no url", 7, null])("offers no page that is %j", (payUrl) => {
    expect(submitted({ resultCode: 0, payUrl }).payer_url).toBeUndefined();
  });
});

describe("the code 9000", () => {
  test("is a hold where funds are to be held, and paid in one step once an inquiry says so", () => {
    const message = outcome({ resultCode: 9000, transId: 4_610_849_896 });
    expect(notified(message, inTwoSteps).reading).toMatchObject({ money: "reserved", finality: "interim" });
    expect(notified(message, known).reading).toMatchObject({ money: "moved", confirm_by_inquiry: true });
  });
});

describe("what a message may not do", () => {
  test.each([
    ["of another order", { orderId: "SOMEBODY-ELSES" }],
    ["without a code", { resultCode: undefined }],
  ])("one %s proves nothing", (_what, change) => {
    expect(answered({ ...paid, ...change }).reading).toMatchObject({ known: false, finality: "unresolved" });
  });

  test("an amount that differs is stated as it came", () => {
    expect(answered({ ...paid, amount: 15_000 }).amount_minor).toBe(15_000n);
  });

  test("a time in the place of a transaction names none", () => {
    expect(answered({ ...paid, transId: 1_763_712_034_561 }).provider_reference).toBeNull();
    expect(answered(paid).provider_reference).toBe("4610849895");
  });

  test.each([["not JSON"], ["{"], ['"text"'], [""]])("%j is read as nothing", (body) => {
    const answer = answerOf(body);
    for (const read of [connector.readSubmit, connector.readInquiry])
      expect(read(answer, known).reading).toMatchObject({ known: false, finality: "unresolved" });
  });
});

describe("a notification", () => {
  const message = outcome({ resultCode: 0, transId: 4_610_849_895 });
  const [vector] = readJson("fixtures/signatures/vectors.json").vectors.filter(
    ({ name }: { readonly name: string }) => name === "paid",
  );

  test("is verified by its signature, in whatever order its fields come", () => {
    expect(verdict(message)).toBe("verified");
    expect(verdict(Object.fromEntries(Object.entries(message).reverse()))).toBe("verified");
    expect(message["signature"]).toBe(vector.signature);
  });

  test.each([
    ["a letter of its message changed", { message: "Thành công!" }],
    ["another amount", { amount: 150_001 }],
    ["capitals in its signature", { signature: String(message["signature"]).toUpperCase() }],
    ["no signature", { signature: undefined }],
    ["another merchant", { partnerCode: "HAKIKAVN0002" }],
  ])("is refused with %s", (_what, change) => {
    expect(verdict({ ...message, ...change })).toBe("refused");
  });

  test("is refused as a GET", () => {
    expect(connector.verifyCallback({ ...notificationOf(message), method: "GET" }, settings, 0).verdict).toBe(
      "refused",
    );
  });
});

describe("a payer who comes back", () => {
  const message = outcome({ resultCode: 0, transId: 4_610_849_895 });
  const request = redirectOf(message);

  test("brings a reason to ask, and never proof", () => {
    const verification = connector.returns?.verify(request, settings, 0);
    if (verification?.verdict !== "verified") throw new Error("The signature is right.");
    const finding = connector.returns?.read(verification.callback, known, 0);
    expect(finding).toMatchObject({ evidence: "redirect", strength: "hint" });
  });

  test("is not believed with another code in the URL", () => {
    const changed = redirectOf({ ...message, resultCode: 1006 });
    expect(connector.returns?.verify(changed, settings, 0).verdict).toBe("refused");
  });
});

const paid = {
  partnerCode: "HAKIKAVN0001",
  orderId: known.attempt_reference,
  requestId: "q-1",
  amount: 150_000,
  transId: 4_610_849_895,
  resultCode: 0,
  message: "Successful.",
};

function submitted(message: object): Finding {
  return connector.readSubmit(answerOf({ ...paid, transId: undefined, ...message }), known);
}

function answered(message: Readonly<Record<string, unknown>>): Finding {
  return connector.readInquiry(answerOf(message), known);
}

/** The fields of a notification, in the dossier's example, with its signature. */
function outcome(change: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const message = {
    partnerCode: "HAKIKAVN0001",
    orderId: known.attempt_reference,
    requestId: "8f14e45f-ceea-4a7b-9c3d-000000000001",
    amount: 150_000,
    orderInfo: "Đơn hàng số 0001",
    orderType: "momo_wallet",
    message: "Thành công.",
    payType: "qr",
    responseTime: 1_763_712_034_567,
    extraData: "eyJyZWYiOiJBLTE3In0=",
    ...change,
  };
  return signed("outcome", message);
}

function verdict(message: Readonly<Record<string, unknown>>): string {
  return connector.verifyCallback(notificationOf(message), settings, 0).verdict;
}

/** A notification whose signature is not in question. */
function notified(fields: Readonly<Record<string, unknown>>, order: Known): Finding {
  const { partnerCode = "" } = fields as { readonly partnerCode?: string };
  const message = notificationOf(signed("outcome", fields));
  const verification = connector.verifyCallback(message, { ...settings, partner_code: partnerCode }, 0);
  if (verification.verdict === "refused") throw new Error(verification.cause);
  return connector.readCallback(verification.callback, order, 0);
}
