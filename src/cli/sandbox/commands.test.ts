import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openToySandbox, START_MS } from "../../sandbox/testing/toy-sandbox.ts";
import { toySimulator } from "../../sandbox/testing/toy-simulator.ts";
import { recordingTerminal } from "../recording-terminal.ts";
import { registerSandbox } from "../sandbox.ts";
import { tail } from "./tail.ts";

let toy: Awaited<ReturnType<typeof openToySandbox>>;
let directory: string;
beforeEach(async () => {
  toy = await openToySandbox();
  directory = mkdtempSync(join(tmpdir(), "hakika-"));
  vi.stubEnv("HAKIKA_DIRECTORY", directory);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await toy.sandbox.close();
  rmSync(directory, { recursive: true });
});

async function hakika(...words: readonly string[]): Promise<string> {
  const { terminal, out, err } = recordingTerminal();
  const program = new Command("hakika").exitOverride().configureOutput({ writeErr: () => undefined });
  registerSandbox(program, [{ id: "toy", simulator: toySimulator }], terminal);
  await program.parseAsync(["node", "hakika", "sandbox", ...words]);
  return [out(), err()].filter((text) => text !== "").join("\n");
}

/** With the address of the toy's sandbox. */
const steer = (...words: readonly string[]): Promise<string> => hakika(...words, "--url", toy.sandbox.url);

test("scenarios: a table for people, and for programs the same as JSON", async () => {
  const table = await hakika("scenarios");
  expect(table).toMatch(/^provider +name +magic value +code +what happens\n/);
  expect(table).toMatch(/^toy +sulks +body 7 +It sulks\.$/m);
  expect(table).toMatch(/^any +answer_lost +The call has its effect/m);
  const rows = JSON.parse(await hakika("scenarios", "--json", "--provider", "toy"));
  expect(rows).toContainEqual(expect.objectContaining({ name: "sulks", field: "body", value: "7" }));
  await expect(hakika("scenarios", "--provider", "other")).rejects.toThrow("it has toy");
});

test("the clock is read, moved and scaled", async () => {
  expect(await steer("clock")).toBe("2026-07-15T09:00:00.000Z, standing still");
  expect(await steer("clock", "--advance", "90s")).toBe("2026-07-15T09:01:30.000Z, standing still");
  expect(await steer("clock", "--advance", "1h", "--world", "one")).toContain("T10:01:30");
  expect(toy.sandbox.clock.now()).toBe(START_MS + 90_000);
  expect(await steer("clock", "--scale", "60")).toContain("60 times as fast");
  await expect(steer("clock", "--advance", "soon")).rejects.toThrow("such as 90s, 5m or 2h");
});

test("phones are listed and acted on", async () => {
  expect(await steer("phones", "toy")).toBe("+254700000000  KES 1.00");
  expect(await steer("phone", "toy", "+254700000000", "wrong-pin")).toBe("+254700000000  KES 1.00");
  expect(toy.sandbox.world("toy").journal(1)).toMatchObject([{ cause: { act: "wrong_pin" } }]);
});

test("wallets are topped up and emptied", async () => {
  expect(await steer("wallets", "toy", "--top-up", "+254700000000=150000")).toBe(
    "+254700000000  payer  KES 1501.00",
  );
  expect(await steer("wallets", "toy", "--empty", "+254700000000")).toBe("+254700000000  payer  KES 0.00");
});

test("faults are added and taken away", async () => {
  expect(JSON.parse(await steer("faults", "toy", "--add", '{"kind":"drop"}'))).toMatchObject({
    id: 1,
    kind: "drop",
  });
  expect(await steer("faults", "toy", "--clear")).toBe("No faults.");
  await expect(steer("faults", "toy", "--add", "drop")).rejects.toThrow("A fault is JSON");
});

test("scenarios are played", async () => {
  expect(await steer("play", "toy", "answer_lost", "--count", "2")).toBe("answer_lost is set up.");
  expect(toy.sandbox.world("toy").faults.list()).toMatchObject([{ kind: "drop", count: 2 }]);
  expect(await steer("play", "toy", "sulks", "--phone", "+254700000000")).toBe("sulks is set up.");
});

test("a state is kept, gone back to and forgotten; a provider begins anew", async () => {
  const world = toy.sandbox.world("toy");
  world.replaceSettings({ mood: "sad" });
  expect(await steer("snapshot", "toy", "sad")).toBe("sad  2026-07-15T09:00:00.000Z");
  expect(await steer("reset", "toy")).toBe("toy begins anew.");
  expect(world.settings()).toEqual({});
  await steer("snapshot", "toy", "sad", "--restore");
  expect(world.settings()).toEqual({ mood: "sad" });
  expect(await steer("reset")).toBe("Every provider begins anew.");
  expect(await steer("snapshot", "toy", "sad", "--remove")).toBe("No snapshots.");
  expect(await steer("snapshot", "toy")).toBe("No snapshots.");
});

test("tail prints what happened and what happens, until the sandbox ends", async () => {
  await toy.call("/toy/refuse");
  const { terminal, out, err } = recordingTerminal();
  const ended = tail({ url: toy.sandbox.url, last: "5" }, terminal);
  await expect.poll(out).toContain("toy  GET /refuse, answered 422 E13\n          Not today.");
  await toy.sandbox.world("toy").act("+254700000000", "approve");
  await expect.poll(out).toContain("+254******000: approve");
  await toy.sandbox.close();
  await ended;
  expect(err()).toBe("The sandbox has stopped.");
});

test("what the sandbox refuses is said with what to do", async () => {
  await expect(steer("phones", "other")).rejects.toThrow(
    "The sandbox runs no provider other; it runs toy. Take one of",
  );
});

test("without an address it is the sandbox of npm start", async () => {
  writeFileSync(join(directory, "dev.json"), JSON.stringify({ sandbox: toy.sandbox.url }));
  expect(await hakika("clock")).toContain("2026-07-15");
});

test("where nobody answers, it says what to do", async () => {
  await expect(hakika("clock", "--url", "http://127.0.0.1:1")).rejects.toThrow(
    "No sandbox answers at http://127.0.0.1:1: run npm start or hakika sandbox, or say where it is with --url.",
  );
});
