import { expect, test } from "vitest";
import { secureRandomness } from "./secure-randomness.ts";

test("no byte is given twice, however many are asked for before", () => {
  const given = Array.from({ length: 2_000 }, () => secureRandomness.bytes(12));
  const before = given.map((bytes) => Buffer.from(bytes).toString("hex"));
  for (const bytes of given.slice(0, 1_000)) bytes.fill(0);
  const after = given.map((bytes) => Buffer.from(bytes).toString("hex"));
  expect(new Set(before).size).toBe(2_000);
  expect(after.slice(1_000)).toEqual(before.slice(1_000));
});

test.each([0, 1, 32, 4_096, 4_097, 100_000])("%i bytes are given where as many are asked for", (count) => {
  expect(secureRandomness.bytes(count)).toHaveLength(count);
});
