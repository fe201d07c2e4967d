import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nothingSpecial } from "../../../../test/support/known.ts";
import type { Known } from "../../../connector/connector.ts";
import type { HttpAnswer } from "../../../connector/http.ts";
import { type Finding, provesNotCharged } from "../../../core/outcome.ts";
import { codes } from "../codes.ts";
import { config } from "../config.ts";
import { connector } from "../connector.ts";

const key = "A1B2C3D4E5F6G7H8I9J0A1B2C3D4E5F6G7H8I9J0A1B2C3D4E5F6G7H8I9J0A1B2";
const settings = config.forSandbox("http://127.0.0.1:4010", { user_id: "CK100000001", api_key: key });

const order: Known = {
  ...nothingSpecial,
  amount: { minor: 10_000n, currency: "NGN" },
  phone_number: "+2348030000001",
  description: null,
  provider_options: { network: "mtn" },
  capture: "automatic",
  attempt_reference: "HK00000000000000A1",
  call_reference: "HK00000000000000A1",
  return_url: null,
  callback_url: "https://gw.example/hooks/5b0c",
  provider_reference: "7301442918",
};

const numberFields = ["orderid", "OrderID", "transactionid", "ORDER_ID"] as const;

describe("whatever bytes come", () => {
  const field = fc.constantFrom(
    ...numberFields,
    "statuscode",
    "StatusCode",
    "status",
    "orderstatus",
    "remark",
    "orderremark",
    "requestid",
    "message",
    "__proto__",
  );
  const value = fc.oneof(
    fc.constantFrom("7301442918", "HK00000000000000A1", "ORDER_COMPLETED", "ORDER_CANCELLED", "ORDER_ERROR"),
    fc.constantFrom("200", "201", "500", "509", "521", "899", "INVALID_RECIPIENT", "INSUFFICIENT_BALANCE"),
    fc.constantFrom(...codes.rows.map((row) => row.code)),
    fc.string(),
    fc.integer({ min: 0, max: 999 }),
    fc.constantFrom<unknown>(null, true, "", 0, {}, [], ["200"], { statuscode: "200" }),
  );
  const message = fc.dictionary(field, value, { maxKeys: 5 });
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map(bytesOf),
    message.map((each) => bytesOf(JSON.stringify(each))),
  );
  const status = fc.oneof(fc.constantFrom(200, 500, 503), fc.integer({ min: 100, max: 599 }));

  test("every reader answers with a finding, and money is said to have moved only by an order at 200", () => {
    fc.assert(
      fc.property(status, bytes, (http_status, body) => {
        for (const { provider, reading } of readEveryWay({ status: http_status, headers: {}, body })) {
          expect(typeof reading.rule).toBe("string");
          if (reading.money === "moved")
            expect([reading.rule, provider.code]).toEqual(["nellobytes/result/200", "200"]);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test("no body that names an order proves at once that nothing was spent", () => {
    fc.assert(
      fc.property(message, fc.constantFrom(...numberFields), (other, name) => {
        const fields = Object.entries(other).filter(([each]) => !isNumberField(each));
        const body = bytesOf(JSON.stringify({ ...Object.fromEntries(fields), [name]: "7301442918" }));
        const { reading } = connector.readSubmit({ status: 200, headers: {}, body }, order);
        expect(provesNotCharged(reading) && !reading.confirm_by_inquiry).toBe(false);
      }),
      { numRuns: 3_000 },
    );
  });

  test("no callback is ever proof", () => {
    fc.assert(
      fc.property(message, (fields) => {
        expect(readCallback({}, bytesOf(JSON.stringify(fields))).strength).toBe("hint");
      }),
    );
  });

  test("a text without an end is read in no time", () => {
    const long = `${"a".repeat(60_000)}${" ".repeat(60_000)}0`;
    for (const fields of [
      { orderid: long, statuscode: long },
      { status: long, remark: long },
      { [long]: long },
    ])
      readEveryWay({ status: 200, headers: {}, body: bytesOf(JSON.stringify(fields)) });
  }, 2_000);
});

describe("what a message must not carry into a finding", () => {
  const proseFields = ["remark", "orderremark", "message", "status", "orderstatus", "statuscode"];
  const around = fc.string({ maxLength: 1_200 });

  test.each([
    ["the key", key],
    ["the account's name", "CK100000001"],
    ["a short name", "CK1234"],
    ["the URL of a call", connector.submit(order, settings).url],
    ["its query", connector.submit(order, settings).url.split("?")[1] ?? ""],
    ["a short key in a query", "UserID=me&APIKey=short"],
  ])("%s, wherever it stands", (_what, secret) => expectHidden(secret, [...proseFields, ...numberFields]));

  // An order's number has digits too, so there a phone number would pass for one.
  test.each(["08030000001", "+2348030000001"])("the phone number %s in prose", (number) =>
    expectHidden(number, proseFields),
  );

  function expectHidden(secret: string, places: readonly string[]): void {
    fc.assert(
      fc.property(fc.constantFrom(...places), around, around, (place, before, after) => {
        const fields = { orderid: "7301442918", statuscode: "200", [place]: `${before} ${secret} ${after}` };
        const shown = JSON.stringify(readEveryWay(heard(fields)).map(shownPart)).toUpperCase();
        for (const part of [secret, key, "CK100000001", "APIKEY=SHORT"])
          expect(shown).not.toContain(part.toUpperCase());
      }),
    );
  }

  test("half a key, where a long text is cut", () => {
    for (let length = 900; length < 1_010; length++) {
      const remark = `See https://${"x".repeat(length)} ${key}`;
      const shown = JSON.stringify(
        readEveryWay(heard({ orderid: "7", statuscode: "200", remark })).map(shownPart),
      );
      expect(shown).not.toContain(key.slice(0, 6));
    }
  });

  test("a page for people", () => {
    for (const status of [200, 403, 500]) {
      const body = bytesOf(`<html>${connector.submit(order, settings).url}</html>`);
      const shown = JSON.stringify(readEveryWay({ status, headers: {}, body }).map(shownPart));
      expect(shown).not.toContain("CK100000001");
    }
  });

  test("and what it may carry, stays readable", () => {
    const remark = "Your account has been credited back for failed Txn, MTN ref 12345.";
    const { provider } = connector.readInquiry(
      heard({ orderid: "7301442918", statuscode: "509", remark }),
      order,
    );
    expect(provider.message).toBe(remark);
  });
});

function isNumberField(name: string): boolean {
  return numberFields.some((each) => each.toLowerCase() === name.toLowerCase());
}

function shownPart({ provider, provider_reference, reading, receipt }: Finding): unknown {
  return { provider, provider_reference, reading, receipt };
}

function readEveryWay(answer: HttpAnswer): readonly Finding[] {
  const { cancel } = connector.changes ?? {};
  if (cancel === undefined) throw new Error("The connector knows no cancel.");
  return [
    connector.readSubmit(answer, order),
    connector.readInquiry(answer, order),
    connector.readInquiry(answer, { ...order, provider_reference: null }),
    cancel.read(answer, order),
    readCallback({}, answer.body),
    readCallback({ orderremark: new TextDecoder().decode(answer.body) }, bytesOf("")),
  ];
}

function readCallback(query: Readonly<Record<string, string>>, body: Uint8Array): Finding {
  const verification = connector.verifyCallback({ method: "POST", headers: {}, query, body }, settings, 0);
  if (verification.verdict === "refused") throw new Error(verification.cause);
  return connector.readCallback(verification.callback, order, 0);
}

function heard(fields: Readonly<Record<string, unknown>>): HttpAnswer {
  return { status: 200, headers: {}, body: bytesOf(JSON.stringify(fields)) };
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
