import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../../connector/http.ts";
import { answered } from "../testing/orders.ts";
import { calls, changeOf, named, readerOf, shop, subscription } from "../testing/subscription-orders.ts";

const UUID = named.provider_reference;

describe("charges in answers", () => {
  test("a creation that was charged is active, and its charge can be asked about", () => {
    expect(readerOf("confirm")(fixtureBody({ status: "CHARGED" }))).toMatchObject({
      evidence: "answer",
      about: "subscription",
      strength: "proof",
      standing: "active",
      provider_reference: UUID,
      renews_at: Date.parse("2026-03-02T08:30:00Z"),
      charges: [
        {
          provider_reference: "700000123",
          period: "4f0c2b7d91ae",
          amount: { minor: 10_000n, currency: "NGN" },
          reading: { category: "completed", money: "moved" },
        },
      ],
    });
  });

  test.each([
    ["confirm", "ended"],
    ["activate", "ended"],
    ["resume", "paused"],
  ] as const)("where the charge of a %s is declined it is %s", (name, standing) => {
    const body = resultObject({ status: "INSUFFICIENT_FUNDS" }, name === "confirm" ? {} : { uuid: UUID });
    expect(readerOf(name)(answered({ error: body }))).toMatchObject({
      strength: "proof",
      standing,
      reading: { category: "payer_funds", finality: "final", money: "not_moved" },
      charges: [{ provider_reference: "700000123", reading: { money: "not_moved" } }],
    });
  });

  test("a declined creation with a name lives on in grace", () => {
    const body = resultObject({ status: "INSUFFICIENT_FUNDS" }, { uuid: UUID });
    const waited = { money: "not_moved", actor: "provider", advice: { action: "wait" } };
    expect(readerOf("confirm")(answered({ error: body }))).toMatchObject({
      standing: "grace",
      provider_reference: UUID,
      // They try it again, so nobody else is to charge for it.
      reading: waited,
      charges: [{ reading: waited }],
    });
  });

  test("an operator that bills by itself names no charge, and nobody knows of the money yet", () => {
    const body = { type: "subscription", uuid: UUID, mode: "API", transaction: { status: "SUCCESS" } };
    expect(readerOf("confirm")(answered({ success: body }))).toMatchObject({
      standing: "active",
      reading: { finality: "interim", money: "unknown" },
      charges: [],
    });
  });

  test.each(["ERROR", "FAILED", "SYSTEM_ERROR", "CREATED", "SOMETHING_NEW"])(
    "%s tells neither where it stands nor what was charged",
    (status) => {
      expect(readerOf("confirm")(answered({ error: resultObject({ status }) }))).toMatchObject({
        standing: null,
        reading: { finality: "unresolved", money: "unknown" },
      });
    },
  );

  test("an operator that decides later is waited for, and the customer has nothing to give us", () => {
    expect(readerOf("confirm")(fixtureBody({ status: "WAITING" }))).toMatchObject({
      standing: null,
      provider_reference: UUID,
      reading: { finality: "interim", actor: "provider" },
    });
  });

  test("an envelope that contradicts its status proves nothing", () => {
    const declined = answered({ success: resultObject({ status: "INSUFFICIENT_FUNDS" }) });
    const charged = answered({ error: resultObject({ status: "CHARGED" }) });
    for (const answer of [declined, charged]) expect(readerOf("resume")(answer).strength).toBe("hint");
  });
});

describe("answers without a charge", () => {
  test("a PIN that is on its way waits for the customer", () => {
    expect(calls.readCreate(answered({ success: true }), subscription)).toMatchObject({
      standing: null,
      reading: { finality: "interim", money: "not_moved", actor: "payer" },
    });
  });

  test.each([
    ["TRIAL", "trial"],
    ["INACTIVE", "pending"],
  ])("a creation that answers %s is %s, and complete", (status, standing) => {
    const body = { type: "subscription", uuid: UUID, status };
    expect(readerOf("confirm")(answered({ success: body }))).toMatchObject({
      standing,
      provider_reference: UUID,
      reading: { category: "completed", finality: "final", money: "none" },
      charges: [],
    });
  });

  test("a bare yes is a trial only where one was asked for", () => {
    const answer = answered({ success: true, uuid: UUID, msisdn: "2348090001234" });
    const confirm = changeOf("confirm");
    expect(confirm.read(answer, { ...subscription, trial_days: 7 }, shop)).toMatchObject({
      standing: "trial",
      provider_reference: UUID,
    });
    expect(confirm.read(answer, subscription, shop)).toMatchObject({
      standing: null,
      reading: { rule: "unmapped", finality: "unresolved" },
    });
  });

  test("a free period goes on as active, and says when the next charge comes", () => {
    const body = {
      type: "subscription",
      uuid: UUID,
      status: "FREE",
      next_payment_timestamp: "2026-03-09T08:30:00Z",
    };
    expect(readerOf("free_period")(answered({ success: body }))).toMatchObject({
      standing: "active",
      renews_at: Date.parse("2026-03-09T08:30:00Z"),
      reading: { category: "completed", finality: "final" },
    });
  });

  test("a deletion that was received is not done yet", () => {
    expect(readerOf("cancel")(answered({ success: true }))).toMatchObject({
      standing: null,
      reading: { finality: "interim", advice: { action: "verify" } },
    });
  });

  test.each([
    ["", 200],
    ["<html>Bad Gateway</html>", 502],
    ["{}", 200],
    ["[1]", 200],
    ['{"success":{}}', 200],
    ['{"success":false}', 200],
    ['{"error":null}', 200],
  ])("%s is read by every reader, and says nothing", (body, status) => {
    for (const name of ["confirm", "activate", "resume", "free_period", "cancel"] as const)
      expect(readerOf(name)(answered(body, status))).toMatchObject({
        standing: null,
        reading: { finality: "unresolved" },
      });
    expect(calls.readCreate(answered(body, status), subscription).reading.finality).toBe("unresolved");
    expect(calls.readInquiry(answered(body, status), named)).toMatchObject({ about: "call", standing: null });
  });
});

function resultObject(transaction: object, more: object = {}) {
  return {
    type: "subscription",
    operator: "mobile-ng",
    currency: "NGN",
    amount: "100.0",
    mode: "API",
    transaction: { bill_id: "4f0c2b7d91ae", transaction_id: "700000123", ...transaction },
    ...more,
  };
}

function fixtureBody(transaction: object): HttpAnswer {
  const more = { uuid: UUID, next_payment_timestamp: "2026-03-02T08:30:00Z" };
  return answered({ success: resultObject(transaction, more) });
}
