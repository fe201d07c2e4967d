import { describe, expect, test } from "vitest";
import { nothingSpecial } from "../../../../test/support/known.ts";
import type { CodeRow } from "../../../catalogue/row.ts";
import { ruleOf } from "../../../catalogue/rules.ts";
import type { Known } from "../../../connector/connector.ts";
import type { HttpAnswer } from "../../../connector/http.ts";
import { codes } from "../codes.ts";
import { config } from "../config.ts";
import { connector } from "../connector.ts";

const page = codes.rows.filter((row) => row.source.startsWith("seed:"));
const states = page.filter((row) => row.surface === "result").map((row) => [row.code, row] as const);
const refusals = page.filter((row) => row.surface === "api").map((row) => [row.code, row] as const);

test("the page's 54 codes are 34 states of an order and 20 refusals", () => {
  expect([states.length, refusals.length]).toEqual([34, 20]);
});

describe.each(states)("an order in %s", (_code, row) => {
  const fields = { orderid: "7301442918", requestid: "HK00000000000000A1" };
  const told = answer({ ...fields, statuscode: row.code, status: row.label, remark: `MTN: ${row.message}.` });

  test("is read by its row from a submit, an inquiry and a cancel", () => {
    const findings = [
      connector.readSubmit(told, order),
      connector.readInquiry(told, order),
      connector.changes?.cancel?.read(told, order),
    ];
    for (const finding of findings) {
      expect(finding).toMatchObject({ about: "operation", strength: "proof" });
      expect(finding?.reading).toMatchObject(meaningOf(row));
      expect(finding?.provider_reference).toBe("7301442918");
      expect(finding?.provider).toMatchObject({ code: row.code, label: row.label });
      expect(finding?.provider.message).toContain(row.message);
    }
  });

  test("is read by its row from a callback, which is no more than a hint", () => {
    const { strength, reading } = called({
      ...fields,
      statuscode: row.code,
      orderstatus: String(row.label),
      orderremark: String(row.message),
    });
    expect(strength).toBe("hint");
    expect(reading).toMatchObject(meaningOf(row));
  });

  test("counts as ended only where an inquiry says so, or where it is delivered", () => {
    const { reading } = connector.readSubmit(told, order);
    expect(reading.finality !== "final" || reading.confirm_by_inquiry || row.code === "200").toBe(true);
  });
});

describe.each(refusals)("a refusal with %s", (code, row) => {
  const word = row.message ?? "";
  const forms = [
    { statuscode: code, status: "ORDER_ERROR" },
    { statuscode: code, status: "ORDER_ERROR", remark: word },
    { statuscode: Number(code), status: word },
    { statuscode: code },
  ];

  test("is read by its row from a submit, however it is written", () => {
    for (const form of forms) {
      const { provider, reading } = connector.readSubmit(answer(form), order);
      expect(reading).toMatchObject(meaningOf(row));
      expect(provider.code).toBe(code);
    }
  });

  test("says nothing of the order in the answer to an inquiry", () => {
    for (const form of forms)
      expect(connector.readInquiry(answer(form), order)).toMatchObject({
        about: "call",
        reading: { finality: "unresolved", confirm_by_inquiry: false },
      });
  });

  test("beside the number of an order proves nothing", () => {
    for (const form of forms) {
      const { reading } = connector.readSubmit(answer({ orderid: "7301442918", ...form }), order);
      expect(reading).toMatchObject({ reason: "contradiction", finality: "unresolved", money: "unknown" });
    }
  });
});

test.each(refusals.filter(([code]) => code !== "499"))("the word alone reads as %s does", (_code, row) => {
  const { rule, ...alike } = meaningOf(row);
  const { reading } = connector.readSubmit(answer({ status: row.message }), order);
  expect(reading).toMatchObject({ category: alike.category, reason: alike.reason, money: alike.money });
  expect(reading.rule).not.toBe(rule);
});

test("the word of 499 stands for six codes, so that alone it stands for none", () => {
  const { reading } = connector.readSubmit(answer({ status: "Unspecified Error" }), order);
  expect(reading).toMatchObject({ known: false, finality: "unresolved", money: "unknown" });
});

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

function called(query: Readonly<Record<string, string>>) {
  const settings = config.forSandbox("http://127.0.0.1:4010", { user_id: "CK100000001", api_key: "K" });
  const raw = { method: "GET", headers: {}, query, body: new Uint8Array() };
  const verification = connector.verifyCallback(raw, settings, 0);
  if (verification.verdict === "refused") throw new Error(verification.cause);
  return connector.readCallback(verification.callback, order, 0);
}

function answer(body: unknown): HttpAnswer {
  return { status: 200, headers: {}, body: new TextEncoder().encode(JSON.stringify(body)) };
}

function meaningOf(row: CodeRow) {
  const { category, reason, finality, money, actor, advice, disclosure } = row;
  return { rule: ruleOf(codes, row), category, reason, finality, money, actor, advice, disclosure };
}
