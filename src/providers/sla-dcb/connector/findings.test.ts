import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Known } from "../../../connector/connector.ts";
import type { HttpAnswer } from "../../../connector/http.ts";
import type { Finding } from "../../../core/outcome.ts";
import { connector } from "../connector.ts";
import { answered, known, ofKind } from "../testing/orders.ts";

const kuwait: Known = {
  ...known,
  phone_number: "+96560001234",
  amount: { minor: 500n, currency: "KWD" },
  attempt_reference: "hk-000018",
  call_reference: "hk-000018",
};
const refund = ofKind("refund", {
  ...kuwait,
  kind: "refund",
  provider_options: {},
  call_reference: "hk-000019",
});
const message = ofKind("message");
const token: Known = { ...known, provider_options: { flow: "token", token: "TOKEN:1" } };

describe("literal messages", () => {
  const read = {
    submit: (answer: HttpAnswer) => connector.readSubmit(answer, token),
    confirm: (answer: HttpAnswer) => confirmed(answer, known),
    refund: (answer: HttpAnswer) => ofThe("refund", answer),
    message: (answer: HttpAnswer) => ofThe("message", answer),
    inquiry: (answer: HttpAnswer) => connector.readInquiry(answer, known),
  } as const;
  const errors = readdirSync(new URL("../fixtures/", import.meta.url))
    .filter((name) => name.startsWith("error-"))
    .map((name) => [name, fixture(name)] as const)
    .filter(([, { call }]) => Object.hasOwn(read, call));

  test.each(errors)("%s is read by its row", (_name, { call, body, reads }) => {
    const finding = read[call as keyof typeof read](answered(body));
    expect(finding.reading.rule).toBe(reads);
    expect(finding.about).toBe(call === "inquiry" ? "call" : "operation");
  });

  test("a charge that was made names its transaction and its amount", () => {
    const finding = confirmed(answered(fixture("charge-charged.json").body), kuwait);
    expect(finding).toMatchObject({
      strength: "proof",
      provider_reference: "700000200",
      amount_minor: 500n,
      provider: { code: "CHARGED", message: null },
    });
    expect(finding.reading).toMatchObject({
      rule: "sla-dcb/result/CHARGED",
      money: "moved",
      finality: "final",
    });
  });

  test("a charge that was declined stands under `error`, without a code", () => {
    const declined = { ...kuwait, phone_number: "+96560009101", call_reference: "hk-000020" };
    const finding = confirmed(answered(fixture("charge-declined.json").body), declined);
    expect(finding).toMatchObject({ strength: "proof", provider_reference: "700000202" });
    expect(finding.reading).toMatchObject({
      reason: "insufficient_funds",
      money: "not_moved",
      finality: "final",
    });
  });

  test("a refund's amount is below zero, and counts as it was asked for", () => {
    const { strength, amount_minor, reading } = ofThe(
      "refund",
      answered(fixture("refund-refunded.json").body),
    );
    expect([strength, amount_minor]).toEqual(["proof", 500n]);
    expect(reading).toMatchObject({ category: "completed", money: "moved" });
  });

  test("an inquiry that finds the charge settles it", () => {
    const mongolia = { ...known, phone_number: "+97699001234", amount: { minor: 100n, currency: "MNT" } };
    const finding = connector.readInquiry(answered(fixture("transaction-checked.json").body), mongolia);
    expect(finding).toMatchObject({ about: "operation", strength: "proof", amount_minor: 100n });
    expect(finding.reading).toMatchObject({ rule: "sla-dcb/result/success", money: "moved" });
  });
});

describe('`{"success": true}`', () => {
  const yes = answered({ success: true });

  test("of a PIN call means that the payer has one now", () => {
    expect(connector.readSubmit(yes, known).reading).toMatchObject({
      rule: "sla-dcb/api/success:pin",
      finality: "interim",
      money: "not_moved",
      actor: "payer",
    });
  });

  test("of an asking SMS means that somebody else waits for the payer's word", () => {
    const asked = { ...known, provider_options: { flow: "message_reply" } };
    expect(connector.readSubmit(yes, asked).reading).toMatchObject({
      rule: "sla-dcb/api/success:mo_charge",
      money: "unknown",
      actor: "provider",
    });
  });

  test("of an SMS means that it was sent", () => {
    expect(ofThe("message", yes).reading).toMatchObject({ category: "completed", money: "none" });
  });

  test("of a charge or a refund means nothing that anybody could rely on", () => {
    for (const finding of [confirmed(yes, known), connector.readSubmit(yes, token), ofThe("refund", yes)])
      expect(finding.reading).toMatchObject({ known: false, finality: "unresolved", money: "unknown" });
  });
});

describe("an operator that decides later", () => {
  const waiting = result({ transaction: { status: "WAITING", transaction_id: "700000203" } });

  test("is asked about its transaction, and nobody asks the payer for another PIN", () => {
    const finding = confirmed(answered({ success: waiting }), known);
    expect(finding.provider_reference).toBe("700000203");
    expect(finding.reading).toMatchObject({ finality: "interim", money: "unknown", actor: "provider" });
  });

  test.each([
    ["pending", "interim", "unknown"],
    ["success", "final", "moved"],
    ["error", "unresolved", "unknown"],
    ["whatever", "unresolved", "unknown"],
  ])("has come to %s, says the inquiry", (status, finality, money) => {
    const { about, reading } = connector.readInquiry(answered({ ...result({}), status }), known);
    expect([about, reading.finality, reading.money]).toEqual(["operation", finality, money]);
  });
});

describe("a PIN of which nobody can tell whether it was sent", () => {
  test.each([
    ["an operator out of reach", { error: { category: "Error", code: "No resources", message: "x" } }],
    ["the same without a code", { error: { category: "Error", message: "No resources" } }],
    ["an unknown code", { error: { category: "PIN API", code: "3002", message: "?" } }],
    ["no answer that anybody can read", "<html>"],
  ])("may still be typed: %s says nothing of the charge", (_what, body) => {
    expect(connector.readSubmit(answered(body), known)).toMatchObject({ about: "call" });
    expect(confirmed(answered(body), known)).toMatchObject({ about: "operation" });
    expect(confirmed(answered(body), known).reading).toMatchObject({
      finality: "unresolved",
      money: "unknown",
    });
  });
});

test("the last line of the error page reads the same with its words as the code, and without one", () => {
  const spoken = "Error contacting the operator systems so please contact Support to confirm";
  for (const error of [{ code: "No resources", message: spoken }, { message: "No resources" }])
    expect(confirmed(answered({ error: { category: "Error", ...error } }), known).reading).toMatchObject({
      rule: expect.stringContaining("/No-resources/"),
      reason: "network_error",
    });
});

describe("what a message may not do", () => {
  const charged = result({ transaction: { status: "CHARGED", transaction_id: "700000204" } });

  test.each([
    ["correlator", { correlator: "HKSOMEBODYELSES00001" }],
    ["currency", { currency: "KWD" }],
    ["number", { msisdn: "2348090005678" }],
    ["direction", { amount: "-100.0" }],
  ])("one with another %s proves nothing", (_what, change) => {
    const finding = confirmed(answered({ success: { ...charged, ...change } }), known);
    expect(finding).toMatchObject({ strength: "hint", provider_reference: null, amount_minor: null });
    expect(finding.reading.finality).toBe("unresolved");
  });

  test("another amount is stated as it came", () => {
    expect(confirmed(answered({ success: { ...charged, amount: "99.5" } }), known).amount_minor).toBe(9_950n);
  });

  test.each([
    ["accepted, and not charged", { success: result({ transaction: { status: "LIMIT_EXCEEDED" } }) }],
    ["declined, and charged", { error: charged }],
  ])("one that contradicts itself settles nothing: %s", (_what, body) => {
    expect(confirmed(answered(body), known).reading).toMatchObject({
      finality: "unresolved",
      money: "unknown",
    });
  });

  test("neither token nor number are kept with its words", () => {
    const words = "Token TOKEN:1f0e8f3a-52de-4a55-9b1e-6a1f0c2d7e90 of 2348090001234 has been already used";
    const error = { category: "Token Error", code: "7004", message: words };
    const { provider } = confirmed(answered({ error }), known);
    expect(provider.message).toMatch(/^Token TOKEN:…e90 of 2348\*+34 has/);
  });

  test.each([["not JSON"], ["{"], ['"text"'], ["[]"], [""], ['{"error":7}'], ['{"success":"yes"}']])(
    "%j is read as nothing",
    (body) => {
      for (const finding of [
        connector.readSubmit(answered(body), token),
        confirmed(answered(body), known),
        connector.readInquiry(answered(body), known),
        ofThe("refund", answered(body)),
        ofThe("message", answered(body)),
      ])
        expect(finding.reading).toMatchObject({ known: false, finality: "unresolved" });
    },
  );
});

function result(change: object): object {
  const { attempt_reference: correlator } = known;
  return { type: "charge", msisdn: "2348090001234", currency: "NGN", amount: "100.0", correlator, ...change };
}

function confirmed(answer: HttpAnswer, order: Known): Finding {
  const confirm = connector.changes?.confirm;
  if (confirm === undefined) throw new Error("Nothing reads a confirm.");
  return confirm.read(answer, order);
}

function ofThe(kind: "refund" | "message", answer: HttpAnswer): Finding {
  const calls = connector.kinds?.[kind];
  if (calls === undefined) throw new Error(`Nothing reads a ${kind}.`);
  return calls.readSubmit(answer, kind === "refund" ? refund : message);
}

function fixture(name: string): { readonly call: string; readonly body: string; readonly reads: string } {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8"));
}
