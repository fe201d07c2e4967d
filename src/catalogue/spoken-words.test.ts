import { describe, expect, test } from "vitest";
import { list, type Reason } from "./index.ts";
import { languages, reasonWords } from "./reasons.ts";
import { wordsFor } from "./spoken-words.ts";

const refused = {
  reason: "insufficient_funds",
  finality: "final",
  money: "not_moved",
  disclosure: "show",
} as const;

describe("what a payer hears of the money", () => {
  test("is that none has moved, where that is final", () => {
    expect(wordsFor(refused, "en").payer).toBe(
      "The balance is not enough for this payment. No money has moved.",
    );
    expect(wordsFor(refused, "fr").payer).toContain("Aucun argent n'a été transféré.");
    expect(wordsFor(refused, "sw").payer).toContain("Hakuna pesa iliyohamishwa.");
    expect(wordsFor(refused, "vi").payer).toContain("Không có khoản tiền nào được chuyển.");
  });

  test("is nothing, where it is not certain", () => {
    const reasonAlone = "The balance is not enough for this payment.";
    expect(wordsFor({ ...refused, finality: "interim" }, "en").payer).toBe(reasonAlone);
    expect(wordsFor({ ...refused, finality: "interim", money: "unknown" }, "en").payer).toBe(reasonAlone);
    expect(wordsFor({ ...refused, confirm_by_inquiry: true }, "en").payer).toBe(reasonAlone);
    expect(wordsFor({ ...refused, money: "none" }, "en").payer).toBe(reasonAlone);
  });

  test("is that it came back, or is held", () => {
    expect(wordsFor({ ...refused, money: "returned" }, "en").payer).toMatch(/given back\.$/);
    expect(wordsFor({ ...refused, finality: "interim", money: "reserved" }, "en").payer).toMatch(
      /has not been taken\.$/,
    );
  });

  test("is not to pay again, where nobody can tell", () => {
    const doubt = { ...refused, reason: "no_answer", finality: "unresolved", money: "unknown" } as const;
    expect(wordsFor(doubt, "en").payer).toMatch(/do not pay again until this is settled\.$/);
  });
});

test("a masked reason is kept from the payer and told to the operator", () => {
  const masked = wordsFor({ ...refused, reason: "suspected_fraud", disclosure: "mask" }, "en");
  expect(masked.payer).toBe(
    "This is not available at the moment. Please contact the shop. No money has moved.",
  );
  expect(masked.operator).toContain("fraud");
});

test("a masked row is masked whatever its reason", () => {
  expect(wordsFor({ ...refused, disclosure: "mask" }, "en").payer).not.toContain("balance");
});

test("a name that is not in the list is spoken of as an unknown error", () => {
  expect(reasonWords("toString")).toBe(reasonWords("unknown_error"));
});

const reasons = [...new Set<Reason>(list().map(({ reason }) => reason))];

describe.each(reasons)("the words of %s", (reason) => {
  test.each(languages)("are whole, short sentences for the payer: %s", (language) => {
    expect(reasonWords(reason).payer[language]).toMatch(/^\p{Lu}[^{}]{5,110}\.$/u);
  });

  test("are one sentence for the operator", () => {
    expect(reasonWords(reason).operator).toMatch(/^[A-Z][^.]{10,130}\.$/);
  });
});
