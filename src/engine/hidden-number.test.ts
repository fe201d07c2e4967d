import { expect, test } from "vitest";
import { numberHider } from "./hidden-number.ts";

const hide = numberHider("+254712345678");

test.each([
  ["254712345678", "2547******78"],
  ["+254712345678", "+2547******78"],
  ["0712345678", "0712****78"],
  ["712-345-678", "7123***78"],
  ["tel:+254 712 345 678;x", "tel:+2547******78;x"],
])("%s is hidden in a value", (text, masked) => {
  expect(hide.inValue({ list: [{ text }] })).toEqual({ list: [{ text: masked }] });
});

test("so it is where it stands as a number, or names a field", () => {
  expect(hide.inValue({ 254712345678: 254712345678, other: 254712345679 })).toEqual({
    "2547******78": "2547******78",
    other: 254712345679,
  });
});

test("accounts and times stay as they are in a value, but not in words for people", () => {
  const text = "20261121100500";
  expect(hide.inValue([text, 1_250_000_000, true, null])).toEqual([text, 1_250_000_000, true, null]);
  expect(hide.inWords(`No plan for ${text}.`)).toBe("No plan for 2026********00.");
});

test("whose number is not known, everything that may be one is hidden", () => {
  expect(numberHider(null).inValue({ id: "27832000046", kind: "prepaid" })).toEqual({
    id: "2783*****46",
    kind: "prepaid",
  });
});
