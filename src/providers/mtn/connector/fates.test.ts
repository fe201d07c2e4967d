import { describe, expect, test } from "vitest";
import type { Finding } from "../../../core/outcome.ts";
import { connector } from "../connector.ts";
import { bytesOf, correlatorId, known, read, settings } from "./testing/orders.ts";

describe("the fate of a payment", () => {
  const told = (status: string, more: object = {}, asks = true): Finding =>
    read({ body: { statusCode: "0000", correlatorId, data: { status, amount: 125.5, ...more } }, asks });

  test.each(["Successful", "SUCCESSFULL", "Succesful", "success", "COMPLETED"])(
    "%s, however spelt, is paid",
    (word) => {
      expect(told(word)).toMatchObject({
        strength: "proof",
        amount_minor: 12_550n,
        reading: { category: "completed", money: "moved" },
      });
    },
  );

  test("in the first answer is asked about once more", () => {
    expect(told("Successful", {}, false).reading).toMatchObject({ money: "moved", confirm_by_inquiry: true });
    expect(told("Successful").reading.confirm_by_inquiry).toBe(false);
  });

  test("that names the platform's ids teaches them", () => {
    const body = {
      statusCode: "0000",
      providerTransactionId: "FT26073A81C2",
      data: { status: "Successful", financialTransactionId: "9013377120" },
    };
    expect(read({ body })).toMatchObject({ provider_reference: "FT26073A81C2", receipt: "9013377120" });
    expect(read({ body: { ...body, providerTransactionId: "" } }).provider_reference).toBeNull();
  });

  test.each(["Rejected", "declined", "Expired", "FAILED", "Cancelled"])("%s is no payment", (word) => {
    expect(told(word).reading).toMatchObject({ finality: "final", money: "not_moved" });
  });

  test.each([["Pending"], ["Initiated"], ["created"]])("%s waits for the holder of the wallet", (word) => {
    expect(told(word).reading).toMatchObject({
      finality: "interim",
      actor: "payer",
      reason: "awaiting_payer",
    });
    const order = { ...known, provider_options: { method: "airtime" } };
    expect(read({ body: { data: { status: word } }, order }).reading.actor).toBe("provider");
  });

  test("Approved is not settlement, and waits for nobody", () => {
    expect(told("Approved").reading).toMatchObject({ finality: "interim", actor: "provider" });
  });

  test("in a word that nobody knows is unknown", () => {
    expect(told("Teleported").reading).toMatchObject({
      known: false,
      finality: "unresolved",
      money: "unknown",
    });
  });

  test.each(["200", "202"])("1004 under %s is pending, whatever word stands beside it", (status) => {
    for (const word of ["Pending", "Successful", "Rejected"]) {
      const body = { statusCode: "1004", correlatorId, data: { status: word } };
      const { about, reading } = read({ body, status: Number(status) });
      expect([about, reading.finality, reading.money]).toEqual(["operation", "interim", "unknown"]);
    }
  });

  test("with a fulfilment that failed is a success with a problem", () => {
    for (const fulfillmentStatus of ["Failed", "FAILED"])
      expect(told("Successful", { fulfillmentStatus }).reading).toMatchObject({
        rule: "mtn/result/paid_not_fulfilled",
        category: "completed",
        money: "moved",
        actor: "merchant",
        advice: { action: "escalate" },
      });
    expect(told("Rejected", { fulfillmentStatus: "Failed" }).reading.money).toBe("not_moved");
  });

  test("of another payment proves nothing of this one", () => {
    const finding = read({
      body: { statusCode: "0000", correlatorId: "x", data: { status: "Successful", amount: 1 } },
    });
    expect(finding).toMatchObject({ strength: "hint", amount_minor: null, reading: { money: "unknown" } });
  });

  test.each([
    ["1000", 404],
    ["3003", 408],
    ["4000", 401],
    ["5000", 400],
    ["3006", 429],
  ])("is not told where the question itself ended in %s", (statusCode, status) => {
    expect(read({ body: { statusCode }, status })).toMatchObject({
      about: "call",
      reading: { finality: "unresolved", money: "none" },
    });
  });
});

describe("a callback", () => {
  const body = { statusCode: "0000", correlatorId, data: { status: "Successful", amount: 125.5 } };
  const raw = (method: string) => ({ method, headers: {}, query: {}, body: bytesOf(body) });

  test("is unsigned, and no more than a reason to ask", () => {
    const verification = connector.verifyCallback(raw("POST"), settings, 0);
    if (verification.verdict !== "verified") throw new Error(verification.cause);
    const finding = connector.readCallback(verification.callback, known, 0);
    expect(finding).toMatchObject({ evidence: "callback", strength: "hint", reading: { money: "moved" } });
    expect(finding.provider.http_status).toBeNull();
  });

  test("without a body is none", () => {
    expect(connector.verifyCallback(raw("GET"), settings, 0).verdict).toBe("refused");
  });
});
