import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { explainLog, explainSystemError } from "./explain-failure.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hakika-log-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function explained(log: string): Promise<string> {
  const log_path = join(folder, "postgres.log");
  writeFileSync(log_path, log);
  return (await explainLog({ log_path, data: "/srv/.hakika/postgres/data" })).message;
}

test.each([
  [
    "a full disk",
    "FATAL:  could not write to file: No space left on device",
    /^The disk that holds .*data is full: free/,
  ],
  [
    "a full disk for initdb",
    "initdb: error: could not write: No space left on device",
    /^The disk that holds/,
  ],
  [
    "somebody else's data",
    'FATAL:  data directory "/srv" has wrong ownership',
    /cannot be written by this user/,
  ],
  [
    "a read-only disk",
    "initdb: error: could not create: Read-only file system",
    /cannot be written by this user/,
  ],
  [
    "a user without a name",
    "initdb: error: could not look up effective user ID 4711",
    /needs a user with a name/,
  ],
  ["no memory", "FATAL:  could not map anonymous shared memory: Cannot allocate memory", /512 MB or more/],
  [
    "a broken checkpoint",
    "PANIC:  could not locate a valid checkpoint record at 0/1",
    /is damaged: put a copy back/,
  ],
])("%s becomes one sentence", async (_, log, sentence) => {
  expect(await explained(`LOG:  starting\n${log}\n`)).toMatch(sentence);
});

test("what nobody foresaw is quoted, with the place of the log", async () => {
  expect(await explained("LOG:  starting\nFATAL:  the moon is full\nLOG:  bye\n")).toBe(
    `PostgreSQL did not start (FATAL:  the moon is full); its log is ${join(folder, "postgres.log")}.`,
  );
});

test("a refusal of the operating system names the path that it is about", () => {
  const refused = Object.assign(new Error("EACCES"), { code: "EACCES", path: "/srv/.hakika" });
  expect(explainSystemError(refused, "/srv/.hakika")).toMatchObject({
    name: "ExplainedError",
    message: expect.stringMatching(/^\/srv\/\.hakika cannot be written by this user/),
  });
});

test("an error of our own is not dressed up as the user's", () => {
  const bug = new TypeError("undefined is not a function");
  expect(explainSystemError(bug, "/srv/.hakika")).toBe(bug);
});
