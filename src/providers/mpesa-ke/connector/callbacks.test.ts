import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { nothingSpecial } from "../../../../test/support/known.ts";
import type { Known } from "../../../connector/connector.ts";
import type { Finding } from "../../../core/outcome.ts";
import { config, type MpesaConfig } from "../config.ts";
import { readCallback, verifyCallback } from "./callbacks.ts";

interface Vectors {
  readonly secret: string;
  readonly header: string;
  readonly vectors: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly body: string;
    readonly signature: string;
  }[];
  readonly refused: readonly {
    readonly mistake: string;
    readonly body: string;
    readonly signed_instead: string;
    readonly signature: string;
  }[];
}

const { secret, header, vectors, refused }: Vectors = JSON.parse(
  readFileSync(new URL("../fixtures/signatures/vectors.json", import.meta.url), "utf8"),
);

const settings = config.forSandbox("http://127.0.0.1:4010", {
  api_key: "pk_1",
  link_id: "sc_1",
  webhook_secret: secret,
});

describe("the signature", () => {
  test.each(vectors)("of vector $name is accepted", ({ body, bytes, signature }) => {
    expect(new TextEncoder().encode(body)).toHaveLength(bytes);
    expect(verdict(body, { [header]: signature })).toBe("verified");
  });

  test.each(refused)("of $mistake is refused", ({ body, signed_instead, signature }) => {
    expect(verdict(signed_instead, { [header]: signature })).toBe("verified");
    expect(verdict(body, { [header]: signature })).toBe("refused");
  });

  const [vector] = vectors;
  const body = vector?.body ?? "";
  const signature = vector?.signature ?? "";

  test.each([
    ["no header", {}, {}],
    ["an empty header", { [header]: "" }, {}],
    ["a shorter signature", { [header]: signature.slice(1) }, {}],
    ["capitals", { [header]: signature.toUpperCase() }, {}],
    ["another secret", { [header]: signature }, { webhook_secret: "whsec_other" }],
    ["no secret to check with", { [header]: signedWith("", body) }, { webhook_secret: "" }],
    ["a missing prefix", { [header]: signature }, { signature_prefix: "sha256=" }],
  ])("is refused with %s", (_what, headers, changed) => {
    expect(verdict(body, headers, { ...settings, ...changed })).toBe("refused");
  });

  test("goes where the settings say, with prefix and in base64", () => {
    const inBase64 = createHmac("sha256", secret).update(body).digest("base64");
    const elsewhere: MpesaConfig = {
      ...settings,
      signature_header: "X-Signature",
      signature_prefix: "sha256=",
      signature_encoding: "base64",
    };
    expect(verdict(body, { "x-signature": `sha256=${inBase64}` }, elsewhere)).toBe("verified");
  });

  test("does not help a GET, which is only a test of the URL", () => {
    const raw = { method: "GET", headers: { [header]: signature }, query: {}, body: bytesOf(body) };
    expect(verifyCallback(raw, settings).verdict).toBe("refused");
  });
});

describe("a signed callback", () => {
  test("of a payment is proof, with receipt, amount and the name of the push", () => {
    const finding = read(paid);
    expect(finding).toMatchObject({
      evidence: "callback",
      about: "operation",
      strength: "proof",
      provider_reference: "ws_CO_1",
      receipt: "UGF4T8K2QX",
      amount_minor: 150_000n,
    });
    expect(finding.reading.money).toBe("moved");
  });

  test("tells the name of a push whose answer was lost", () => {
    expect(read(paid, { provider_reference: null })).toMatchObject({
      strength: "proof",
      provider_reference: "ws_CO_1",
    });
  });

  test.each([
    ["five minutes from now", "2026-07-15T09:35:00Z", "proof"],
    ["six minutes from now", "2026-07-15T09:36:00Z", "hint"],
    ["three hours old", "2026-07-15T06:30:00Z", "proof"],
    ["older than three hours", "2026-07-15T06:29:59Z", "hint"],
    ["of an impossible time", "2026-17-15T06:29:59Z", "hint"],
    ["of a time without a zone", "2026-07-15T09:30:00", "hint"],
    ["of no time", null, "hint"],
  ])("%s is %s to the decision", (_when, timestamp, strength) => {
    expect(read({ ...paid, timestamp }).strength).toBe(strength);
  });

  test.each([
    ["its status says completed and its code does not", { ...unpaid, status: "completed" }],
    ["its status says failed and its code says paid", { ...paid, status: "failed" }],
    ["its code differs from that of M-Pesa's callback inside", { ...unpaid, raw_callback: inner(0) }],
    ["it is paid without a receipt", { ...paid, transaction_id: null, mpesa_receipt_number: null }],
    ["it is about another push", { ...paid, checkout_request_id: "ws_CO_2" }],
    ["it names no push", { ...paid, checkout_request_id: null }],
    ["its amount is no amount", { ...paid, amount: "a lot" }],
  ])("decides nothing where %s", (_what, body) => {
    const finding = read(body);
    expect([finding.strength, finding.reading.reason, finding.reading.money]).toEqual([
      "hint",
      "contradiction",
      "unknown",
    ]);
    expect([finding.provider_reference, finding.receipt, finding.amount_minor]).toEqual([null, null, null]);
  });

  test("hands on the amount that differs, wherever it stands", () => {
    expect(read({ ...paid, amount: 1_499 }).amount_minor).toBe(149_900n);
    expect(read({ ...paid, callback_metadata: { Amount: 15.5 } }).amount_minor).toBe(1_550n);
    expect(read({ ...paid, raw_callback: inner(0, "2000.00") }).amount_minor).toBe(200_000n);
  });

  test("with a code that no row knows is unresolved, whatever its status says", () => {
    const { reading } = read({ ...unpaid, result_code: "31415" });
    expect([reading.known, reading.finality, reading.money]).toEqual([false, "unresolved", "unknown"]);
  });

  test("compares codes as text, number or not", () => {
    expect(read({ ...unpaid, result_code: 1032 }).reading.rule).toBe("mpesa-ke/result/1032");
    expect(read({ ...unpaid, result_code: "SFC_IC0003" }).reading.rule).toBe("mpesa-ke/result/SFC_IC0003");
  });

  test("that is no JSON is a hint that nobody can read", () => {
    expect(read("not JSON")).toMatchObject({ strength: "hint", reading: { reason: "unreadable_answer" } });
  });
});

describe("a callback of an account that signs nothing", () => {
  test("is a hint, however well it looks, and keeps the name to ask with", () => {
    const finding = read(paid, {}, { ...settings, callbacks: "unsigned" });
    expect([finding.strength, finding.provider_reference]).toEqual(["hint", "ws_CO_1"]);
  });
});

const NOW_MS = Date.parse("2026-07-15T09:30:00Z");

const paid = {
  request_id: "REQ_7f3a9c21d4e8",
  status: "completed",
  amount: 1_500,
  msisdn: "254708374149",
  transaction_id: "UGF4T8K2QX",
  mpesa_receipt_number: "UGF4T8K2QX",
  result_code: "0",
  timestamp: "2026-07-15T09:12:41Z",
  checkout_request_id: "ws_CO_1",
};

const unpaid = {
  ...paid,
  status: "failed",
  transaction_id: null,
  mpesa_receipt_number: null,
  result_code: "1032",
};

function inner(ResultCode: number, amount?: string): unknown {
  const Item = amount === undefined ? [] : [{ Name: "Balance" }, { Name: "Amount", Value: amount }];
  return { Body: { stkCallback: { ResultCode, CallbackMetadata: { Item } } } };
}

function read(message: unknown, known: Partial<Known> = {}, account: MpesaConfig = settings): Finding {
  const body = bytesOf(typeof message === "string" ? message : JSON.stringify(message));
  const raw = { method: "POST", headers: { [header]: signedWith(secret, body) }, query: {}, body };
  const verification = verifyCallback(raw, account);
  if (verification.verdict === "refused") throw new Error(verification.cause);
  return readCallback(verification.callback, { ...payment, ...known }, NOW_MS);
}

const payment: Known = {
  ...nothingSpecial,
  amount: { minor: 150_000n, currency: "KES" },
  phone_number: "+254708374149",
  description: null,
  provider_options: {},
  capture: "automatic",
  attempt_reference: "01K0ABCDEFGHJKMNPQRS",
  call_reference: "01K0ABCDEFGHJKMNPQRS",
  return_url: null,
  callback_url: "https://gw.example/callbacks/5b0c",
  provider_reference: "ws_CO_1",
};

function verdict(
  body: string,
  headers: Readonly<Record<string, string>>,
  account: MpesaConfig = settings,
): string {
  return verifyCallback({ method: "POST", headers, query: {}, body: bytesOf(body) }, account).verdict;
}

function signedWith(key: string, body: string | Uint8Array): string {
  return createHmac("sha256", key).update(body).digest("hex");
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
