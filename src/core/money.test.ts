import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencies, exponentOf, formatMoney, type MoneyProblem, parseMoney, wholeUnits } from "./money.ts";

const MINOR_MAX = 9_999_999_999_999n;

describe("an amount that is read is written as it was", () => {
  test.each(currencies)("%s", (currency) => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: MINOR_MAX }), (minor) => {
        expect(parseMoney(formatMoney({ minor, currency }))).toEqual({ minor, currency });
      }),
    );
  });
});

test.each([
  ["KES", "1500", 150_000n],
  ["KES", "1500.5", 150_050n],
  ["KES", "1500.50", 150_050n],
  ["KES", "0.01", 1n],
  ["VND", "50000", 50_000n],
  ["VND", "50000.00", 50_000n],
  ["KWD", "1.005", 1_005n],
  ["KWD", "9999999999999.999", 9_999_999_999_999_999n],
])("%s %s is read exactly", (currency, value, minor) => {
  expect(parseMoney({ value, currency })).toEqual({ minor, currency });
});

describe("what is not an exact amount is refused", () => {
  const refused: Readonly<Record<MoneyProblem, readonly (readonly [currency: string, value: string])[]>> = {
    not_a_decimal: [
      "",
      " ",
      "1,000",
      "1 000",
      "+1",
      "-1",
      "-0",
      "1e3",
      "1E3",
      "0x10",
      "01",
      "00",
      "00.50",
      ".5",
      "1.",
      "1..0",
      "1.0.0",
      "NaN",
      "Infinity",
      "١٢",
      "1\n",
      " 1",
      "1 ",
      "1_000",
      "1n",
      "KES 1",
    ].map((value) => ["KES", value] as const),
    too_many_decimals: [
      ["KES", "0.001"],
      ["KES", "1.500"],
      ["VND", "1.5"],
      ["VND", "1.000"],
      ["KWD", "1.0005"],
    ],
    too_large: [
      ["KES", "10000000000000"],
      ["VND", "9".repeat(400)],
    ],
    not_positive: [
      ["KES", "0"],
      ["KES", "0.00"],
      ["KWD", "0.000"],
    ],
    unknown_currency: [
      ["kes", "1"],
      ["XXX", "1"],
      ["", "1"],
      ["toString", "1"],
      ["__proto__", "1"],
    ],
  };
  const cases = Object.entries(refused).flatMap(([problem, amounts]) =>
    amounts.map(([currency, value]) => [JSON.stringify(value), currency, problem, value] as const),
  );

  test.each(cases)("%s of %s is %s", (_, currency, problem, value) => {
    expect(parseMoney({ value, currency })).toBe(problem);
  });

  test("whatever text it is, it is read exactly or refused", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.double().map(String)),
        fc.constantFrom(...currencies),
        (value, currency) => {
          const money = parseMoney({ value, currency });
          if (typeof money !== "string") expect(Number(formatMoney(money).value)).toBe(Number(value));
        },
      ),
    );
  });
});

describe("a provider may take fewer decimals than its currency has", () => {
  test.each([
    ["150", 15_000n],
    ["150.00", 15_000n],
    ["150.10", "too_many_decimals"],
  ])("%s KES where it takes whole shillings", (value, expected) => {
    const money = parseMoney({ value, currency: "KES" }, 0);
    expect(typeof money === "string" ? money : money.minor).toBe(expected);
  });

  test("never more", () => {
    expect(parseMoney({ value: "1.5", currency: "VND" }, 2)).toBe("too_many_decimals");
  });
});

describe("whole units", () => {
  test.each(currencies)("of %s come back exactly", (currency) => {
    const minor = 7n * 10n ** BigInt(exponentOf(currency) ?? 0);
    expect(wholeUnits({ minor, currency })).toBe(7n);
  });

  test("are refused where there is a fraction, for a wire without decimals would lose it", () => {
    expect(() => wholeUnits({ minor: 15_010n, currency: "KES" })).toThrow("fraction");
  });
});

test("an amount in a currency without a known exponent is a bug, not a guess", () => {
  expect(() => formatMoney({ minor: 1n, currency: "XXX" })).toThrow("XXX");
  expect(() => wholeUnits({ minor: 1n, currency: "XXX" })).toThrow("XXX");
});

test("every exponent is one that ISO 4217 knows, and no amount outgrows a PostgreSQL bigint", () => {
  for (const currency of currencies) {
    expect([0, 2, 3]).toContain(exponentOf(currency));
    const largest = parseMoney({ value: "9999999999999", currency });
    expect(typeof largest === "string" || largest.minor < 2n ** 63n).toBe(true);
  }
});
