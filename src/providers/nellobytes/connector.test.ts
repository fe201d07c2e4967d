import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { nothingSpecial, standingAlone } from "../../../test/support/known.ts";
import type { Known, Order } from "../../connector/connector.ts";
import type { HttpAnswer } from "../../connector/http.ts";
import { type Finding, provesNotCharged } from "../../core/outcome.ts";
import { config } from "./config.ts";
import { connector } from "./connector.ts";

interface Fixture {
  readonly source: string;
  /** Null where the provider called us. */
  readonly call: "submit" | "inquiry" | "cancel" | null;
  readonly http_status: number | null;
  readonly content_type: string | null;
  readonly body: string;
  /** The order's number, where it is known when the message comes. */
  readonly order_id: string | null;
  readonly code: string | null;
  readonly reads: string;
  readonly about: Finding["about"];
  readonly strength: Finding["strength"];
}

const settings = config.forSandbox("http://127.0.0.1:4010/nellobytes", {
  user_id: "CK100000001",
  api_key: "A1B2C3D4E5F6G7H8I9J0A1B2C3D4E5F6G7H8I9J0A1B2C3D4E5F6G7H8I9J0A1B2",
});
const { cancel } = connector.changes ?? {};

const airtime: Order = {
  ...standingAlone,
  amount: { minor: 10_000n, currency: "NGN" },
  phone_number: "+2348030000001",
  description: null,
  provider_options: { network: "mtn" },
  capture: "automatic",
  attempt_reference: "HK00000000000000A1",
  call_reference: "HK00000000000000A1",
  return_url: null,
  callback_url: "https://gw.example/hooks/5b0c?a=1&b=2",
};

const account = `UserID=CK100000001&APIKey=${settings.api_key}`;

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
  test("airtime is bought with a GET that carries everything in its query", () => {
    expect(connector.submit(airtime, settings)).toEqual({
      method: "GET",
      url:
        `http://127.0.0.1:4010/nellobytes/APIAirtimeV1.asp?${account}&MobileNetwork=01&Amount=100` +
        "&MobileNumber=08030000001&RequestID=HK00000000000000A1" +
        "&CallBackURL=https%3A%2F%2Fgw.example%2Fhooks%2F5b0c%3Fa%3D1%26b%3D2",
      headers: { accept: "application/json" },
      body: null,
      timeout_ms: 75_000,
    });
  });

  test("a data plan goes to another script, to the letter and without an amount", () => {
    const provider_options = { network: "airtel", product: "data", data_plan: "1000.00" };
    const { url } = connector.submit({ ...airtime, provider_options }, settings);
    expect(url).toContain("/APIDatabundleV1.asp?");
    expect(url).toContain("&MobileNetwork=04&DataPlan=1000.00&MobileNumber=");
    expect(url).not.toContain("Amount");
  });

  test.each([
    ["mtn", "01"],
    ["glo", "02"],
    ["9mobile", "03"],
    ["airtel", "04"],
  ])("the network %s is %s, with its zero", (network, code) => {
    const { url } = connector.submit({ ...airtime, provider_options: { network } }, settings);
    expect(new URL(url).searchParams.get("MobileNetwork")).toBe(code);
  });

  test("an account may keep our address to itself", () => {
    const { url } = connector.submit(airtime, { ...settings, callback_url: "leave_out" });
    expect(url).not.toContain("CallBackURL");
  });

  test("an order is asked about and withdrawn by its number, or by our own name while that is unknown", () => {
    const ask = (order_id: string | null) => connector.inquire(known(order_id), settings);
    const base = "http://127.0.0.1:4010/nellobytes";
    expect(ask("7301442918")).toMatchObject({
      method: "GET",
      url: `${base}/APIQueryV1.asp?${account}&OrderID=7301442918`,
    });
    expect(ask(null)).toMatchObject({
      url: `${base}/APIQueryV1.asp?${account}&RequestID=HK00000000000000A1`,
    });
    expect(cancel?.request(known("7301442918"), settings).url).toBe(
      `${base}/APICancelV1.asp?${account}&OrderID=7301442918`,
    );
  });

  test("options that the schema does not know are never sent", () => {
    expect(() => connector.submit({ ...airtime, provider_options: {} }, settings)).toThrow();
  });
});

describe("what the answer to a submit proves", () => {
  test.each([
    ["an accepted order", 200, order("100"), "accepted interim unknown wait"],
    ["a delivery at once", 200, order("200"), "completed final moved none"],
    ["silence of the operator", 200, order("201"), "operation_timed_out interim unknown wait"],
    [
      "a refusal by its word",
      200,
      '{"status":"INVALID_RECIPIENT"}',
      "invalid_phone_number final not_moved change_and_retry",
    ],
    [
      "a refusal in other letters",
      200,
      '{"STATUS":" invalid recipient "}',
      "invalid_phone_number final not_moved change_and_retry",
    ],
    [
      "an empty float",
      200,
      '{"status":"INSUFFICIENT_BALANCE"}',
      "merchant_balance_insufficient final not_moved top_up_float",
    ],
    [
      "a refusal of an order",
      200,
      '{"orderid":"7","status":"INVALID_RECIPIENT"}',
      "unreadable_answer unresolved unknown verify",
    ],
    ["a refusal with an order's number", 200, order("417"), "contradiction unresolved unknown verify"],
    [
      "a refusal with an order of an odd kind",
      200,
      '{"orderid":{},"statuscode":"417"}',
      "contradiction unresolved unknown verify",
    ],
    [
      "a refusal with an empty number",
      200,
      '{"orderid":null,"transactionid":0,"status":"INVALID_RECIPIENT"}',
      "invalid_phone_number final not_moved change_and_retry",
    ],
    [
      "an order's number beside an empty one",
      200,
      '{"OrderID":"7","orderid":"","status":"INVALID_RECIPIENT"}',
      "unreadable_answer unresolved unknown verify",
    ],
    [
      "a state without an order",
      200,
      '{"statuscode":"200","status":"ORDER_COMPLETED"}',
      "unreadable_answer unresolved unknown verify",
    ],
    [
      "a state's number beside a refusal",
      200,
      '{"statuscode":"100","status":"INVALID_RECIPIENT"}',
      "unreadable_answer unresolved unknown verify",
    ],
    ["a bare state", 200, '{"status":"ORDER_ERROR"}', "unreadable_answer unresolved unknown verify"],
    [
      "a refusal of another request",
      200,
      '{"requestid":"HK9","status":"INVALID_RECIPIENT"}',
      "contradiction unresolved unknown verify",
    ],
    ["a repeated request", 200, '{"status":"TXN_HISTORY"}', "duplicate_request unresolved unknown verify"],
    [
      "a new word in a known family",
      200,
      '{"status":"MISSING_LUCK"}',
      "missing_parameter unresolved unknown verify",
    ],
    ["a new word", 200, '{"status":"Your account is suspended."}', "unknown_code unresolved unknown verify"],
    ["nothing", 200, "", "unreadable_answer unresolved unknown verify"],
    ["a list", 200, "[]", "unreadable_answer unresolved unknown verify"],
    [
      "a refusal under 500",
      500,
      '{"status":"INVALID_RECIPIENT"}',
      "provider_error unresolved unknown verify",
    ],
    ["a redirect", 302, "", "unreadable_answer unresolved unknown verify"],
    ["a page that is not there", 404, "", "unreadable_answer unresolved unknown verify"],
  ])("%s", (_what, status, body, says) => {
    const { about, reading, strength } = connector.readSubmit(answer(status, body), airtime);
    expect([about, strength]).toEqual(["operation", "proof"]);
    expect(`${reading.reason} ${reading.finality} ${reading.money} ${reading.advice.action}`).toBe(says);
  });

  test.each([
    ["orderid", '{"orderid":"7301442918","statuscode":"100"}'],
    ["transactionid", '{"transactionid":7301442918,"statuscode":100}'],
    ["ORDER_ID", '{"ORDER_ID":" 7301442918 "}'],
  ])("the order's number is found under %s", (_name, body) => {
    expect(connector.readSubmit(answer(200, body), airtime).provider_reference).toBe("7301442918");
  });

  test("a number too large for a float keeps every digit", () => {
    const body = '{"orderid":9007199254740993,"statuscode":100}';
    expect(connector.readSubmit(answer(200, body), airtime).provider_reference).toBe("9007199254740993");
  });

  test("letters in the operator's own encoding do no harm", () => {
    const body = Buffer.from(
      '{"orderid":"7","statuscode":"200","status":"ORDER_COMPLETED","remark":"\xa3100"}',
      "latin1",
    );
    expect(connector.readSubmit({ status: 200, headers: {}, body }, airtime).reading.money).toBe("moved");
  });
});

describe("what an inquiry proves", () => {
  test.each([
    ["another order", order("200", { orderid: "7301442919" })],
    ["another request", order("200", { requestid: "HK00000000000000A2" })],
    ["an order of an odd name", order("200", { orderid: "<b>" })],
    ["an unknown order", '{"status":"INVALID_ORDERID"}'],
    ["a bad key", '{"status":"INVALID_CREDENTIALS"}'],
    ["a bad key by its number", '{"statuscode":"400","status":"INVALID_CREDENTIALS"}'],
    ["a refusal", '{"status":"INVALID_RECIPIENT"}'],
    ["a state without an order", '{"statuscode":"200","status":"ORDER_COMPLETED"}'],
    ["nothing", "{}"],
    ["a web page", "<html>"],
  ])("%s says nothing of ours", (_what, body) => {
    const finding = connector.readInquiry(answer(200, body), known("7301442918"));
    expect([finding.about, finding.reading.finality, finding.provider_reference]).toEqual([
      "call",
      "unresolved",
      null,
    ]);
    expect(["verify", "fix_setup"]).toContain(finding.reading.advice.action);
    expect(provesNotCharged(finding.reading)).toBe(false);
  });

  test("our own names come back in any letters, or not at all", () => {
    for (const requestid of ["hk00000000000000a1", "", null]) {
      const finding = connector.readInquiry(answer(200, order("200", { requestid })), known("7301442918"));
      expect([finding.about, finding.reading.money]).toEqual(["operation", "moved"]);
    }
  });

  test.each(["200", "501", "509", "899"])("%s ends nothing under another word than its own", (code) => {
    const body = order(code, { status: "ORDER_SUCCESSFUL" });
    const { reading } = connector.readInquiry(answer(200, body), known("7301442918"));
    expect([reading.reason, reading.finality]).toEqual(["contradiction", "unresolved"]);
  });

  test("what the wallet paid is not what was asked, and is compared with nothing", () => {
    const body = order("200", { amountcharged: "4,985.28" });
    expect(connector.readInquiry(answer(200, body), known("7301442918")).amount_minor).toBeNull();
  });
});

describe("what the answer to a cancel proves", () => {
  const read = (body: string) => cancel?.read(answer(200, body), known("7301442918"));

  test("it ends nothing before an inquiry says so", () => {
    const reading = read(order("500", { status: "ORDER_CANCELLED" }))?.reading;
    expect(reading).toMatchObject({ rule: "nellobytes/result/500", confirm_by_inquiry: true });
  });

  test("too late is no cancellation, whatever its word", () => {
    const reading = read(order("521", { status: "ORDER_CANCELLED" }))?.reading;
    expect(reading).toMatchObject({ category: "duplicate", finality: "unresolved", money: "unknown" });
  });

  test("a bad key says nothing of the order's money", () => {
    expect(read('{"status":"INVALID_CREDENTIALS"}')?.reading.money).toBe("none");
  });
});

function readFixture(fixture: Fixture): Finding {
  const about = known(fixture.order_id);
  const heard = answer(fixture.http_status ?? 0, fixture.body);
  switch (fixture.call) {
    case null:
      return readAsCallback(fixture, about);
    case "submit":
      return connector.readSubmit(heard, airtime);
    case "inquiry":
      return connector.readInquiry(heard, about);
    case "cancel":
      if (cancel === undefined) throw new Error("The connector knows no cancel.");
      return cancel.read(heard, about);
  }
}

/** A form stands in the query, JSON in the body. */
function readAsCallback({ body, content_type }: Fixture, about: Known): Finding {
  const raw =
    content_type === null
      ? {
          method: "GET",
          headers: {},
          query: Object.fromEntries(new URLSearchParams(body)),
          body: bytesOf(""),
        }
      : { method: "POST", headers: { "content-type": content_type }, query: {}, body: bytesOf(body) };
  const verification = connector.verifyCallback(raw, settings, 0);
  if (verification.verdict === "refused") throw new Error(verification.cause);
  return connector.readCallback(verification.callback, about, 0);
}

function order(statuscode: string, rest: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ orderid: "7301442918", statuscode, ...rest });
}

function known(provider_reference: string | null): Known {
  return { ...airtime, ...nothingSpecial, provider_reference };
}

function answer(status: number, body: string): HttpAnswer {
  return { status, headers: {}, body: bytesOf(body) };
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
