import { expect, test } from "vitest";
import { inDoubt, inventedRow } from "./invented.ts";
import { safeToChargeAgain } from "./safe-to-charge-again.ts";

test("a final refusal that moved no money makes another charge safe", () => {
  expect(safeToChargeAgain(inventedRow())).toBe(true);
  expect(safeToChargeAgain(inventedRow({ money: "returned" }))).toBe(true);
});

test.each([
  ["holds only once an inquiry confirms it", { confirm_by_inquiry: true }],
  ["says that the money moved", { money: "moved" }],
  ["says that no money could move", { money: "none" }],
  ["may still change", { finality: "provisional" }],
  ["is in doubt", inDoubt],
  ["is a duplicate", { category: "duplicate" }],
  ["advises to ask first", { advice: { action: "verify" } }],
  ["advises to wait", { advice: { action: "wait" } }],
  ["advises to ask a person", { advice: { action: "escalate" } }],
] as const)("a row that %s does not", (_why, row) => {
  expect(safeToChargeAgain(inventedRow(row))).toBe(false);
});
