import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Known, RawCallback } from "../../connector/connector.ts";
import type { Finding } from "../../core/outcome.ts";
import { config } from "./config.ts";
import { isSignedBy, type Recipe, sign } from "./connector/signatures.ts";
import { connector } from "./connector.ts";

const settings = config.forSandbox("http://127.0.0.1:4020", {
  partner_code: "HAKIKAVN0001",
  access_key: "hkVnAccess0001",
  secret_key: "hakika-vn-sandbox-secret-0000001",
});

const known: Known = {
  amount: { minor: 150_000n, currency: "VND" },
  phone_number: null,
  description: "Đơn hàng số 0001",
  provider_options: {},
  capture: "automatic",
  attempt_reference: "HK-20261121-0001",
  call_reference: "8f14e45f-0001",
  callback_url: "http://127.0.0.1:4010/ipn/momo",
  return_url: "http://127.0.0.1:4010/back",
  provider_reference: null,
};
const inTwoSteps: Known = { ...known, capture: "manual" };

describe("signatures", () => {
  const { vectors } = readJson("fixtures/signatures/vectors.json");
  const ours: readonly string[] = ["create", "query", "confirm", "outcome"] satisfies readonly Recipe[];
  const signed: readonly Vector[] = vectors.filter(({ recipe }: Vector) => ours.includes(recipe));

  test.each(signed)("$name", ({ recipe, text, signature }) => {
    const fields = Object.fromEntries(text.split("&").map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
    expect(sign(recipe, fields, settings)).toBe(signature);
    expect(isSignedBy(recipe, { ...fields, signature }, settings)).toBe(true);
  });
});

interface Vector {
  readonly name: string;
  readonly recipe: Recipe;
  readonly text: string;
  readonly signature: string;
}

describe("requests", () => {
  test("an order is signed as it stands on the wire, and its amount is a number", () => {
    const { url, body } = connector.submit(known, settings);
    const message = JSON.parse(body ?? "");
    expect(url).toBe("http://127.0.0.1:4020/v2/gateway/api/create");
    expect(message).toMatchObject({ amount: 150_000, autoCapture: true, requestType: "captureWallet" });
    expect(message.orderId).toBe(known.attempt_reference);
    expect(isSignedBy("create", { ...message, amount: "150000" }, settings)).toBe(true);
  });

  test("funds that are to be held are not captured by themselves", () => {
    expect(JSON.parse(connector.submit(inTwoSteps, settings).body ?? "")).toMatchObject({
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
    const { body } = connector.submit(known, settings);
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
    const answer = { status: http_status ?? 200, headers: {}, body: new TextEncoder().encode(body) };
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
    const answer = { status: 200, headers: {}, body: new TextEncoder().encode(body) };
    for (const read of [connector.readSubmit, connector.readInquiry])
      expect(read(answer, known).reading).toMatchObject({ known: false, finality: "unresolved" });
  });
});

describe("a notification", () => {
  const message = outcome({ resultCode: 0, transId: 4_610_849_895 });
  const [vector] = readJson("fixtures/signatures/vectors.json").vectors.filter(
    ({ name }: Vector) => name === "paid",
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
    expect(connector.verifyCallback({ ...post(message), method: "GET" }, settings, 0).verdict).toBe(
      "refused",
    );
  });
});

describe("a payer who comes back", () => {
  const message = outcome({ resultCode: 0, transId: 4_610_849_895 });
  const query = Object.fromEntries(Object.entries(message).map(([name, value]) => [name, String(value)]));
  const request: RawCallback = { method: "GET", headers: {}, query, body: new Uint8Array() };

  test("brings a reason to ask, and never proof", () => {
    const verification = connector.returns?.verify(request, settings, 0);
    if (verification?.verdict !== "verified") throw new Error("The signature is right.");
    const finding = connector.returns?.read(verification.callback, known, 0);
    expect(finding).toMatchObject({ evidence: "redirect", strength: "hint" });
  });

  test("is not believed with another code in the URL", () => {
    const changed = { ...request, query: { ...query, resultCode: "1006" } };
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

function answered(message: object): Finding {
  return connector.readInquiry(answerOf(message), known);
}

function answerOf(message: object) {
  return { status: 200, headers: {}, body: new TextEncoder().encode(JSON.stringify(message)) };
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
  const texts = Object.fromEntries(Object.entries(message).map(([name, value]) => [name, String(value)]));
  return { ...message, signature: sign("outcome", texts, settings) };
}

function post(message: object): RawCallback {
  return { method: "POST", headers: {}, query: {}, body: new TextEncoder().encode(JSON.stringify(message)) };
}

function verdict(message: object): string {
  return connector.verifyCallback(post(message), settings, 0).verdict;
}

/** A notification whose signature is not in question. */
function notified(fields: Readonly<Record<string, unknown>>, order: Known): Finding {
  const { partnerCode = "" } = fields as { readonly partnerCode?: string };
  const texts = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
  const message = { ...fields, signature: sign("outcome", texts, settings) };
  const verification = connector.verifyCallback(post(message), { ...settings, partner_code: partnerCode }, 0);
  if (verification.verdict === "refused") throw new Error(verification.cause);
  return connector.readCallback(verification.callback, order, 0);
}

function readJson(path: string): ReturnType<typeof JSON.parse> {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
}
