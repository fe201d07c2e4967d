import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { list } from "../catalogue/index.ts";
import { registerCodes } from "./codes.ts";
import { recordingTerminal } from "./recording-terminal.ts";

async function run(args: readonly string[], width = 100) {
  const recording = recordingTerminal(width);
  const program = new Command("hakika").exitOverride();
  registerCodes(program, recording.terminal);
  await program.parseAsync(["codes", ...args], { from: "user" });
  return recording;
}

describe("hakika codes", () => {
  test("prints the rows as JSON and nothing else", async () => {
    const { out, err } = await run(["--json"]);
    expect(JSON.parse(out())).toEqual(list());
    expect(err()).toBe("");
  });

  test("prints one provider's rows", async () => {
    const { out } = await run(["--provider", "momo-vn", "--json"]);
    expect(JSON.parse(out())).toEqual(list({ provider: "momo-vn" }));
  });

  test("ends with exit code 2 where the provider is unknown", async () => {
    const { err, exitCode } = await run(["--provider", "nobody"]);
    expect(exitCode()).toBe(2);
    expect(err()).toContain("mpesa-ke");
  });

  test.each([80, 100, 120])("draws tables that keep within %i columns", async (width) => {
    const { out } = await run([], width);
    const lines = out().split("\n");
    const tooLong = lines.filter((line) => line.length > width);
    expect(tooLong).toEqual([]);
    expect(lines.length).toBeGreaterThan(list().length);
  });

  test("shows the provider's words and whether another charge is safe where there is room", async () => {
    const wide = await run(["--provider", "mpesa-ke"], 120);
    const narrow = await run(["--provider", "mpesa-ke"], 80);
    expect(wide.out()).toContain("the provider's words");
    expect(wide.out()).toContain("again?");
    expect(narrow.out()).not.toContain("again?");
  });
});

describe("hakika codes lint", () => {
  test("has nothing to say of the registry as it is", async () => {
    const { out, exitCode } = await run(["lint"]);
    expect(out()).toBe(`All ${list().length} rows keep every invariant.`);
    expect(exitCode()).toBe(0);
  });

  test("says so in JSON with an empty list", async () => {
    const { out } = await run(["lint", "--json"]);
    expect(JSON.parse(out())).toEqual([]);
  });
});
