import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listen } from "../sandbox/testing/toy-sandbox.ts";

const program = `
import { Command } from "commander";
import { registerSandbox } from "./src/cli/sandbox.ts";
import { toySimulator } from "./src/sandbox/testing/toy-simulator.ts";
const program = new Command("hakika").exitOverride();
registerSandbox(program, [{ id: "toy", simulator: toySimulator }]);
await program.parseAsync(["node", "hakika", "sandbox", ...JSON.parse(process.env.ARGUMENTS)]).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
`;

const children: ChildProcess[] = [];
let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "hakika-sandbox-"));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(data, { recursive: true });
});

interface Running {
  readonly child: ChildProcess;
  readonly text: string;
  readonly url: string;
}

/** Resolves with what it printed once it is ready, or has ended. */
async function hakikaSandbox(...options: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    env: { ...process.env, ARGUMENTS: JSON.stringify(options) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let text = "";
  const ready = new Promise<void>((resolve) => {
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      if (text.includes("Ctrl-C")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("close", () => resolve());
  });
  await ready;
  return { child, text, url: /Sandbox {2}(\S+)/.exec(text)?.[1] ?? "" };
}

const post = (url: string, body = ""): Promise<Response> => fetch(url, { method: "POST", body });

test("prints where it is, the credentials and a call to paste, which works", async () => {
  const { text, url } = await hakikaSandbox("--port", "0");
  expect(text).toContain(`toy  ${url}/toy`);
  expect(text).toContain("key  toy-key-0001");
  expect(text).toContain(`curl -X POST '${url}/toy/pay' \\\n    -d '${url}/_sandbox/sink'`);
  expect((await post(`${url}/toy/pay`, `${url}/_sandbox/sink`)).status).toBe(200);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s stops it cleanly, even while a call hangs", async (signal) => {
  const { child, url } = await hakikaSandbox("--port", "0");
  const hanging = fetch(`${url}/toy/hang`).catch(() => "broken off");
  await fetch(`${url}/toy/echo`);
  child.kill(signal);
  expect(await once(child, "close")).toEqual([0, null]);
  expect(await hanging).toBe("broken off");
});

test("killed with what is due still open, it goes on after the next start", async () => {
  const first = await hakikaSandbox("--port", "0", "--data", data);
  await post(`${first.url}/toy/pay`, "http://127.0.0.1:1/");
  first.child.kill("SIGKILL");
  await once(first.child, "close");

  const second = await hakikaSandbox("--port", "0", "--data", data);
  const advance = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"advance_ms":10000}',
  };
  await fetch(`${second.url}/_sandbox/clock`, advance);
  const books = await (await fetch(`${second.url}/_sandbox/toy/books`)).json();
  expect(books).toMatchObject({ books: [{ receipt: "1" }] });
});

test("killed while the merchant was being told of a charge, it still has the charge in its books", async () => {
  const told = Promise.withResolvers<void>();
  await using merchant = await listen(() => told.resolve());
  const first = await hakikaSandbox("--port", "0", "--data", data, "--time-scale", "1000");
  await post(`${first.url}/toy/pay`, merchant.url);
  await told.promise;
  first.child.kill("SIGKILL");
  await once(first.child, "close");

  const second = await hakikaSandbox("--port", "0", "--data", data);
  const books = await (await fetch(`${second.url}/_sandbox/toy/books`)).json();
  expect(books).toMatchObject({ books: [{ receipt: "1" }] });
});

test("a port that is taken ends it with a sentence that says what to do", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const { text, child } = await hakikaSandbox("--port", String(port));
  expect(text.trim()).toBe(
    `Port ${port} is taken by another program: stop that program, or choose another port.`,
  );
  expect(child.exitCode).toBe(1);
  server.close();
});

test("a time scale makes its clock run faster", async () => {
  const { url } = await hakikaSandbox("--port", "0", "--time-scale", "60");
  expect(await (await fetch(`${url}/_sandbox/clock`)).json()).toMatchObject({ scale: 60 });
});

test.each(["0", "-1", "fast"])("a time scale of %s is refused", async (scale) => {
  const { text } = await hakikaSandbox("--port", "0", "--time-scale", scale);
  expect(text).toContain("A time scale is a number above 0");
});
