import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeProcessLock } from "./process-lock.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hakika-lock-"));
  path = join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a lock that is held is refused until it is released", () => {
  const first = takeProcessLock(path);
  expect(takeProcessLock(path)).toBeNull();
  first?.release();
  const second = takeProcessLock(path);
  expect(second).not.toBeNull();
  second?.release();
});

test("the lock of a killed process is free", async () => {
  const script =
    "const { takeProcessLock } = await import(process.argv[1]); globalThis.lock = takeProcessLock(process.argv[2]);";
  const module = new URL("./process-lock.ts", import.meta.url).pathname;
  const hold = `${script} console.log("held"); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ["--input-type=module", "--eval", hold, module, path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(holder.stdout, "data");
  expect(takeProcessLock(path)).toBeNull();
  holder.kill("SIGKILL");
  await once(holder, "exit");
  const lock = takeProcessLock(path);
  expect(lock).not.toBeNull();
  lock?.release();
});

test("a lock that cannot be made is an error, not somebody else's", () => {
  expect(() => takeProcessLock(join(folder, "missing", "lock"))).toThrow(/unable to open/);
});
