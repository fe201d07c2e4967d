import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { CodeQuery } from "../../catalogue/choose-row.ts";
import { readCode } from "../../catalogue/read-code.ts";
import type { Call } from "../../catalogue/row.ts";
import { provesNotCharged, type Reading } from "../../core/outcome.ts";
import { codes } from "./codes.ts";

interface Fixture extends Omit<CodeQuery, "message"> {
  readonly source: string;
  readonly body: string;
  /** The rule that reads it. */
  readonly reads: string;
}

const folder = new URL("./fixtures/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
const fixtures = files.map((name) => [name, readFixture(name)] as const);

describe("literal messages", () => {
  test.each(fixtures)("%s is read by its row", (_name, fixture) => {
    expect(fixture.source).not.toBe("");
    expect(fieldsOf(fixture.body)).toMatchObject({ resultCode: fixture.code });
    expect(readCode(codes, { ...fixture, message: null }).rule).toBe(fixture.reads);
  });

  test("whatever its words, a code reads the same", () => {
    for (const [, fixture] of fixtures) {
      const message = fieldsOf(fixture.body)["message"] ?? null;
      expect(readCode(codes, { ...fixture, message }).rule).toBe(fixture.reads);
    }
  });
});

describe("the seed's list", () => {
  const rows = codes.rows.filter((row) => row.source.startsWith("seed:"));

  test("all 36 codes have a row, and no other claims to stand in it", () => {
    const listed = new Set(rows.map((row) => Number(row.code)));
    expect([...listed].sort((a, b) => a - b)).toEqual([...final, ...notFinal].sort((a, b) => a - b));
  });

  test("each keeps MoMo's final status and its Vietnamese words", () => {
    for (const row of rows) {
      expect(row.provider_says.final, row.code).toBe(final.includes(Number(row.code)));
      expect(row.notes, row.code).toContain("In Vietnamese:");
    }
  });
});

describe("money traps", () => {
  test("0 on create opens an order; in a notification or an inquiry it is paid", () => {
    expect(request("submit", "0")).toMatchObject({
      category: "in_progress",
      money: "unknown",
      actor: "payer",
    });
    expect(fate("submit", "0")).toMatchObject({ category: "completed", money: "moved" });
    expect(fate("inquiry", "0")).toMatchObject({ category: "completed", money: "moved" });
  });

  test("0 on a cancel gives the money back and completes nothing", () => {
    expect(fate("cancel", "0")).toMatchObject({
      category: "cancelled",
      finality: "final",
      money: "returned",
    });
  });

  test("0 on a refund query says that it was answered, not that a refund was made", () => {
    expect(request("refund_inquiry", "0")).toMatchObject({ money: "none", advice: { action: "verify" } });
    expect(fate("refund_inquiry", "0")).toMatchObject({ category: "completed", money: "moved" });
  });

  test("9000 is held money for a payment", () => {
    expect(fate("inquiry", "9000")).toMatchObject({
      finality: "interim",
      money: "reserved",
      advice: { action: "capture_or_cancel" },
    });
  });

  test.each(["0", "9000"])(
    "%s of a link says that the payer agreed, and the token is still to be fetched",
    (code) => {
      expect(fate("bind", code)).toMatchObject({ finality: "interim", money: "none", reason: "accepted" });
    },
  );

  test("99 is called final, and is asked about all the same", () => {
    expect(fate("inquiry", "99")).toMatchObject({
      finality: "provisional",
      money: "unknown",
      advice: { action: "verify" },
    });
  });

  test("98 counts only once an inquiry says it, since the order may stand without its QR code", () => {
    expect(fate("submit", "98")).toMatchObject({ confirm_by_inquiry: true });
  });

  test.each([
    ["40", "duplicate", "verify"],
    ["41", "duplicate", "verify"],
    ["42", "invalid_request", "verify"],
    ["43", "duplicate", "wait"],
  ])("%s says nothing of the order before, although MoMo advises a new id", (code, category, action) => {
    expect(request("submit", code)).toMatchObject({
      category,
      finality: "unresolved",
      money: "unknown",
      advice: { action },
    });
  });

  test.each(["10", "11", "12", "13", "20", "21", "22", "45", "47"])(
    "%s ends the request, although MoMo does not call it final",
    (code) => {
      expect(provesNotCharged(request("submit", code))).toBe(true);
      expect(request("inquiry", code).money).not.toBe("not_moved");
    },
  );

  test.each(["10", "11", "12", "13", "20", "21", "22", "47"])(
    "%s on a capture leaves the funds held",
    (code) => {
      expect(request("capture", code)).toMatchObject({ finality: "interim", money: "reserved" });
      expect(request("cancel", code).money).toBe("reserved");
    },
  );

  test("1003 gives back what was held, whoever cancelled it", () => {
    expect(fate("inquiry", "1003")).toMatchObject({
      category: "cancelled",
      finality: "final",
      money: "returned",
    });
  });

  test("1080 fails the refund alone, to be tried again in an hour as a new one", () => {
    expect(fate("refund", "1080")).toMatchObject({
      finality: "final",
      money: "not_moved",
      advice: { action: "retry_later", reference: "new", after_seconds: 3600 },
    });
  });

  test("1081 ends the refund, and another is not safe before somebody has looked at those before", () => {
    const reading = fate("refund", "1081");
    expect(reading).toMatchObject({ finality: "final", money: "not_moved", advice: { action: "verify" } });
    expect(provesNotCharged(reading)).toBe(false);
  });

  test("refund codes are no word about a payment", () => {
    for (const code of ["1080", "1081", "1088"]) {
      expect(fate("inquiry", code).rule, code).toBe("unmapped");
    }
  });

  test("the same request still in flight is waited for", () => {
    const reading = readCode(codes, {
      surface: "api",
      call: "submit",
      http_status: 422,
      code: "7000",
      message: null,
    });
    expect(reading).toMatchObject({ reason: "already_in_progress", money: "unknown" });
  });

  test("codes of older lists end a payment only once an inquiry says so", () => {
    for (const code of ["4010", "4011", "4015"]) {
      expect(fate("submit", code), code).toMatchObject({ finality: "final", confirm_by_inquiry: true });
    }
  });

  test.each(["4010", "4011"])("%s refuses the code that was typed, and another may follow", (code) => {
    expect(fate("confirm", code)).toMatchObject({ money: "not_moved", advice: { action: "ask_payer" } });
    expect(fate("confirm", code).confirm_by_inquiry).toBe(false);
  });

  test.each([
    ["2001", true],
    ["2007", true],
    ["2015", true],
    // The period is paid, so another charge is to be thought over.
    ["2011", false],
  ])("%s refuses a charge before there is an order to ask about", (code, another) => {
    const reading = fate("submit", code);
    expect(reading).toMatchObject({ finality: "final", money: "not_moved", confirm_by_inquiry: false });
    expect(provesNotCharged(reading)).toBe(another);
  });
});

const final = [
  0, 98, 99, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1017, 1026, 1080, 1081, 1088, 2019, 4001, 4002, 4100,
];
const notFinal = [10, 11, 12, 13, 20, 21, 22, 40, 41, 42, 43, 45, 47, 1000, 7000, 7002, 9000];

/** A code about a request of ours. */
function request(call: Call, code: string): Reading {
  return readCode(codes, { surface: "api", call, http_status: 400, code, message: null });
}

/** A code that tells what became of a transaction. */
function fate(call: Call, code: string): Reading {
  return readCode(codes, { surface: "result", call, http_status: 200, code, message: null });
}

/** A body, or the query of a redirect. All values as text. */
function fieldsOf(body: string): Readonly<Record<string, string>> {
  const fields = body.startsWith("{") ? Object.entries(JSON.parse(body)) : [...new URLSearchParams(body)];
  return Object.fromEntries(fields.map(([name, value]) => [name, String(value)]));
}

function readFixture(name: string): Fixture {
  return JSON.parse(readFileSync(new URL(name, folder), "utf8"));
}
