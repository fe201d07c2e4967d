import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { Vault } from "./vault.ts";

const randomness = { bytes: (count: number) => randomBytes(count) };
const vault = new Vault(randomBytes(32), randomness);
const place = { table: "operations", row: "one", field: "phone", merchant_id: "merchant" };

test("what is sealed opens again, and does not stand in the sealed bytes", () => {
  const sealed = vault.seal(place, "+254712345678");
  expect(vault.openText(place, sealed)).toBe("+254712345678");
  expect(sealed.toString("latin1")).not.toContain("712345678");
});

test("the same value is sealed differently each time", () => {
  expect(vault.seal(place, "same").equals(vault.seal(place, "same"))).toBe(false);
});

test.each(["table", "row", "field", "merchant_id"] as const)(
  "a sealed value does not open at another %s",
  (part) => {
    const sealed = vault.seal(place, "+254712345678");
    expect(() => vault.open({ ...place, [part]: "another" }, sealed)).toThrow();
  },
);

test("one changed bit anywhere after the header is noticed", () => {
  const sealed = vault.seal(place, "value");
  for (let index = 5; index < sealed.length; index += 1) {
    const altered = Buffer.from(sealed);
    altered[index] = (altered[index] ?? 0) ^ 1;
    expect(() => vault.open(place, altered), `byte ${index}`).toThrow();
  }
});

test("another master key says so instead of failing without a word", () => {
  const other = new Vault(randomBytes(32), randomness);
  expect(() => other.open(place, vault.seal(place, "value"))).toThrow("sealed under another master key");
});

test("a digest finds the same number again, by its purpose and under its key alone", () => {
  const digest = vault.digest("phone number", "+254712345678");
  expect(vault.matches("phone number", "+254712345678", digest)).toBe(true);
  expect(vault.matches("callback address", "+254712345678", digest)).toBe(false);
  expect(new Vault(randomBytes(32), randomness).matches("phone number", "+254712345678", digest)).toBe(false);
});

test("a master key of another length is refused", () => {
  expect(() => new Vault(randomBytes(16), randomness)).toThrow("32 bytes");
});
