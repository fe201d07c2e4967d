import { expect, test } from "vitest";
import { maskDigits, maskNumber } from "./mask.ts";

test("a number keeps its country and its last two digits", () => {
  expect(maskNumber("+254712345678")).toBe("+2547******78");
  expect(maskNumber("254712345678")).toBe("2547******78");
});

test.each([
  ["Unknown operator for MSISDN 254712345678", "Unknown operator for MSISDN 2547******78"],
  ["call +84901234567 or 0712345678", "call +8490*****67 or 0712****78"],
  ["ws_CO_22112026005128913712345678", "ws_CO_2211********************78"],
  ["ring 0712 345 678 today", "ring 0712******78 today"],
  ["order 1042 of 2026-11-21", "order 1042 of 2026-11-21"],
])("in a text, whatever may be a number is masked: %s", (text, masked) => {
  expect(maskDigits(text)).toBe(masked);
});
