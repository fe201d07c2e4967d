import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { Vault } from "../store/vault.ts";
import { readAddress, writeAddress } from "./callback-address.ts";

const randomness = { bytes: (count: number) => randomBytes(count) };
const vault = new Vault(randomBytes(32), randomness);
const address = { connection_id: randomUUID(), operation_id: randomUUID(), attempt: 3 };

test("an address that we wrote tells its attempt", () => {
  expect(readAddress(writeAddress(address, vault), vault)).toEqual(address);
});

test("an address is short enough for every provider's URL field and safe in a path", () => {
  expect(writeAddress(address, vault)).toMatch(/^[A-Za-z0-9_-]{66}$/);
});

test("an address in which anything was changed is not ours", () => {
  const written = writeAddress(address, vault);
  for (let index = 0; index < written.length; index += 1) {
    const altered = written.slice(0, index) + (written[index] === "A" ? "B" : "A") + written.slice(index + 1);
    expect(readAddress(altered, vault), `character ${index}`).toBeUndefined();
  }
});

test.each(["", "x", "../../etc/passwd", "A".repeat(66), "A".repeat(5000)])(
  "no other text is an address: %s",
  (text) => {
    expect(readAddress(text, vault)).toBeUndefined();
  },
);

test("another installation's address is not ours", () => {
  expect(readAddress(writeAddress(address, new Vault(randomBytes(32), randomness)), vault)).toBeUndefined();
});
