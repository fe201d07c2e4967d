import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nothingSpecial, standingAlone } from "../../../test/support/known.ts";
import type { Known, Order } from "../../connector/connector.ts";
import type { HttpAnswer } from "../../connector/http.ts";
import { type Finding, provesNotCharged } from "../../core/outcome.ts";
import { config } from "./config.ts";
import { connector } from "./connector.ts";

interface Fixture {
  readonly source: string;
  readonly call: "submit" | "inquiry" | "callback";
  readonly http_status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What is known of the push when the message comes. */
  readonly push: string | null;
  readonly code: string | null;
  readonly reads: string;
  readonly about: Finding["about"];
  readonly strength: Finding["strength"];
}

const settings = config.forSandbox("http://127.0.0.1:4010/mpesa-ke", {
  api_key: "pk_0000000000000000000000000000000000000001",
  link_id: "sc_0000000000000000000000000001",
  webhook_secret: "whsec_test_mpesa_ke_0001",
});

const order: Order = {
  ...standingAlone,
  amount: { minor: 150_000n, currency: "KES" },
  phone_number: "+254708374149",
  description: "Two tickets",
  provider_options: {},
  capture: "automatic",
  attempt_reference: "01K0ABCDEFGHJKMNPQRS",
  call_reference: "01K0ABCDEFGHJKMNPQRS",
  return_url: null,
  callback_url: "https://gw.example/callbacks/5b0c",
};

const push = "ws_CO_15072026121225318708374149";
const NOW_MS = Date.parse("2026-07-15T09:30:00Z");

const folder = new URL("./fixtures/", import.meta.url);
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name): readonly [string, Fixture] => [
    name.replace(".json", ""),
    JSON.parse(readFileSync(new URL(name, folder), "utf8")),
  ]);

describe("every fixture is read as documented", () => {
  test.each(fixtures)("%s", (_name, fixture) => {
    const { about, provider, reading, strength } = readFixture(fixture);
    expect(fixture.source).not.toBe("");
    expect(reading.known).toBe(true);
    expect([reading.rule, provider.code, about, strength]).toEqual([
      fixture.reads,
      fixture.code,
      fixture.about,
      fixture.strength,
    ]);
  });
});

describe("requests", () => {
  test("a submit carries both headers, the number without its plus, whole shillings and the callback URL", () => {
    expect(connector.submit(order, settings)).toEqual({
      method: "POST",
      url: "http://127.0.0.1:4010/mpesa-ke/api/v1/initiate",
      headers: {
        apikey: "pk_0000000000000000000000000000000000000001",
        linkid: "sc_0000000000000000000000000001",
        "content-type": "application/json",
        accept: "application/json",
      },
      body: '{"msisdn":"254708374149","amount":1500,"callback":"https://gw.example/callbacks/5b0c"}',
      timeout_ms: 35_000,
    });
  });

  test("an inquiry spells the name of the push with a small d", () => {
    const request = connector.inquire(known(push), settings);
    expect(request).toMatchObject({
      url: "http://127.0.0.1:4010/mpesa-ke/api/v1/query",
      body: `{"CheckoutRequestId":"${push}"}`,
    });
  });

  test("after a lost answer nothing is left to ask with", () => {
    expect(connector.inquire(known(null), settings)).toBe("cannot_ask");
  });
});

describe("what the answer to a submit proves", () => {
  const accepted = `{"ResponseCode":"0","CheckoutRequestID":"${push}"}`;
  const coded = (code: string) => `{"error_code":"${code}"}`;

  test.each([
    ["200 with a named push", 200, accepted, "awaiting_payer interim unknown wait"],
    [
      "200 with a ResponseCode other than 0",
      200,
      '{"ResponseCode":"1"}',
      "prompt_not_sent final not_moved retry_later",
    ],
    ["200 without a name", 200, '{"ResponseCode":"0"}', "unreadable_answer unresolved unknown verify"],
    ["200 with a web page", 200, "<html>", "unreadable_answer unresolved unknown verify"],
    ["401 without a code", 401, "", "invalid_credentials final not_moved fix_setup"],
    ["422 without a code", 422, "{}", "invalid_request final not_moved change_and_retry"],
    ["429", 429, "", "rate_limited final not_moved retry_later"],
    ["429 with an unknown code", 429, coded("SLOW_DOWN"), "rate_limited final not_moved retry_later"],
    ["STK_PUSH_FAILED", 500, coded("STK_PUSH_FAILED"), "prompt_not_sent final not_moved retry_later"],
    [
      "MPESA_UNAVAILABLE",
      500,
      coded("MPESA_UNAVAILABLE"),
      "operator_unavailable final not_moved retry_later",
    ],
    ["TIMEOUT_ERROR", 500, coded("TIMEOUT_ERROR"), "operation_timed_out unresolved unknown verify"],
    ["INTERNAL_ERROR", 500, coded("INTERNAL_ERROR"), "provider_error unresolved unknown verify"],
    ["500 with an unknown code", 500, coded("NEW_ERROR"), "unknown_code unresolved unknown verify"],
    ["500 without a code", 500, "", "provider_error unresolved unknown verify"],
    ["502", 502, "<html>", "provider_error unresolved unknown verify"],
    ["503", 503, "", "provider_error unresolved unknown verify"],
    ["504", 504, "", "provider_error unresolved unknown verify"],
    ["a redirect", 302, "", "merchant_misconfigured final not_moved fix_setup"],
    ["a status that nobody documents", 404, "", "unknown_code unresolved unknown verify"],
  ])("%s", (_what, status, body, says) => {
    const { about, reading, strength } = connector.readSubmit(answer(status, body), order);
    expect([about, strength]).toEqual(["operation", "proof"]);
    expect(`${reading.reason} ${reading.finality} ${reading.money} ${reading.advice.action}`).toBe(says);
  });

  test("a code that no row knows is unresolved under every status line", () => {
    for (const status of [400, 401, 403, 422, 500, 503]) {
      const { provider, reading } = connector.readSubmit(answer(status, coded("NEVER_DOCUMENTED")), order);
      expect([reading.known, reading.finality, reading.money, provider.code]).toEqual([
        false,
        "unresolved",
        "unknown",
        "NEVER_DOCUMENTED",
      ]);
    }
  });

  test.each([
    ["error.code", { error: { code: "INVALID_AMOUNT" } }],
    ["error", { error: "INVALID_AMOUNT" }],
    ["code", { code: "INVALID_AMOUNT" }],
    ["errorCode", { errorCode: "INVALID_AMOUNT" }],
    ["a later place than an unknown code's", { error_code: "SOMETHING_ELSE", code: "INVALID_AMOUNT" }],
  ])("the code is found in %s", (_place, body) => {
    const { reading } = connector.readSubmit(answer(422, JSON.stringify(body)), order);
    expect(reading.rule).toBe("mpesa-ke/api/INVALID_AMOUNT");
  });

  test("what M-Pesa calls wrong is not sent again by itself, even where the code is new", () => {
    const body = { error_code: "STK_PUSH_FAILED", mpesa: { errorCode: "404.001.99", errorMessage: "No" } };
    const { reading } = connector.readSubmit(answer(500, JSON.stringify(body)), order);
    expect([reading.category, reading.advice.action]).toEqual(["declined", "switch_method"]);
  });

  test("M-Pesa's bare error proves nothing while the aggregator does not say that the push failed", () => {
    const body = '{"errorCode":"500.001.1001","errorMessage":"Merchant does not exist"}';
    const { provider, reading } = connector.readSubmit(answer(500, body), order);
    expect([provider.code, reading.money]).toEqual(["500.001.1001", "unknown"]);
  });

  test("a push that has a name and is called not accepted stays in doubt, and can be asked about", () => {
    const body = `{"ResponseCode":"1","CheckoutRequestID":"${push}"}`;
    const finding = connector.readSubmit(answer(200, body), order);
    expect([finding.reading.money, finding.provider_reference]).toEqual(["unknown", push]);
  });

  test("Retry-After sets the wait, and an odd one is ignored", () => {
    const wait = (header: string) =>
      connector.readSubmit({ ...answer(429, ""), headers: { "retry-after": header } }, order).reading.advice
        .after_seconds;
    expect(wait("17")).toBe(17);
    expect(wait("Wed, 21 Oct 2026 07:28:00 GMT")).toBe(60);
    expect(wait("0")).toBe(60);
    expect(wait("99999")).toBe(60);
  });
});

describe("what an inquiry proves", () => {
  test("receipt and amount come from the items, whatever their order and their zeros", () => {
    const finding = readFixture(fixtureNamed("inquiry-paid"));
    expect([finding.receipt, finding.amount_minor]).toEqual(["UGF4T8K2QX", 150_000n]);
    expect(finding.provider_reference).toBe(push);
  });

  test("a result without an amount is proof all the same", () => {
    const finding = readFixture(fixtureNamed("inquiry-paid-flat"));
    expect([finding.reading.money, finding.receipt, finding.amount_minor]).toEqual(["moved", null, null]);
  });

  test("the tag of M-Pesa's inner parts is taken off", () => {
    expect(readFixture(fixtureNamed("inquiry-cancelled-with-tag")).provider.message).toBe(
      "Request cancelled by user",
    );
  });

  test.each([
    ["401", 401, '{"error_code":"INVALID_API_KEY"}'],
    ["422", 422, '{"error_code":"VALIDATION_ERROR"}'],
    ["500 that refuses a push", 500, '{"error_code":"STK_PUSH_FAILED"}'],
    ["500", 500, ""],
    ["429", 429, ""],
    ["a redirect", 302, ""],
    ["404", 404, ""],
    ["200 with a web page", 200, "<html>"],
    ["200 with nothing", 200, "{}"],
    ["a question not accepted", 200, '{"ResponseCode":"1","ResultCode":"0"}'],
    [
      "an answer about another push",
      200,
      '{"ResponseCode":"0","CheckoutRequestID":"ws_CO_2","ResultCode":"0"}',
    ],
  ])("%s says nothing of the payment", (_what, status, body) => {
    const { about, reading } = connector.readInquiry(answer(status, body), known(push));
    expect([about, reading.finality]).toEqual(["call", "unresolved"]);
    expect(["verify", "fix_setup"]).toContain(reading.advice.action);
    expect(provesNotCharged(reading)).toBe(false);
  });

  test("a result that no row knows leaves the payment open", () => {
    const body = `{"ResponseCode":"0","CheckoutRequestID":"${push}","ResultCode":"31415"}`;
    const { about, reading } = connector.readInquiry(answer(200, body), known(push));
    expect([about, reading.known, reading.finality, reading.money]).toEqual([
      "operation",
      false,
      "unresolved",
      "unknown",
    ]);
  });
});

describe("whatever bytes come", () => {
  const field = fc.constantFrom(
    "ResponseCode",
    "CheckoutRequestID",
    "ResultCode",
    "ResultDesc",
    "Body",
    "stkCallback",
    "CallbackMetadata",
    "Item",
    "Name",
    "Value",
    "error_code",
    "error",
    "errors",
    "mpesa",
    "errorCode",
    "message",
    "data",
    "result_code",
    "result_desc",
    "status",
    "amount",
    "timestamp",
    "checkout_request_id",
    "raw_callback",
    "callback_metadata",
    "__proto__",
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: "medium" },
      fc.constantFrom("0", "1032", "completed", "UGF4T8K2QX", push, "TIMEOUT_ERROR", "Amount"),
      fc.string(),
      fc.double(),
      fc.constantFrom(null, true),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(field, tie("any"), { maxKeys: 8 }),
    ),
  })).any;
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    value.map((json) => new TextEncoder().encode(JSON.stringify(json) ?? "")),
  );

  test("every reader answers with a finding, and money is said to have moved only on a result of 0", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), body, (status, bytes) => {
        for (const finding of readEveryWay({ status, headers: {}, body: bytes })) {
          expect(typeof finding.reading.rule).toBe("string");
          if (finding.reading.money === "moved")
            expect([finding.reading.rule, finding.provider.code]).toEqual(["mpesa-ke/result/0", "0"]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("no message keeps a full phone number", () => {
    const number = fc.integer({ min: 100_000_000, max: 799_999_999 }).map((digits) => `254${digits}`);
    fc.assert(
      fc.property(number, fc.string({ maxLength: 400 }), (phone, around) => {
        const text = `${around} ${phone} ${around}`;
        const messages = [
          { message: text },
          { errorMessage: text },
          { ResponseDescription: text },
          { result_code: "1", result_desc: text },
          { ResultCode: "1", ResultDesc: text },
        ];
        for (const message of messages) {
          const bytes = new TextEncoder().encode(JSON.stringify(message));
          for (const status of [200, 500])
            for (const { provider } of readEveryWay({ status, headers: {}, body: bytes }))
              expect(provider.message ?? "").not.toContain(phone);
        }
      }),
    );
  });
});

function readFixture(fixture: Fixture): Finding {
  const body = new TextEncoder().encode(fixture.body);
  if (fixture.call === "callback") return readAsCallback(body, fixture.headers, known(fixture.push));
  const heard: HttpAnswer = { status: fixture.http_status ?? 0, headers: fixture.headers, body };
  return fixture.call === "submit"
    ? connector.readSubmit(heard, order)
    : connector.readInquiry(heard, known(fixture.push));
}

/** Accounts that sign nothing get their callbacks read too, as hints. */
function readAsCallback(body: Uint8Array, headers: Fixture["headers"], about: Known): Finding {
  const callbacks = "x-webhook-signature" in headers ? "signed" : "unsigned";
  const raw = { method: "POST", headers, query: {}, body };
  const verification = connector.verifyCallback(raw, { ...settings, callbacks }, NOW_MS);
  if (verification.verdict === "refused") throw new Error(verification.cause);
  return connector.readCallback(verification.callback, about, NOW_MS);
}

function readEveryWay(heard: HttpAnswer): readonly Finding[] {
  return [
    connector.readSubmit(heard, order),
    connector.readInquiry(heard, known(push)),
    readAsCallback(heard.body, {}, known(push)),
    readAsCallback(heard.body, {}, known(null)),
  ];
}

function fixtureNamed(name: string): Fixture {
  const found = fixtures.find(([each]) => each === name);
  if (found === undefined) throw new Error(`There is no fixture ${name}.`);
  return found[1];
}

function known(provider_reference: string | null): Known {
  return { ...order, ...nothingSpecial, provider_reference };
}

function answer(status: number, body: string): HttpAnswer {
  return { status, headers: {}, body: new TextEncoder().encode(body) };
}
