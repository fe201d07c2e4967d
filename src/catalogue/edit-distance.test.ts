import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance } from "./edit-distance.ts";

test.each([
  ["1037", "1037", 0],
  ["1037", "1073", 1],
  ["1037", "137", 1],
  ["1037", "10372", 1],
  ["INVALID_MSIDN", "INVALID_MSISDN", 1],
  ["", "abc", 3],
])("from %s to %s it takes %i", (from, to, distance) => {
  expect(editDistance(from, to)).toBe(distance);
});

test("the way back is as long, and no longer than the longer word", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (from, to) => {
      expect(editDistance(from, to)).toBe(editDistance(to, from));
      expect(editDistance(from, to)).toBeLessThanOrEqual(Math.max(from.length, to.length));
    }),
  );
});
