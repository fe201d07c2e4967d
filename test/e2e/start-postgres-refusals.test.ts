import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { DataDirectory } from "../support/data-directory.ts";

const whole = new DataDirectory();
beforeAll(() => whole.startAndStop());
afterAll(() => whole[Symbol.asyncDispose]());

let directory: DataDirectory;
beforeEach(() => {
  directory = whole.copy();
});
afterEach(() => directory[Symbol.asyncDispose]());

test("data that another process is using", async () => {
  await directory.serve(async () => {
    await expect(directory.startAndStop()).rejects.toThrow(
      /^Another process is using the database in .*postgres; stop it first\.$/,
    );
  });
});

test("data of another major version, which is left as it is", async () => {
  writeFileSync(join(directory.data, "PG_VERSION"), "14\n");
  await expect(directory.startAndStop()).rejects.toThrow(
    /made by PostgreSQL 14, but this Hakika brings PostgreSQL 18: .* or delete .*data to start afresh\.$/,
  );
  expect(existsSync(join(directory.data, "global", "pg_control"))).toBe(true);
});

test.each([
  ["a folder without a version", () => rmSync(join(directory.data, "PG_VERSION"))],
  ["a lost control file", () => rmSync(join(directory.data, "global/pg_control"))],
  [
    "a control file of zeros",
    () => writeFileSync(join(directory.data, "global/pg_control"), new Uint8Array(8192)),
  ],
  ["a lost write-ahead log", () => emptyFolder("pg_wal")],
  ["lost tables", () => emptyFolder("base")],
])("%s", async (_, damage) => {
  damage();
  await expect(directory.startAndStop()).rejects.toThrow(
    /^The database in .*data is damaged: put a copy back, or delete .*data to start afresh/,
  );
});

test("a lost password", async () => {
  rmSync(join(directory.path, "postgres-password"));
  await expect(directory.startAndStop()).rejects.toThrow(
    /^The password in \.hakika\/postgres-password is not the one that the database was made with/,
  );
});

function emptyFolder(name: string): void {
  const folder = join(directory.data, name);
  for (const entry of readdirSync(folder)) rmSync(join(folder, entry), { recursive: true });
}
