import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const launcher = fileURLToPath(new URL("../../bin/hakika.js", import.meta.url));

interface Result {
  readonly exit_code: number;
  readonly output: string;
  readonly errors: string;
}

function hakika(args: readonly string[], node_options: readonly string[] = []): Promise<Result> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...node_options, launcher, ...args],
      (_error, output, errors) => {
        resolve({ exit_code: child.exitCode ?? -1, output, errors });
      },
    );
  });
}

test("--help lists every command with what it does", async () => {
  const { exit_code, output } = await hakika(["--help"]);
  expect(exit_code).toBe(0);
  for (const command of [
    "start",
    "sandbox",
    "codes",
    "explain",
    "payment",
    "refund",
    "message",
    "subscription",
  ])
    expect(output).toMatch(new RegExp(`^  ${command} .*[a-z]`, "m"));
});

test("--version says the version of the package", async () => {
  expect(await hakika(["--version"])).toMatchObject({
    exit_code: 0,
    output: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
});

test("a misspelt command is answered with the nearest one and exit code 2", async () => {
  const { exit_code, errors } = await hakika(["strat"]);
  expect(exit_code).toBe(2);
  expect(errors).toMatch(/unknown command 'strat'\s+\(Did you mean start\?\)/);
});

test.each([[["start", "--port", "http"]], [["start", "--port", "65536"]], [["sandbox", "--port", "-1"]]])(
  "%j is wrong usage, exit code 2",
  async (args) => {
    const { exit_code, errors } = await hakika(args);
    expect(exit_code).toBe(2);
    expect(errors).toMatch(/A port is a whole number from 0 to 65535/);
  },
);

test("help for one command shows its options", async () => {
  const { exit_code, output } = await hakika(["help", "start"]);
  expect(exit_code).toBe(0);
  expect(output).toMatch(/--sandbox-port <number> .*default: 4600, env:\s+HAKIKA_SANDBOX_PORT/s);
});

test.each([["codes"], ["explain"]])(
  "%s loads neither the server nor the database driver",
  async (command) => {
    const spy = `data:text/javascript,import { registerHooks } from "node:module";
    registerHooks({ load: (url, context, next) => (process.stderr.write(url + "\\n"), next(url, context)) });`;
    const { errors } = await hakika([command, "--help"], ["--import", spy]);
    expect(errors).toMatch(/src\/catalogue/);
    expect(errors).not.toMatch(/node_modules\/(fastify|pg|pino|undici)\//);
  },
);

test("an older Node hands over to the one that npm ci brings, with its output and exit code", async () => {
  const pretend = 'data:text/javascript,Object.defineProperty(process.versions, "node", { value: "20.0.0" })';
  const old = ["--no-strip-types", "--import", pretend];
  expect(await hakika(["--version"], old)).toMatchObject({
    exit_code: 0,
    output: expect.stringMatching(/^\d+\.\d+/),
    errors: "",
  });
  expect((await hakika(["strat"], old)).exit_code).toBe(2);
});
