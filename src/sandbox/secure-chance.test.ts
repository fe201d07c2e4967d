import { expect, test } from "vitest";
import { secureChance } from "./secure-chance.ts";

test.each([1, 2, 10, 62, 256, 257, 3_000_000_000])(
  "whole numbers from 0 up to but not including %i",
  (below) => {
    for (let i = 0; i < 5_000; i++) {
      const number = secureChance(below);
      expect(Number.isInteger(number) && number >= 0 && number < below).toBe(true);
    }
  },
);

test("each is about as likely as the others, also where a byte does not divide evenly", () => {
  // Were the rest not thrown away, 0 to 55 would come twice as often as the others.
  let low = 0;
  for (let i = 0; i < 20_000; i++) if (secureChance(200) < 56) low++;
  expect(low / 20_000).toBeGreaterThan(0.25);
  expect(low / 20_000).toBeLessThan(0.31);
});
