import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeEach, expect, test } from "vitest";

/** Takes its time to stop, as a gateway with calls under way does. */
const script = `
  const { stopRequest } = await import(process.argv[1]);
  setInterval(() => {}, 1000);
  const asked = stopRequest();
  console.log("ready");
  await asked;
  console.log("asked");`;
const module = new URL("./stop-request.ts", import.meta.url).pathname;

let program: ChildProcess;
let said: string;

beforeEach(async () => {
  program = spawn(process.execPath, ["--input-type=module", "--eval", script, module], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  said = "";
  program.stdout?.on("data", (text) => {
    said += text;
  });
  await expect.poll(() => said).toContain("ready");
});
afterEach(() => program.kill("SIGKILL"));

test("the first request is heard, and npm's echo of it is no second one", async () => {
  program.kill("SIGINT");
  program.kill("SIGTERM");
  await expect.poll(() => said).toContain("asked");
  expect(program.exitCode).toBeNull();
});

test("whoever asks again later ends the process at once, with the exit code of Ctrl-C", async () => {
  const ended = once(program, "exit");
  const ask = () => program.kill("SIGINT") && program.exitCode;
  await expect.poll(ask, { interval: 100, timeout: 5000 }).toBe(false);
  expect(await ended).toEqual([130, null]);
});
