import fc from "fast-check";
import { expect, test } from "vitest";
import { newId, readId, SLOTS, showId, slotOf } from "./ids.ts";

test("any 128 bits can be shown as an id and read again, whatever version of UUID they are", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const uuid = Buffer.from(bytes)
        .toString("hex")
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
      expect(readId("delivery", showId("delivery", uuid))).toBe(uuid);
      expect(readId("payment", showId("delivery", uuid))).toBeUndefined();
    }),
  );
});

test("whatever text comes is an id or is none, and never a fault", () => {
  const nearly = fc.stringMatching(/^pay_[0-9a-z]{26}$/);
  fc.assert(fc.property(fc.oneof(fc.string(), nearly), (text) => readId("payment", text) !== null));
});

test("a new id carries its slot and its time", () => {
  const source = {
    clock: { now: () => Date.UTC(2026, 10, 21) },
    randomness: { bytes: (count: number) => new Uint8Array(count).fill(255) },
  };
  for (let slot = 0; slot < SLOTS; slot += 1) expect(slotOf(newId(slot, source))).toBe(slot);
  expect(newId(7, source).replaceAll("-", "").slice(0, 12)).toBe(
    Date.UTC(2026, 10, 21).toString(16).padStart(12, "0"),
  );
});
