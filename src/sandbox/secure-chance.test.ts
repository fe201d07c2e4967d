import { expect, test } from "vitest";
import { secureChance } from "./secure-chance.ts";

test.each([1, 2, 10, 62, 3_000_000_000])("whole numbers from 0 up to but not including %i", (below) => {
  for (let i = 0; i < 3_000; i++) {
    const number = secureChance(below);
    expect(Number.isInteger(number) && number >= 0 && number < below).toBe(true);
  }
});

test("each is about as likely as the others, also where they do not divide all that there are", () => {
  // A third of 2 ** 32 more would fall on the lower half if the rest were not thrown away.
  const below = 3 * 2 ** 30;
  let low = 0;
  for (let i = 0; i < 20_000; i++) if (secureChance(below) < below / 2) low++;
  expect(low).toBeGreaterThan(9_500);
  expect(low).toBeLessThan(10_500);
});
