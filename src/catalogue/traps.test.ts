/** Codes that say one thing and mean another. Each was taken for something else by somebody, and money was lost over it. */
import { describe, expect, test } from "vitest";
import { provesNotCharged, type Reading } from "../core/outcome.ts";
import { type CodeQuery, codeTables, readCode } from "./index.ts";

/** Reads a code as it comes after a submit, unless the test says otherwise. */
function read(provider: string, code: string, came: Partial<CodeQuery> = {}): Reading {
  const table = codeTables.find((candidate) => candidate.provider === provider);
  if (table === undefined) throw new Error(`There is no table of ${provider}.`);
  return readCode(table, { surface: "api", call: "submit", http_status: 200, message: null, code, ...came });
}

function isSafe(reading: Reading): boolean {
  return provesNotCharged(reading) && !reading.confirm_by_inquiry;
}

const inDoubt = { finality: "unresolved", money: "unknown", advice: { action: "verify" } } as const;

describe("MTN", () => {
  const mtn = (code: string, http_status: number, came: Partial<CodeQuery> = {}) =>
    read("mtn", code, { http_status, ...came });

  test("1004 under HTTP 102 is still going on", () => {
    expect(mtn("1004", 102)).toMatchObject({
      known: true,
      finality: "interim",
      money: "unknown",
      advice: { action: "wait" },
    });
  });

  test.each([
    ["1007", 500],
    ["1012", 408],
    ["3003", 408],
  ])("%s is a time-out, and a time-out is not a failure", (code, http_status) => {
    expect(mtn(code, http_status)).toMatchObject({
      category: "indeterminate",
      reason: "operation_timed_out",
      ...inDoubt,
    });
  });

  test("2000 is a network error, though HTTP 400 blames the caller", () => {
    expect(mtn("2000", 400)).toMatchObject({
      category: "indeterminate",
      reason: "network_error",
      ...inDoubt,
    });
  });

  test("1005 says retry, and does not say that nothing happened", () => {
    expect(mtn("1005", 500)).toMatchObject(inDoubt);
  });

  test("a part of a 207 that timed out is no answer, though its own statusCode says 200", () => {
    const part = mtn("system_inactive", 207, { call: "lookup", message: "Request timed out." });
    expect(part).toMatchObject({
      known: true,
      reason: "partial_answer",
      finality: "unresolved",
      money: "none",
    });
    for (const code of ["part_missing", "part_empty", "part_null"]) {
      expect(mtn(code, 207, { call: "lookup" })).toMatchObject({
        reason: "partial_answer",
        finality: "unresolved",
      });
    }
  });

  test("6000 names no cause and proves nothing; 6001 does both", () => {
    expect(mtn("6000", 403)).toMatchObject(inDoubt);
    expect(mtn("6001", 403)).toMatchObject({
      category: "payer_funds",
      finality: "final",
      money: "not_moved",
    });
    expect(isSafe(mtn("6001", 403))).toBe(true);
  });

  test.each(["1002", "1003"])("%s: the goal may hold already", (code) => {
    expect(mtn(code, 400, { call: "subscribe" })).toMatchObject({ category: "duplicate", ...inDoubt });
  });

  test("1005 and 1007 mean something else under the statuses of carrier billing", () => {
    expect(mtn("1005", 485)).toMatchObject({ reason: "already_in_progress", advice: { action: "wait" } });
    expect(mtn("1007", 463)).toMatchObject({
      category: "merchant_setup",
      finality: "final",
      money: "not_moved",
    });
  });
});

describe("SLA Digital", () => {
  const sla = (code: string, came: Partial<CodeQuery> = {}) => read("sla-dcb", code, came);

  test("every error is read the same under HTTP 200 and under any other status", () => {
    const rows = codeTables.find(({ provider }) => provider === "sla-dcb")?.rows ?? [];
    const errors = rows.filter(({ surface }) => surface === "api");
    expect(errors.length).toBeGreaterThanOrEqual(84);
    for (const { code, calls, message } of errors) {
      const came = { call: calls?.[0] ?? "submit", message } as const;
      expect(sla(code, { ...came, http_status: 200 })).toMatchObject({ known: true });
      expect(sla(code, { ...came, http_status: 200 })).toEqual(sla(code, { ...came, http_status: 403 }));
      expect(sla(code, { ...came, http_status: 200 }).money).not.toBe("moved");
    }
  });

  test("2007 refuses the copy and says nothing of the first", () => {
    expect(sla("2007")).toMatchObject({ category: "duplicate", ...inDoubt });
  });

  test("7001 is told apart by its message: not found, or used already", () => {
    expect(sla("7001", { message: "Token ab12 could not be found" })).toMatchObject({
      finality: "final",
      money: "not_moved",
    });
    expect(sla("7001", { message: "Token ab12 has been already used" })).toMatchObject({
      category: "duplicate",
      ...inDoubt,
    });
    expect(sla("7001", { message: "Something about a token" })).toMatchObject({
      category: "duplicate",
      ...inDoubt,
    });
  });

  test("no resources: the operator was asked, and nobody knows what it did", () => {
    expect(sla("No resources")).toMatchObject({ category: "indeterminate", ...inDoubt });
  });

  test.each([
    ["2005", "MTN does not accept charges in KES", { operator: "MTN", currency: "KES" }],
    ["2006", "MTN has a max charge amount of 50 NGN", { operator: "MTN", max: "50", currency: "NGN" }],
    ["2026", "MTN has a min charge amount of 5 NGN", { operator: "MTN", min: "5", currency: "NGN" }],
  ])("%s carries values in its message", (code, message, values) => {
    expect(sla(code, { message }).values).toEqual(values);
    expect(sla(code, { message: "reworded" })).toEqual({ ...sla(code, { message }), values: {} });
  });

  test("2014 is about what the operator can do, not about the payer", () => {
    const reading = sla("2014", { call: "refund" });
    expect(reading).toMatchObject({ reason: "partial_refund_unsupported", money: "not_moved" });
    expect(reading.actor).not.toBe("payer");
  });

  test("user_cancel in the return address is unsigned, so it is asked about", () => {
    expect(sla("user_cancel", { surface: "redirect" })).toMatchObject({
      reason: "payer_cancelled",
      ...inDoubt,
    });
  });
});

describe("the M-Pesa aggregator", () => {
  const mpesa = (code: string, came: Partial<CodeQuery> = {}) =>
    read("mpesa-ke", code, { surface: "result", http_status: null, ...came });

  test("1037: no response is not a refusal, and a late success is possible", () => {
    const reading = mpesa("1037");
    expect(reading).toMatchObject({
      category: "payer_declined",
      reason: "payer_no_response",
      money: "not_moved",
      confirm_by_inquiry: true,
    });
    expect(isSafe(reading)).toBe(false);
  });

  test("17 is a limit by the seed, and others disagree", () => {
    expect(mpesa("17")).toMatchObject({ category: "limit", reason: "rule_limited", basis: "conflicting" });
  });

  test.each(["1025", "9999"])("%s proves nothing until an inquiry says it too", (code) => {
    const reading = mpesa(code);
    expect(reading.known).toBe(true);
    expect(isSafe(reading)).toBe(false);
    expect(reading.confirm_by_inquiry || reading.money === "unknown").toBe(true);
  });

  test("of two errors under HTTP 500 one is in doubt and the other started nothing", () => {
    const timeout = mpesa("TIMEOUT_ERROR", { surface: "api", http_status: 500 });
    const failed = mpesa("STK_PUSH_FAILED", { surface: "api", http_status: 500 });
    expect(timeout).toMatchObject({ category: "indeterminate", ...inDoubt });
    expect(failed).toMatchObject({ finality: "final", money: "not_moved" });
  });
});

describe("MoMo", () => {
  const momo = (code: string, came: Partial<CodeQuery> = {}) =>
    read("momo-vn", code, { http_status: null, ...came });
  const result = { surface: "result" } as const;

  test("99 is called final, and says nothing", () => {
    expect(momo("99", result)).toMatchObject({
      finality: "provisional",
      money: "unknown",
      advice: { action: "verify" },
    });
  });

  test.each(["40", "41", "42"])("%s advises a new id, but the first request may live", (code) => {
    expect(momo(code)).toMatchObject(inDoubt);
  });

  test.each(["40", "41"])("%s is a duplicate", (code) => {
    expect(momo(code).category).toBe("duplicate");
  });

  test("43 waits for the other transaction", () => {
    expect(momo("43")).toMatchObject({ money: "unknown", advice: { action: "wait" } });
  });

  test("9000 holds the money of a payment and moves none for a binding", () => {
    expect(momo("9000", result)).toMatchObject({
      finality: "interim",
      money: "reserved",
      advice: { action: "capture_or_cancel" },
    });
    expect(momo("9000", { ...result, call: "bind" })).toMatchObject({ money: "none" });
  });

  test("1003 gave the money back", () => {
    expect(momo("1003", result)).toMatchObject({
      category: "cancelled",
      finality: "final",
      money: "returned",
    });
  });

  test.each([
    ["11", "merchant_setup"],
    ["13", "merchant_setup"],
    ["20", "invalid_request"],
    ["21", "invalid_request"],
    ["45", "invalid_request"],
    ["47", "invalid_request"],
  ])("%s is not final for the transaction, yet refuses this request", (code, category) => {
    expect(momo(code)).toMatchObject({ category, finality: "final", money: "not_moved" });
  });

  test("1080: the refund failed, the payment stands, and an hour has to pass", () => {
    expect(momo("1080", { ...result, call: "refund" })).toMatchObject({
      reason: "refund_failed",
      money: "not_moved",
      advice: { action: "retry_later", after_seconds: 3600 },
    });
  });
});

describe("Nellobytes", () => {
  const nello = (code: string, came: Partial<CodeQuery> = {}) =>
    read("nellobytes", code, { surface: "result", http_status: null, ...came });
  const refusal = { surface: "api" } as const;

  test("201 is labelled completed, and is tried again for an hour", () => {
    expect(nello("201")).toMatchObject({
      finality: "interim",
      money: "unknown",
      advice: { action: "wait", after_seconds: 3600 },
    });
  });

  test.each(["199", "299", "399", "599", "699"])("%s is unspecified, whatever its band", (code) => {
    expect(nello(code)).toMatchObject(inDoubt);
  });

  test("499 is unspecified too", () => {
    expect(nello("499", refusal)).toMatchObject(inDoubt);
  });

  test.each(["600", "601", "602", "603", "604", "605", "606"])(
    "%s is on hold and can still succeed",
    (code) => {
      expect(nello(code)).toMatchObject({
        finality: "provisional",
        money: "unknown",
        advice: { action: "wait" },
      });
    },
  );

  test("509: credited back, once an inquiry says so", () => {
    const reading = nello("509");
    expect(reading).toMatchObject({ money: "returned", confirm_by_inquiry: true });
    expect(isSafe(reading)).toBe(false);
  });

  test("417 is our float, not the payer's money", () => {
    expect(nello("417", refusal)).toMatchObject({
      category: "merchant_funds",
      finality: "final",
      advice: { action: "top_up_float" },
      disclosure: "mask",
    });
  });

  test.each(["412", "415", "416"])("%s may stand for an order on hold", (code) => {
    expect(nello(code, refusal)).toMatchObject({ ...inDoubt, disclosure: "mask" });
  });

  test("408 says minimum and reads like a maximum", () => {
    expect(nello("408", refusal)).toMatchObject({ category: "limit", reason: "amount_out_of_bounds" });
    expect(["documented", "conflicting"]).toContain(nello("408", refusal).basis);
  });

  test("521: completed, cancelled or refunded, and only an inquiry tells which", () => {
    expect(nello("521")).toMatchObject({ category: "duplicate", ...inDoubt });
  });

  test.each(["515", "516", "517", "519"])("%s is about the recipient", (code) => {
    expect(nello(code)).toMatchObject({ category: "account_state", actor: "recipient" });
  });
});
