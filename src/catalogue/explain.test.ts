import { describe, expect, test } from "vitest";
import { type ExplainOptions, explainCode } from "./explain.ts";
import { inDoubt, inventedRow, inventedTable } from "./invented.ts";

const kilima = inventedTable(
  [
    inventedRow({
      code: "2006",
      message: "{operator} takes at most {max}",
      reason: "amount_too_large",
      notes: "Ask for less.",
    }),
    inventedRow({ code: "1037", surface: "result", ...inDoubt, confirm_by_inquiry: true }),
    inventedRow({
      code: "7001",
      message: "Token {token} is unknown",
      match_message: true,
      reason: "token_invalid",
    }),
    inventedRow({ code: "7001", message: "Token {token} was used", match_message: true, ...inDoubt }),
    inventedRow({ code: "9000", calls: ["submit"], surface: "result", ...inDoubt }),
    inventedRow({
      code: "9000",
      calls: ["bind"],
      surface: "result",
      money: "none",
      advice: { action: "none" },
    }),
    inventedRow({ code: "BAD_NUMBER", label: "WRONG_MSISDN" }),
  ],
  {
    ranges: [
      {
        surface: "api",
        pattern: /6\d{3}/,
        name: "billing errors",
        category: "payer_funds",
        reason: "insufficient_funds",
        disclosure: "show",
        source: "seed: Kilima guide 8",
        basis: "seed",
      },
    ],
  },
);
const ruvu = inventedTable([inventedRow({ code: "1037" }), inventedRow({ code: "444" })], {
  provider: "ruvu",
  name: "Ruvu Airtime",
});

function explain(code: string, options: ExplainOptions = {}) {
  const explanation = explainCode([kilima, ruvu], { provider: "kilima", code }, options);
  if (explanation === null) throw new Error("There is a provider kilima.");
  return explanation;
}

describe("a code with a row", () => {
  test("is explained with words, advice, values, notes and source", () => {
    const { readings, ...about } = explain("2006", { message: "Ruvu takes at most 50", lang: "fr" });
    expect(about).toEqual({
      provider: "kilima",
      name: "Kilima Money",
      code: "2006",
      known_by: "row",
      near: [],
    });
    expect(readings).toMatchObject([
      {
        rule: "kilima/api/2006",
        safe_to_charge_again: true,
        values: { operator: "Ruvu", max: "50" },
        words: {
          language: "fr",
          payer: "Ce montant est supérieur au maximum accepté ici. Aucun argent n'a été transféré.",
        },
        advice_sentence: "Try again as a new attempt. Use a new reference.",
        notes: "Ask for less.",
        source: "seed: Kilima guide 7",
      },
    ]);
  });

  test("has a reading for each meaning that is left open", () => {
    expect(explain("9000").readings.map(({ rule }) => rule)).toEqual([
      "kilima/result/9000/submit",
      "kilima/result/9000/bind",
    ]);
    expect(explain("9000", { call: "bind" }).readings.map(({ money }) => money)).toEqual(["none"]);
    expect(explain("7001").readings).toHaveLength(2);
    expect(explain("7001", { message: "Token 5 was used" }).readings.map(({ money }) => money)).toEqual([
      "unknown",
    ]);
  });

  test("is read as the gateway reads it, where surface and call are given", () => {
    const readings = explain("7001", { surface: "api", call: "submit", message: "reworded" }).readings;
    expect(readings.map(({ money }) => money)).toEqual(["unknown"]);
  });
});

test("a code of a family is explained by it, with near misses, and says that it has no row", () => {
  const { known_by, readings } = explain("6042");
  expect(known_by).toBe("range");
  expect(readings).toMatchObject([
    {
      category: "payer_funds",
      finality: "unresolved",
      money: "unknown",
      safe_to_charge_again: false,
      label: null,
    },
  ]);
  expect(readings[0]?.notes).toContain("billing errors");
});

describe("an unknown code", () => {
  test("has no reading, and codes that may have been meant", () => {
    const { known_by, readings, near } = explain("2060");
    expect({ known_by, readings }).toEqual({ known_by: "nothing", readings: [] });
    expect(near.map(({ rule }) => rule)).toEqual(["kilima/api/2006"]);
  });

  test("is answered at once, however long it is", () => {
    const started = performance.now();
    expect(explain("9".repeat(1_000_000)).near).toEqual([]);
    expect(performance.now() - started).toBeLessThan(200);
  });

  test("is compared with each code once, however many rows it has", () => {
    expect(explain("7010").near.map(({ code }) => code)).toEqual(["7001"]);
  });

  test("may be known on another surface", () => {
    expect(explain("1037", { surface: "redirect" }).near.map(({ rule }) => rule)).toEqual([
      "kilima/result/1037",
      "ruvu/api/1037",
    ]);
  });

  test("is looked for at home first, whatever the order of the providers", () => {
    const asked = { provider: "kilima", code: "1037" };
    const near = explainCode([ruvu, kilima], asked, { surface: "redirect" })?.near;
    expect(near?.map(({ provider }) => provider)).toEqual(["kilima", "ruvu"]);
  });

  test("may be another provider's", () => {
    expect(explain("444").near).toMatchObject([{ provider: "ruvu", code: "444" }]);
  });

  test("may be a label, or spelt in other capitals", () => {
    expect(explain("wrong_msisdn").near.map(({ code }) => code)).toEqual(["BAD_NUMBER"]);
    expect(explain("bad_numbr").near.map(({ code }) => code)).toEqual(["BAD_NUMBER"]);
  });
});

test("an unknown provider is told by null", () => {
  expect(explainCode([kilima], { provider: "nobody", code: "1" }, {})).toBeNull();
});
