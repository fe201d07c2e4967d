import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { CodeQuery } from "../../catalogue/choose-row.ts";
import { readCode } from "../../catalogue/read-code.ts";
import type { Call } from "../../catalogue/row.ts";
import type { Reading } from "../../core/outcome.ts";
import { provesNotCharged } from "../../core/outcome.ts";
import { codes } from "./codes.ts";

interface Fixture extends Omit<CodeQuery, "message"> {
  readonly source: string;
  readonly body: string;
  /** The rule that reads it. */
  readonly reads: string;
}

const folder = new URL("./fixtures/", import.meta.url);
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => [name, readFixture(name)] as const);

describe("literal messages", () => {
  test.each(fixtures)("%s is read by its row", (_name, fixture) => {
    expect(fixture.source).not.toBe("");
    expect(readCode(codes, { ...fixture, message: null }).rule).toBe(fixture.reads);
  });

  const coded = fixtures.filter(
    ([, { code }]) => !/^(no_code|part_|system_|carried_out|paid_not_fulfilled)/.test(code),
  );

  test.each(coded)("%s carries the code that is looked up", (_name, { body, code }) => {
    expect(body.toLowerCase()).toContain(code.toLowerCase());
  });
});

describe("the seed's table", () => {
  test.each(Object.entries(seedCodes()))("%s stands under HTTP %i", (code, http_status) => {
    const rows = codes.rows.filter((row) => row.code === code && row.basis === "seed");
    expect(rows.map((row) => row.http_status)).toContain(http_status);
    for (const row of rows) expect(row.source).toMatch(/^seed:/);
  });

  test("no other number claims to stand in it", () => {
    const listed = codes.rows.filter((row) => row.basis === "seed" && /^\d+$/.test(row.code));
    expect([...new Set(listed.map((row) => row.code))].sort()).toEqual(Object.keys(seedCodes()).sort());
  });
});

describe("money traps", () => {
  test.each([
    ["1004", 102, "in_progress", "interim", "wait"],
    ["1004", 202, "in_progress", "interim", "wait"],
    ["1005", 500, "indeterminate", "unresolved", "verify"],
    ["1007", 500, "indeterminate", "unresolved", "verify"],
    ["1012", 408, "indeterminate", "unresolved", "verify"],
    ["3003", 408, "indeterminate", "unresolved", "verify"],
    ["2000", 400, "indeterminate", "unresolved", "verify"],
    ["6000", 403, "declined", "unresolved", "verify"],
    ["1002", 400, "duplicate", "unresolved", "verify"],
    ["1003", 400, "duplicate", "unresolved", "verify"],
  ])("%s under HTTP %i leaves the money open", (code, http_status, category, finality, action) => {
    expect(read("submit", code, http_status)).toMatchObject({
      category,
      finality,
      money: "unknown",
      advice: { action },
    });
  });

  test("6001 names its cause, so nothing moved and the payer can act", () => {
    expect(read("submit", "6001", 403)).toMatchObject({
      category: "payer_funds",
      finality: "final",
      money: "not_moved",
    });
  });

  test("6001 on a refund is the merchant's float, which the payer is not told of", () => {
    expect(read("refund", "6001", 403)).toMatchObject({ category: "merchant_funds", disclosure: "mask" });
  });

  test("0000 on a call that moves money means taken, not paid", () => {
    for (const call of ["submit", "refund", "subscribe"] as const) {
      expect(read(call, "0000", 200), call).toMatchObject({ category: "in_progress", money: "unknown" });
    }
  });

  test("0000 on the status call is no word about the payment", () => {
    expect(read("inquiry", "0000", 200)).toMatchObject({ finality: "interim", money: "none" });
  });

  test("nothing may be sent again, since nothing is documented to be recognised", () => {
    expect(codes.deduplicates).toEqual([]);
    expect(codes.rows.filter((row) => row.advice.action === "resend_same")).toEqual([]);
  });
});

describe("two dialects of one number", () => {
  test("1005 is a retry on the page and a pending subscription in carrier billing, never to be retried", () => {
    expect(read("subscribe", "1005", 500).reason).toBe("provider_error");
    expect(read("subscribe", "1005", 485)).toMatchObject({
      category: "duplicate",
      money: "unknown",
      advice: { action: "wait" },
    });
  });

  test("1007 is a time-out on the page and a missing channel in carrier billing", () => {
    expect(read("submit", "1007", 500)).toMatchObject({ reason: "operation_timed_out", money: "unknown" });
    expect(read("submit", "1007", 463)).toMatchObject({ category: "merchant_setup", money: "not_moved" });
  });

  const numbers = [...new Set(codes.rows.map((row) => row.code).filter((code) => /^\d{4}$/.test(code)))];

  test.each(numbers)("%s under a status that belongs to neither proves nothing", (code) => {
    expect(provesNotCharged(read("submit", code, 418))).toBe(false);
  });
});

describe("a 207, of which a part failed", () => {
  test.each(["0000", "no_code", "part_missing", "part_empty", "part_null", "system_inactive"])(
    "%s is unknown, and not an absence",
    (code) => {
      expect(read("lookup", code, 207)).toMatchObject({ reason: "partial_answer", finality: "unresolved" });
    },
  );

  test("the same null in a 200 is a fact", () => {
    expect(read("lookup", "part_null", 200)).toMatchObject({ category: "completed", money: "none" });
  });
});

test("without a code, only a status that is answered before any work proves anything", () => {
  const proving = [400, 401, 403, 404, 405, 408, 429, 500, 502, 503, 504, 520].filter((http_status) =>
    provesNotCharged(read("submit", "no_code", http_status)),
  );
  expect(proving).toEqual([401, 405, 429]);
});

test("codes without a published meaning are read by their group, and leave the money open", () => {
  const groups: Readonly<Record<string, string>> = {
    "0001": "mtn/api/range/customer-errors",
    "2006": "mtn/api/range/network-errors",
    "3325": "mtn/api/range/server-errors",
    "4015": "mtn/api/range/authentication",
    "5999": "mtn/api/range/parameters",
    "6999": "mtn/api/range/billing",
    "7000": "unmapped",
  };
  for (const [code, rule] of Object.entries(groups)) {
    expect(read("submit", code, 400), code).toMatchObject({ rule, finality: "unresolved", money: "unknown" });
  }
});

test("a failure of a payment counts only once the status call says it", () => {
  for (const word of ["failed", "rejected", "declined", "cancelled", "canceled", "expired"]) {
    const reading = readCode(codes, {
      surface: "result",
      call: "inquiry",
      http_status: 200,
      code: word,
      message: null,
    });
    expect(reading, word).toMatchObject({ finality: "final", confirm_by_inquiry: true });
  }
});

function read(call: Call, code: string, http_status: number): Reading {
  return readCode(codes, { surface: "api", call, http_status, code, message: null });
}

function readFixture(name: string): Fixture {
  return JSON.parse(readFileSync(new URL(name, folder), "utf8"));
}

function seedCodes(): Readonly<Record<string, number>> {
  return {
    "0000": 200,
    "1000": 404,
    "1001": 400,
    "1002": 400,
    "1003": 400,
    "1004": 102,
    "1005": 500,
    "1007": 500,
    "1012": 408,
    "1013": 429,
    "2000": 400,
    "3000": 503,
    "3001": 500,
    "3003": 408,
    "3006": 429,
    "4000": 401,
    "4001": 405,
    "5000": 400,
    "5001": 400,
    "6000": 403,
    "6001": 403,
  };
}
