import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inDoubt, inventedQuery, inventedRow, inventedTable } from "./invented.ts";
import { readCode } from "./read-code.ts";
import { calls, surfaces } from "./row.ts";

const billingErrors = {
  surface: "api",
  pattern: /6\d{3}/,
  name: "billing errors",
  category: "payer_funds",
  reason: "insufficient_funds",
  disclosure: "show",
  source: "seed: Kilima guide 8",
  basis: "documented",
} as const;

describe("the row that reads a code", () => {
  test("is the one of its surface", () => {
    const table = inventedTable([inventedRow({ surface: "result", reason: "expired" }), inventedRow()]);
    expect(readCode(table, inventedQuery({ surface: "result" })).reason).toBe("expired");
    expect(readCode(table, inventedQuery()).reason).toBe("declined_by_operator");
    expect(readCode(table, inventedQuery({ surface: "redirect" })).known).toBe(false);
  });

  test("is the one for the call before the one for every call", () => {
    const table = inventedTable([inventedRow(), inventedRow({ calls: ["refund"], reason: "refund_failed" })]);
    expect(readCode(table, inventedQuery({ call: "refund" })).reason).toBe("refund_failed");
    expect(readCode(table, inventedQuery({ call: "submit" })).reason).toBe("declined_by_operator");
    expect(readCode(table, inventedQuery({ call: null })).reason).toBe("declined_by_operator");
  });

  test("is no row for another call", () => {
    const table = inventedTable([inventedRow({ calls: ["refund"] })]);
    expect(readCode(table, inventedQuery({ call: "submit" })).known).toBe(false);
  });

  test("is the one of the HTTP status before the one for any status", () => {
    const table = inventedTable([
      inventedRow(),
      inventedRow({ http_status: 503, reason: "provider_unavailable" }),
    ]);
    expect(readCode(table, inventedQuery({ http_status: 503 })).reason).toBe("provider_unavailable");
    expect(readCode(table, inventedQuery({ http_status: 400 })).reason).toBe("declined_by_operator");
  });

  test("is found by the code alone where the HTTP status is not the documented one", () => {
    const table = inventedTable([inventedRow({ http_status: 500 })]);
    expect(readCode(table, inventedQuery({ http_status: 200 })).reason).toBe("declined_by_operator");
  });

  test("is the more careful one where two statuses are documented and a third comes", () => {
    const rows = [inventedRow({ http_status: 400 }), inventedRow({ http_status: 500, ...inDoubt })];
    for (const ordered of [rows, rows.toReversed()]) {
      expect(readCode(inventedTable(ordered), inventedQuery({ http_status: 200 })).money).toBe("unknown");
    }
  });

  test("is none where two final rows contradict each other and neither status came", () => {
    const paid = inventedRow({
      http_status: 200,
      category: "completed",
      money: "moved",
      advice: { action: "none" },
    });
    const table = inventedTable([paid, inventedRow({ http_status: 400 })]);
    expect(readCode(table, inventedQuery({ http_status: 500 }))).toMatchObject({
      known: false,
      money: "unknown",
    });
  });

  test("may have a code of which a part varies", () => {
    const table = inventedTable([
      inventedRow({ code: "blocked_{cause}", reason: "blocked" }),
      inventedRow({ code: "blocked_age" }),
    ]);
    expect(readCode(table, inventedQuery({ code: "blocked_region" }))).toMatchObject({
      reason: "blocked",
      values: { cause: "region" },
    });
    expect(readCode(table, inventedQuery({ code: "blocked_age" })).reason).toBe("declined_by_operator");
  });
});

describe("a code with two meanings", () => {
  const absent = inventedRow({
    message: "Token {token} could not be found",
    match_message: true,
    reason: "token_invalid",
  });
  const used = inventedRow({
    message: "Token {token} was used",
    match_message: true,
    ...inDoubt,
    reason: "token_used",
  });
  const table = inventedTable([absent, used]);

  test("is read by its message", () => {
    expect(readCode(table, inventedQuery({ message: "Token 8811 could not be found" })).reason).toBe(
      "token_invalid",
    );
    expect(readCode(table, inventedQuery({ message: "Token 8811 was used" })).reason).toBe("token_used");
  });

  test.each([null, "Token trouble"])("is read the more careful way where the message is %s", (message) => {
    expect(readCode(table, inventedQuery({ message })).reason).toBe("token_used");
  });

  test("falls to the row that does not look at the message, where there is one", () => {
    const plain = inventedTable([absent, inventedRow({ ...inDoubt, reason: "unknown_error" })]);
    expect(readCode(plain, inventedQuery({ message: "anything" })).reason).toBe("unknown_error");
  });

  test("keeps only the end of a token in the values", () => {
    expect(readCode(table, inventedQuery({ message: "Token 88115 was used" })).values).toEqual({
      token: "…115",
    });
  });
});

test("a reworded message reads the same row, without values", () => {
  const table = inventedTable([inventedRow({ message: "{operator} takes at most {max}" })]);
  expect(readCode(table, inventedQuery({ message: "Ruvu takes at most 50" })).values).toEqual({
    operator: "Ruvu",
    max: "50",
  });
  expect(readCode(table, inventedQuery({ message: "No more than 50!" }))).toMatchObject({
    known: true,
    values: {},
  });
});

describe("a row's name in readings", () => {
  test("is provider, surface and code", () => {
    expect(readCode(inventedTable([inventedRow()]), inventedQuery()).rule).toBe("kilima/api/K1");
  });

  test("tells more only where rows would share a name", () => {
    const table = inventedTable([
      inventedRow(),
      inventedRow({ calls: ["refund", "cancel"] }),
      inventedRow({ calls: ["submit"], http_status: 400 }),
      inventedRow({ calls: ["submit"], http_status: 500 }),
    ]);
    const rules = [
      readCode(table, inventedQuery({ call: "capture" })),
      readCode(table, inventedQuery({ call: "cancel" })),
      readCode(table, inventedQuery({ http_status: 400 })),
      readCode(table, inventedQuery({ http_status: 500 })),
    ].map(({ rule }) => rule);
    expect(rules).toEqual([
      "kilima/api/K1",
      "kilima/api/K1/refund+cancel",
      "kilima/api/K1/submit/http-400",
      "kilima/api/K1/submit/http-500",
    ]);
  });
});

test("a row's name names neither calls nor status where it is the message that tells rows apart", () => {
  const common = { match_message: true, calls: ["submit"], http_status: 400 } as const;
  const table = inventedTable([
    inventedRow({ ...common, message: "Token {token} was used" }),
    inventedRow({ ...common, message: "Token {token} is unknown" }),
  ]);
  expect(readCode(table, inventedQuery({ message: "Token 5 was used" })).rule).toBe(
    "kilima/api/K1/token-was-used",
  );
});

describe("an answer about a call that moves no money", () => {
  test("says nothing of the operation's money, though the row for every call does", () => {
    const table = inventedTable([inventedRow()]);
    expect(readCode(table, inventedQuery({ call: "submit" })).money).toBe("not_moved");
    expect(readCode(table, inventedQuery({ call: "inquiry" })).money).toBe("none");
    expect(readCode(table, inventedQuery({ call: "lookup" })).money).toBe("none");
  });

  test("says nothing of it where the row names the inquiry among charging calls", () => {
    const table = inventedTable([inventedRow({ calls: ["submit", "inquiry"] })]);
    expect(readCode(table, inventedQuery({ call: "inquiry" })).money).toBe("none");
  });

  test("does speak of it on the surface that tells the operation's fate", () => {
    const table = inventedTable([inventedRow({ surface: "result" })]);
    expect(readCode(table, inventedQuery({ surface: "result", call: "inquiry" })).money).toBe("not_moved");
  });
});

describe("a code without a row", () => {
  test("is read by its family, with nothing certain about the money", () => {
    const table = inventedTable([], { ranges: [billingErrors] });
    expect(readCode(table, inventedQuery({ code: "6042" }))).toMatchObject({
      rule: "kilima/api/range/billing-errors",
      known: true,
      category: "payer_funds",
      finality: "unresolved",
      money: "unknown",
      advice: { action: "verify" },
    });
    expect(readCode(table, inventedQuery({ code: "60421" })).rule).toBe("unmapped");
  });

  test("is unmapped where it has no family", () => {
    expect(readCode(inventedTable([]), inventedQuery())).toMatchObject({
      rule: "unmapped",
      known: false,
      category: "indeterminate",
      finality: "unresolved",
      money: "unknown",
      advice: { action: "verify" },
    });
  });
});

test("whatever comes, there is a reading, and an unknown code is neither success nor failure", () => {
  const table = inventedTable([inventedRow(), inventedRow({ code: "blocked_{cause}" })], {
    ranges: [billingErrors],
  });
  const query = fc.record({
    surface: fc.constantFrom(...surfaces),
    call: fc.constantFrom(null, ...calls),
    http_status: fc.option(fc.integer({ min: 100, max: 599 })),
    code: fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("K1", "6001", "blocked_", "blocked_x", "__proto__"),
    ),
    message: fc.option(fc.string({ unit: "binary" })),
  });
  fc.assert(
    fc.property(query, (asked) => {
      const reading = readCode(table, asked);
      const hasRow =
        asked.surface === "api" && (asked.code === "K1" || /^blocked_./i.test(asked.code.trim()));
      if (hasRow) return;
      expect(reading).toMatchObject({
        finality: "unresolved",
        money: "unknown",
        advice: { action: "verify" },
      });
      expect(readCode(table, asked)).toEqual(reading);
    }),
  );
});
