import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { registerExplain } from "./explain.ts";
import { recordingTerminal } from "./recording-terminal.ts";

async function run(args: readonly string[], width = 100) {
  const recording = recordingTerminal(width);
  const program = new Command("hakika").exitOverride().configureOutput({ writeErr: recording.terminal.err });
  registerExplain(program, recording.terminal);
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeErr: recording.terminal.err });
  await program.parseAsync(["explain", ...args], { from: "user" });
  return recording;
}

describe("hakika explain", () => {
  test("says what a code means, what became of the money, and what to do", async () => {
    const { out, err, exitCode } = await run(["momo-vn", "1006"]);
    expect(out()).toContain("1006  MoMo");
    expect(out()).toMatch(/^Money +not moved, final$/m);
    expect(out()).toMatch(/^Next +\S/m);
    expect(out()).toMatch(/^Source +seed: /m);
    expect({ err: err(), exitCode: exitCode() }).toEqual({ err: "", exitCode: 0 });
  });

  test("shows the values of the message it is given", async () => {
    const { out } = await run(["sla-dcb", "2006", "--message", "MTN has a max charge amount of 50 NGN"]);
    expect(out()).toMatch(/^Values +operator: MTN; max: 50; currency: NGN$/m);
  });

  test("speaks to the payer in the language that is asked for", async () => {
    const { out } = await run(["mpesa-ke", "1032", "--lang", "sw"]);
    expect(out()).toMatch(/^Payer +Malipo/m);
  });

  test("narrows the meanings by surface and call", async () => {
    const { out } = await run(["momo-vn", "9000", "--surface", "result", "--call", "bind", "--json"]);
    expect(JSON.parse(out()).readings).toMatchObject([{ money: "none" }]);
  });

  test.each([60, 80, 120])("keeps within %i columns", async (width) => {
    const { out } = await run(["nellobytes", "602"], width);
    expect(
      Math.max(
        ...out()
          .split("\n")
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(width);
  });
});

describe("an unknown code", () => {
  test("ends with exit code 1 and names codes that may have been meant", async () => {
    const { out, err, exitCode } = await run(["mpesa-ke", "1073"]);
    expect({ out: out(), exitCode: exitCode() }).toEqual({ out: "", exitCode: 1 });
    expect(err()).toContain("hakika explain mpesa-ke 1037 --surface result");
  });

  test("does so in JSON too", async () => {
    const { out, err, exitCode } = await run(["mpesa-ke", "1073", "--json"]);
    expect(JSON.parse(out())).toMatchObject({ known_by: "nothing", readings: [], near: [{ code: "1037" }] });
    expect({ err: err(), exitCode: exitCode() }).toEqual({ err: "", exitCode: 1 });
  });
});

describe("an unknown provider", () => {
  test("ends with exit code 2 and the list of those that there are", async () => {
    const { out, err, exitCode } = await run(["safaricom", "1"]);
    expect({ out: out(), exitCode: exitCode() }).toEqual({ out: "", exitCode: 2 });
    for (const provider of ["mtn", "sla-dcb", "mpesa-ke", "momo-vn", "nellobytes"])
      expect(err()).toContain(provider);
  });

  test("does so in JSON too", async () => {
    const { out, exitCode } = await run(["safaricom", "1", "--json"]);
    expect(JSON.parse(out())).toMatchObject({ error: "unknown_provider", providers: { length: 5 } });
    expect(exitCode()).toBe(2);
  });
});

test.each([
  ["--surface", "nowhere"],
  ["--call", "guess"],
  ["--lang", "xx"],
  ["--http-status", "9000"],
])("%s %s is refused as wrong usage", async (option, value) => {
  await expect(run(["mtn", "1007", option, value])).rejects.toThrow(/invalid/);
});
