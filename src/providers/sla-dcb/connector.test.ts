import { describe, expect, test } from "vitest";
import type { Order } from "../../connector/connector.ts";
import type { HttpRequest } from "../../connector/http.ts";
import { connector } from "./connector.ts";
import { known, ofKind, settings } from "./testing/orders.ts";

describe("a charge with a PIN", () => {
  test("begins with a PIN for this amount, and charges nobody", () => {
    const { url, method, headers, body } = sent(connector.submit(known, settings));
    expect([method, body, new URL(url).pathname]).toEqual(["POST", null, "/v2.2/pin"]);
    expect(parametersOf(url)).toEqual({
      msisdn: "2348090001234",
      campaign: settings.campaign,
      merchant: settings.merchant,
      amount: "100.00",
      template: "charge",
    });
    expect(headers["authorization"]).toBe(
      `Basic ${Buffer.from("sandbox:sandbox-password").toString("base64")}`,
    );
    expect(connector.onlyConfirmCharges?.(known)).toBe(true);
  });

  test("is made by the confirm, under the confirm's own name", () => {
    const confirm = connector.changes?.confirm;
    const { url } = sent(
      confirm?.request({ ...known, call_reference: "HKCONFIRM00000000001", payer_answer: "12345" }, settings),
    );
    expect(new URL(url).pathname).toBe("/v2.2/charge");
    expect(parametersOf(url)).toEqual({
      msisdn: "2348090001234",
      campaign: settings.campaign,
      merchant: settings.merchant,
      amount: "100.00",
      currency: "NGN",
      correlator: "HKCONFIRM00000000001",
      description: "Game coins",
      pin: "12345",
    });
  });

  test("takes the options along", () => {
    const options = {
      flow: "pin",
      language: "en",
      operator: "mobile-ng",
      fraud_token: "f-charge",
      fraud_token_for_pin: "f-pin",
    };
    const order = { ...known, provider_options: options, payer_answer: "12345" };
    expect(parametersOf(sent(connector.submit(order, settings)).url)).toMatchObject({
      language: "en",
      operator: "mobile-ng",
      fraud_token: "f-pin",
    });
    expect(parametersOf(sent(connector.changes?.confirm?.request(order, settings)).url)).toMatchObject({
      language: "en",
      operator: "mobile-ng",
      fraud_token: "f-charge",
    });
  });
});

describe("a charge with a token or a reference", () => {
  const token = "TOKEN:1f0e8f3a-52de-4a55-9b1e-6a1f0c2d7e90";
  const acr = `telenor-TLN-MM:${"a".repeat(48)}`;

  test.each([
    ["a token", { flow: "token", token }, token],
    ["a reference", { flow: "token", acr }, acr],
  ])("is made at once, with %s in the place of the number", (_what, provider_options, msisdn) => {
    const order: Order = { ...known, phone_number: null, provider_options };
    const { url } = sent(connector.submit(order, settings));
    expect(new URL(url).pathname).toBe("/v2.2/charge");
    expect(parametersOf(url)).toMatchObject({ msisdn, correlator: order.attempt_reference });
    expect(parametersOf(url)).not.toHaveProperty("pin");
    expect(connector.onlyConfirmCharges?.(order)).toBe(false);
  });
});

test("a charge that is asked for by SMS goes to another path", () => {
  const order: Order = {
    ...known,
    provider_options: { flow: "message_reply" },
    description: "x".repeat(140),
  };
  const { url } = sent(connector.submit(order, settings));
  expect(new URL(url).pathname).toBe("/v2.2/mo/charge");
  expect(parametersOf(url)).toMatchObject({
    msisdn: "2348090001234",
    correlator: order.attempt_reference,
    description: "x".repeat(100),
  });
  expect(connector.onlyConfirmCharges?.(order)).toBe(false);
});

test("an SMS also finds who is known by a reference alone", () => {
  const acr = `telenor-TLN-MM:${"a".repeat(48)}`;
  const order: Order = { ...known, phone_number: null, provider_options: { flow: "message_reply", acr } };
  expect(parametersOf(sent(connector.submit(order, settings)).url)).toMatchObject({ msisdn: acr });
});

test("a description that is cut for the bill loses no half of a character", () => {
  const order: Order = {
    ...known,
    provider_options: { flow: "message_reply" },
    description: `${"x".repeat(99)}🎮 for Asha`,
  };
  const { description } = parametersOf(sent(connector.submit(order, settings)).url);
  expect(description).toBe("x".repeat(99));
});

describe("an inquiry", () => {
  test("names the transaction", () => {
    const { url } = sent(connector.inquire({ ...known, provider_reference: "700000200" }, settings));
    expect(new URL(url).pathname).toBe("/external/v1/merchant/check_transaction");
    expect(parametersOf(url)).toEqual({ merchant: settings.merchant, transaction_id: "700000200" });
  });

  test("is not possible without the provider's name for the charge", () => {
    expect(connector.inquire(known, settings)).toBe("cannot_ask");
  });

  test.each(["refund", "message"] as const)("is never made about a %s", (kind) => {
    const calls = connector.kinds?.[kind];
    expect(calls?.inquire({ ...known, kind, provider_reference: "700000200" }, settings)).toBe("cannot_ask");
  });
});

describe("a refund", () => {
  const refund = ofKind("refund", { amount: { minor: 2_550n, currency: "NGN" }, description: null });

  test("names the charge, and its amount is below zero", () => {
    const { url } = sent(connector.kinds?.refund?.submit(refund, settings));
    expect(new URL(url).pathname).toBe("/v2.2/refund");
    expect(parametersOf(url)).toEqual({
      msisdn: "2348090001234",
      campaign: settings.campaign,
      merchant: settings.merchant,
      amount: "-25.50",
      currency: "NGN",
      correlator: refund.attempt_reference,
      transaction: "700000200",
    });
  });

  test.each([
    ["the reference of the payment", {}, { acr: "b".repeat(48) }, "b".repeat(48)],
    ["a number of its own", { phone_number: "+959700001234" }, {}, "959700001234"],
    ["a reference of its own", { acr: "c".repeat(48) }, { acr: "b".repeat(48) }, "c".repeat(48)],
  ])("goes by %s, whether the payment has a number or none", (_what, provider_options, paidWith, msisdn) => {
    const refunded = refund.refunded && { ...refund.refunded, provider_options: paidWith };
    for (const phone_number of [null, "+959700005678"]) {
      const order = { ...refund, phone_number, provider_options, refunded };
      expect(parametersOf(sent(connector.kinds?.refund?.submit(order, settings)).url)["msisdn"]).toBe(msisdn);
    }
  });
});

describe("a message", () => {
  const message = ofKind("message", { description: "Welcome & enjoy" });

  test("carries its text", () => {
    const { url } = sent(connector.kinds?.message?.submit(message, settings));
    expect(new URL(url).pathname).toBe("/v2.2/sms");
    expect(parametersOf(url)).toEqual({
      msisdn: "2348090001234",
      campaign: settings.campaign,
      merchant: settings.merchant,
      correlator: message.attempt_reference,
      text: "Welcome & enjoy",
    });
  });

  test("or the values of a preset, in the provider's own form", () => {
    const order = { ...message, provider_options: { values: { username: "a1", password: "b2 c" } } };
    expect(parametersOf(sent(connector.kinds?.message?.submit(order, settings)).url)["text"]).toBe(
      "{username: 'a1', password: 'b2 c'}",
    );
  });
});

function sent(request: unknown): HttpRequest {
  expect(request).toHaveProperty("method");
  return request as HttpRequest;
}

function parametersOf(url: string): Readonly<Record<string, string>> {
  return Object.fromEntries(new URL(url).searchParams);
}
