import { describe, expect, test } from "vitest";
import type { Known } from "../../../connector/connector.ts";
import type { HttpAnswer } from "../../../connector/http.ts";
import { connector } from "../connector.ts";
import { correlatorIdOf } from "./correlator-id.ts";
import { answerOf, bodyOf, byToken, correlatorId, known, sent, settings, TOKEN } from "./testing/orders.ts";

describe("a payment's request", () => {
  test("asks the wallet's holder, under a name in the form of a UUID", () => {
    const request = sent(connector.submit(known, settings));
    expect(request).toMatchObject({ method: "POST", url: "http://127.0.0.1:4020/mtn/v1/payments" });
    expect(bodyOf(request)).toEqual({
      transactionType: "Payment",
      correlatorId,
      callbackURL: known.callback_url,
      totalAmount: { amount: 125.5, units: "ZAR" },
      paymentMethod: { type: "Mobile Money" },
      payer: { payerId: "27832000046", payerIdType: "MSISDN" },
      description: "Order 1042",
    });
  });

  test("names this very call in at most 20 characters, and the app by its key", () => {
    const { headers } = sent(connector.submit(known, settings));
    expect(headers).toMatchObject({ transactionid: known.call_reference, "x-api-key": settings.client_id });
    expect(headers["transactionid"]).toMatch(/^[A-Za-z0-9+/=-]{5,20}$/);
    expect(headers).not.toHaveProperty("x-country-code");
    const abroad = sent(connector.submit(known, { ...settings, api_key: "K", country: "NG" }));
    expect(abroad.headers).toMatchObject({ "x-api-key": "K", "x-country-code": "NG" });
  });

  test("charges airtime where that is asked for", () => {
    const order = { ...known, provider_options: { method: "airtime" } };
    expect(bodyOf(sent(connector.submit(order, settings)))).toMatchObject({
      transactionType: "Debit",
      paymentMethod: { type: "Airtime" },
    });
  });

  test.each([
    ["ZAR", 1n, 0.01],
    ["ZAR", 4_999_999n, 49_999.99],
    ["UGX", 50_000_000n, 50_000_000],
  ])("writes %s %s minor units as %s", (currency, minor, amount) => {
    const { body } = sent(connector.submit({ ...known, amount: { minor, currency } }, settings));
    expect(body).toContain(`"totalAmount":{"amount":${amount},"units":"${currency}"}`);
  });

  test("bills a content token in whole cents, under our own name for it", () => {
    const request = sent(connector.submit(byToken, settings));
    expect(request.url).toBe("http://127.0.0.1:4020/mtn/v1/customer/bill/debit?targetSystem=Pantheon");
    expect(bodyOf(request)).toEqual({
      transactionId: known.attempt_reference,
      contractingPartnerId: "911844857",
      platformPartnerId: "911844858",
      contentToken: TOKEN,
      debitAmount: 12_550,
      contentDescription: "Order 1042",
    });
  });

  test("carries no secret", () => {
    for (const order of [known, byToken])
      expect(JSON.stringify(connector.submit(order, settings))).not.toContain(settings.client_secret);
  });
});

describe("the correlatorId", () => {
  test.each(["07HAKIKAATTEMPT00001", "00000000000000000000", "63ZZZZZZZZZZZZZZZZZZ"])(
    "of %s tells it again",
    (name) => {
      const uuid = correlatorIdOf(name);
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(attemptReferenceOf(uuid)).toBe(name);
    },
  );

  function attemptReferenceOf(uuid: string): string {
    const digits = uuid.replace(/^(.{13}-)8(...-)8/, "$1$2").replaceAll("-", "");
    return BigInt(`0x${digits}`).toString(36).toUpperCase().padStart(20, "0");
  }
});

describe("the question what became of it", () => {
  test("is built from our own name", () => {
    const url = `http://127.0.0.1:4020/mtn/v1/payments/${correlatorId}/transactionStatus`;
    expect(asked(known)).toBe(url);
    const config = { ...settings, target_system: "EWP" } as const;
    expect(sent(connector.inquire(known, config)).url).toBe(`${url}?targetSystem=EWP`);
  });

  test.each([
    [`http://api.mtn.com/mtn/v1/payments/${correlatorId}/now?a=1`, `/v1/payments/${correlatorId}/now?a=1`],
    [`https://evil.example.test/mtn/v1/${correlatorId}`, `/v1/${correlatorId}`],
    [`file:///mtn/v2/${correlatorId}`, `/v2/${correlatorId}`],
    [`https://api.mtn.com/v1/payments/${correlatorId}`, null],
    [`http://127.0.0.1:4020/mtn/payments/${correlatorId}/transactionStatus`, null],
    [`http://127.0.0.1:4020/mtn/../v1/${correlatorId}`, null],
    ["http://127.0.0.1:4020/mtn/v1/payments/another/transactionStatus", null],
    ["http://127.0.0.1:4020/mtn/", null],
  ])("of %s is asked at the configured host, or not there at all", (outcome_url, path) => {
    const fallback = `/v1/payments/${correlatorId}/transactionStatus`;
    expect(asked({ ...known, outcome_url })).toBe(`http://127.0.0.1:4020/mtn${path ?? fallback}`);
  });

  test("about a debit has a spelling of its own", () => {
    expect(asked(byToken)).toBe(
      `http://127.0.0.1:4020/mtn/v1/customer/bill/transactionStatus?targetSystem=Pantheon&type=debit&originTransactionID=${known.attempt_reference}`,
    );
  });

  const asked = (about: Known): string => sent(connector.inquire(about, settings)).url;
});

describe("the place of the outcome", () => {
  const location = "https://api.mtn.com/v1/payments/x/transactionStatus";
  const at = (status: number, headers: HttpAnswer["headers"]) =>
    connector.readSubmit({ ...answerOf({}, status), headers }, known).outcome_url;

  test("is learned from a 201 or 202 alone", () => {
    expect([at(201, { location }), at(202, { location })]).toEqual([location, location]);
    expect([at(200, { location }), at(201, {}), at(302, { location })]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  const place = `https://api.mtn.com/v1/payments/${correlatorId}/transactionStatus`;
  const linked = (href: string, status = 200, headers: HttpAnswer["headers"] = {}, asks = false) => {
    const answer = { ...answerOf({ _links: { self: { href } } }, status), headers };
    const { readInquiry, readSubmit } = connector;
    return (asks ? readInquiry : readSubmit)(answer, known).outcome_url;
  };

  test("is learned from the link of a first answer that names no other", () => {
    expect([linked(place), linked(place, 201)]).toEqual([place, place]);
    expect(linked(place, 201, { location })).toBe(location);
    expect(linked(place, 200, {}, true)).toBeUndefined();
    expect(linked(place, 400)).toBeUndefined();
  });

  test.each(["", `/v1/payments/${correlatorId}`, location, `${place}?${"x".repeat(2_000)}`])(
    "is not learned from a link to %j",
    (href) => {
      expect(linked(href)).toBeUndefined();
    },
  );

  test.each(["", "/v1/payments/x", `https://api.mtn.com/${"x".repeat(2_000)}`])(
    "is none where %j stands",
    (other) => {
      expect(at(201, { location: other })).toBeUndefined();
    },
  );
});
