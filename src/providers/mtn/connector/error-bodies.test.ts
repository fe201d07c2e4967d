import { describe, expect, test } from "vitest";
import { ruleOf } from "../../../catalogue/rules.ts";
import { provesNotCharged } from "../../../core/outcome.ts";
import { codes } from "../codes.ts";
import { connector } from "../connector.ts";
import { answerOf, known, read } from "./testing/orders.ts";

describe("the seven bodies of an error", () => {
  const code = { statusCode: "6001", statusMessage: "Insufficient funds" };
  const five = { timestamp: "2026-03-14T08:15:33.710+0000", error: "Forbidden", path: "/payments" };
  const funds = "mtn/api/6001/http-403";

  test.each<[string, number, unknown, string, string | null]>([
    ["E1", 403, { ...five, status: 403, message: "No message available" }, "mtn/api/no_code/http-403", null],
    ["E1 with the code", 403, { ...five, status: 403, ...code }, funds, "6001"],
    [
      "E2",
      403,
      { ...code, supportMessage: "ECW: NOT_ENOUGH_FUNDS", sequenceNo: "1", downstreamStatusCode: 403 },
      funds,
      "6001",
    ],
    ["E3", 403, { ...five, statusCode: "6001", message: "Insufficient funds" }, funds, "6001"],
    [
      "E4",
      401,
      { error: "invalid_token", error_description: "expired" },
      "mtn/api/invalid_token",
      "invalid_token",
    ],
    [
      "E4 in a word of which nobody knows",
      401,
      { error: "teapot" },
      "mtn/api/gateway_fault/http-401",
      "teapot",
    ],
    ["E4 that forbids", 403, { error: "forbidden" }, "mtn/api/gateway_fault/http-403", "forbidden"],
    [
      "E5",
      500,
      { fault: { faultstring: "x", detail: { errorcode: "messaging.runtime" } } },
      "mtn/api/gateway_fault",
      "messaging.runtime",
    ],
    ["E5 without a word", 403, { fault: { faultstring: "x" } }, "mtn/api/gateway_fault/http-403", null],
    [
      "E6",
      401,
      { statusCode: 4000, statusMessage: "Unauthorised", faultMessage1: "x" },
      "mtn/api/4000/http-401",
      "4000",
    ],
    ["E7", 404, { data: null }, "mtn/api/1000/http-404", null],
    ["E7 of subscriptions", 404, { services: null }, "mtn/api/1000/http-404", null],
    ["three digits that repeat the status", 403, { statusCode: "403" }, "mtn/api/no_code/http-403", null],
    ["the status that does not exist", 999, {}, "mtn/api/999", "999"],
  ])("%s under HTTP %i", (_name, status, body, rule, sent_code) => {
    const { provider, reading } = read({ body, status, asks: false });
    expect([reading.rule, provider.code]).toEqual([rule, sent_code]);
  });

  test("only words for people come from the texts, with the cause that supportMessage names", () => {
    const { provider } = read({
      body: { ...code, supportMessage: "ECW: of +27832000046" },
      status: 403,
      asks: false,
    });
    expect(provider.message).toBe("Insufficient funds: ECW: of +2783*****46");
  });

  test.each([["not JSON"], ["{"], ['"text"'], ["[]"], [""], ["null"]])(
    "%j is read by its status alone",
    (body) => {
      expect(read({ body, status: 500, asks: false }).reading.rule).toBe("mtn/api/no_code/http-500");
      expect(read({ body, status: 200, asks: false }).reading.finality).toBe("interim");
      expect(read({ body, status: 200 })).toMatchObject({ about: "call", reading: { money: "none" } });
    },
  );
});

describe("code and HTTP status", () => {
  const table = codes.rows.filter(({ basis, code }) => basis === "seed" && /^\d{4}$/.test(code));
  const everyStatus = [200, 201, 202, 207, 400, 401, 403, 404, 405, 408, 418, 429, 485, 500, 502, 503, 504];

  test.each([...new Set(table.map(({ code }) => code))])(
    "%s proves nothing under a status that is not its own",
    (code) => {
      const own = table.filter((row) => row.code === code).map(({ http_status }) => http_status);
      const carrier = codes.rows.filter((row) => row.code === code && (row.http_status ?? 0) > 450);
      for (const status of everyStatus.filter((each) => !own.includes(each))) {
        if (carrier.some((row) => row.http_status === status)) continue;
        const { reading } = read({ body: { statusCode: code }, status, asks: false });
        expect(provesNotCharged(reading), `${code} under ${status}`).toBe(false);
        expect(reading.money, `${code} under ${status}`).toBe("unknown");
      }
    },
  );

  test("0000 under a status that refuses is a contradiction, whatever word stands beside it", () => {
    const body = { statusCode: "0000", data: { status: "Successful" } };
    for (const status of [301, 400, 401, 403, 404, 429, 500]) {
      const { reading } = read({ body, status, asks: false });
      expect(reading).toMatchObject({
        rule: "mtn/api/success_refused",
        reason: "contradiction",
        money: "unknown",
      });
    }
  });

  test("a refusal in a body that says Successful is no success", () => {
    const body = { statusCode: "5000", data: { status: "Successful" } };
    expect(read({ body, asks: false }).reading).toMatchObject({ reason: "contradiction", money: "unknown" });
  });

  test("three time-outs and two limits stay what they are", () => {
    const rules = (["1007/500", "1012/408", "3003/408", "1013/429", "3006/429"] as const).map((pair) => {
      const [code, status] = pair.split("/");
      return read({ body: { statusCode: code }, status: Number(status), asks: false }).reading;
    });
    expect(rules.map(({ rule }) => rule.split("/")[2])).toEqual(["1007", "1012", "3003", "1013", "3006"]);
    expect(rules.map(({ category }) => category)).toEqual([
      ...Array(3).fill("indeterminate"),
      ...Array(2).fill("throttled"),
    ]);
  });

  test("every row of the page is reached under its own status", () => {
    for (const row of table.filter(({ calls }) => calls === undefined || calls.includes("submit"))) {
      if (row.http_status === null) continue;
      const { reading } = read({ body: { statusCode: row.code }, status: row.http_status, asks: false });
      expect(reading.rule).toBe(ruleOf(codes, row));
    }
  });
});

describe("a limit that was passed", () => {
  test.each([
    ["17", 17],
    ["999999", 86_400],
    ["0", 60],
    ["Wed, 21 Oct 2026 07:28:00 GMT", 60],
    [undefined, 60],
  ])("with Retry-After %s waits %i seconds", (told, seconds) => {
    const headers = told === undefined ? {} : { "retry-after": told };
    for (const statusCode of ["1013", "3006"]) {
      const answer = { ...answerOf({ statusCode }, 429), headers };
      expect(connector.readSubmit(answer, known).reading.advice.after_seconds).toBe(seconds);
      const asked = connector.readInquiry(answer, known).reading;
      expect(asked.advice).toEqual({ action: "verify", reference: "same", after_seconds: seconds });
    }
  });

  test.each([
    ["1013", "payer_rate_limited"],
    ["3006", "rate_limited"],
    [undefined, "rate_limited"],
  ])("is told to be one customer's or the whole connection's by %s", (statusCode, reason) => {
    const body = statusCode === undefined ? {} : { statusCode };
    expect(connector.readSubmit(answerOf(body, 429), known).reading).toMatchObject({
      category: "throttled",
      reason,
    });
  });

  test("of anything else is not looked at", () => {
    const answer = { ...answerOf({ statusCode: "3000" }, 503), headers: { "retry-after": "5" } };
    expect(connector.readSubmit(answer, known).reading.advice).toEqual({ action: "verify" });
  });
});
