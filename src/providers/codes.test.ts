import { describe, expect, test } from "vitest";
import { lint } from "../catalogue/lint.ts";
import { readCode } from "../catalogue/read-code.ts";
import type { CodeRow } from "../catalogue/row.ts";
import { ruleOf } from "../catalogue/rules.ts";
import { codeTables } from "./codes.ts";
import { providers } from "./index.ts";

test("the five providers have a table, each under a name of its own", () => {
  expect(codeTables.map(({ provider }) => provider)).toEqual([
    "mtn",
    "sla-dcb",
    "mpesa-ke",
    "momo-vn",
    "nellobytes",
  ]);
});

test("the tables are those of the list of providers, and no other", () => {
  expect(new Set(codeTables)).toEqual(new Set(providers.map(({ codes }) => codes)));
  for (const { id, codes } of providers) expect(codes.provider).toBe(id);
});

describe.each(codeTables.map((table) => [table.provider, table] as const))(
  "the table of %s",
  (_provider, table) => {
    test("keeps every invariant", () => {
      expect(lint(table)).toEqual([]);
    });

    test("gives every row a name of its own", () => {
      const rules = table.rows.map((row) => ruleOf(table, row));
      expect(new Set(rules).size).toBe(rules.length);
    });

    test("has no row that another one hides", () => {
      for (const row of table.rows) {
        const came = {
          surface: row.surface,
          http_status: row.http_status,
          code: row.code,
          message: row.message,
        };
        const readings = (row.calls ?? [null]).map((call) => readCode(table, { ...came, call }));
        expect(readings.map(({ rule }) => rule)).toContain(ruleOf(table, row));
      }
    });
  },
);

describe("every code of the seed documents has a row", () => {
  test.each([
    ["mtn", "api", 21, (row: CodeRow) => /^\d{4}$/.test(row.code)],
    ["sla-dcb", "redirect", 27, () => true],
    ["mpesa-ke", "api", 12, (row: CodeRow) => /^[A-Z_]+$/.test(row.code)],
    ["mpesa-ke", "result", 8, () => true],
  ] as const)("%s, %s: %i codes", (provider, surface, count, counts) => {
    const rows = seedRows(provider).filter((row) => row.surface === surface && counts(row));
    expect(new Set(rows.map(({ code }) => code)).size).toBe(count);
  });

  test("sla-dcb: 84 errors, of which two share the code 7001", () => {
    const errors = seedRows("sla-dcb").filter((row) => row.surface === "api");
    expect(new Set(errors.map(({ code, message }) => `${code} ${message}`)).size).toBe(84);
    expect(new Set(errors.map(({ code }) => code)).size).toBe(83);
  });

  test.each([
    ["momo-vn", 36],
    ["nellobytes", 54],
  ] as const)("%s: %i codes on any surface", (provider, count) => {
    expect(new Set(seedRows(provider).map(({ code }) => code)).size).toBe(count);
  });
});

function seedRows(provider: string): readonly CodeRow[] {
  return codeTables
    .flatMap((table) => (table.provider === provider ? table.rows : []))
    .filter((row) => row.source.startsWith("seed"));
}
