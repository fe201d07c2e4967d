import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { literalsOf, matchTemplate, placeholdersOf } from "./template.ts";

describe("a message that fits its template", () => {
  test("yields what stands at the placeholders", () => {
    expect(
      matchTemplate(
        "{operator} has a max charge amount of {max} {currency}",
        "MTN has a max charge amount of 50 NGN",
      ),
    ).toEqual({ operator: "MTN", max: "50", currency: "NGN" });
  });

  test("may have other capitals, more space and no full stop", () => {
    expect(matchTemplate("Unknown token {token}.", "  unknown   TOKEN abC ")).toEqual({ token: "abC" });
  });

  test("may end or begin with a placeholder of several words", () => {
    expect(matchTemplate("Failed with error={message}", "Failed with error=out of range")).toEqual({
      message: "out of range",
    });
  });

  test("yields nothing where the template has no placeholders", () => {
    expect(matchTemplate("Invalid PIN", "Invalid PIN")).toEqual({});
  });
});

describe("a message that does not fit", () => {
  test.each([
    ["other words", "The most that MTN charges is 50 NGN"],
    ["a part is missing", "MTN has a max charge amount of 50"],
    ["a placeholder would be empty", " has a max charge amount of 50 NGN"],
  ])("is told by null: %s", (_why, message) => {
    expect(matchTemplate("{operator} has a max charge amount of {max} {currency}", message)).toBeNull();
  });

  test("is told by null where a placeholder in the middle would be empty", () => {
    expect(matchTemplate("{least}-{most} shillings", "-50 shillings")).toBeNull();
  });

  test("is told by null where the template has no placeholders and something follows", () => {
    expect(matchTemplate("Invalid PIN", "Invalid PIN block")).toBeNull();
  });

  test("is told by null where something follows its last words", () => {
    expect(matchTemplate("Token {token} could not be found", "Token 7 could not be found yet")).toBeNull();
  });
});

test("a message of any length is fitted at once", () => {
  const template = "{a} x {b} x {c} x {d} x {e} y";
  const started = performance.now();
  expect(matchTemplate(template, "x ".repeat(5_000))).toBeNull();
  expect(matchTemplate(template, " x".repeat(990))).toBeNull();
  expect(performance.now() - started).toBeLessThan(100);
});

const word = fc.stringMatching(/^[A-Za-z0-9]{1,12}$/);

test("a filled template always fits, and gives back what it was filled with", () => {
  fc.assert(
    fc.property(word, word, (operator, max) => {
      const message = `${operator} :: at most ${max} ::`;
      expect(matchTemplate("{operator} :: at most {max} ::", message)).toEqual({ operator, max });
    }),
  );
});

test("names and fixed words of a template", () => {
  expect(placeholdersOf("{operator} takes {currency}")).toEqual(["operator", "currency"]);
  expect(literalsOf("{operator} takes {currency}")).toBe(" takes ");
});
