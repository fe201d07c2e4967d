import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../support/ask.ts";
import { DataDirectory } from "../support/data-directory.ts";
import { withDatabase } from "../support/database.ts";
import { type Program, run } from "../support/program.ts";

const launcher = fileURLToPath(new URL("../../bin/hakika.js", import.meta.url));

interface Start {
  readonly directory: DataDirectory;
  readonly port?: number;
  readonly database_url?: string;
  readonly node_options?: readonly string[];
}

function start({ directory, port = 0, database_url = "", node_options = [] }: Start): Program {
  const ports = ["--port", String(port), "--sandbox-port", "0"];
  const command = [launcher, "start", ...ports, "--directory", directory.path];
  return run([process.execPath, ...node_options, ...command], {
    environment: { DATABASE_URL: database_url },
  });
}

/** Started once before, so that what a first start has to make is there already. */
const whole = new DataDirectory();
beforeAll(async () => {
  await using program = start({ directory: whole });
  await ready(program);
  program.kill("SIGINT");
  await program.ended;
});
afterAll(() => whole[Symbol.asyncDispose]());

const ready = (program: Program) => program.says(/Ctrl-C stops everything/);

function devFile({ path }: DataDirectory): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(path, "dev.json"), "utf8"));
}

test("says where everything is and writes it down, for this user alone", async () => {
  await using directory = new DataDirectory();
  await using program = start({ directory });
  await ready(program);
  const { gateway, sandbox, api_key, database_url = "" } = devFile(directory);
  expect(statSync(join(directory.path, "dev.json")).mode & 0o777).toBe(0o600);
  for (const place of [gateway, sandbox, api_key]) expect(program.output).toContain(place);
  const [, reference = ""] = /Reference\s+(\S+)/.exec(program.output) ?? [];
  expect((await fetch(reference)).status).toBe(200);
  expect(await ask(database_url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("the request that it prints can be pasted, and is accepted", async () => {
  await using directory = whole.copy();
  await using program = start({ directory });
  await ready(program);
  const [request] = /^ {2}curl .*?'$(?!\n {4})/ms.exec(program.output) ?? [];
  const words = [...(request ?? "").matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? "",
  );
  const after = (flag: string) => words.flatMap((word, index) => (words[index - 1] === flag ? [word] : []));
  const headers = after("-H").map((header) => header.split(": ") as [string, string]);
  const answer = await fetch(words[1] ?? "", { method: "POST", headers, body: after("-d")[0] ?? "" });
  expect(answer.status).toBe(202);
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "stops everything in order on %s, and the data stays",
  async (signal) => {
    await using directory = whole.copy();
    await using program = start({ directory });
    await ready(program);
    const { gateway = "", database_url = "" } = devFile(directory);
    program.kill(signal);
    expect(await program.ended).toBe(0);
    expect(existsSync(join(directory.path, "dev.json"))).toBe(false);
    expect(existsSync(join(directory.data, "postmaster.pid"))).toBe(false);
    expect(readFileSync(join(directory.path, "postgres/postgres.log"), "utf8")).toMatch(
      /database system is shut down/,
    );
    await expect(fetch(gateway)).rejects.toThrow();
    await expect(ask(database_url, "select")).rejects.toThrow();
    expect(existsSync(directory.data)).toBe(true);
  },
);

test("starts again after kill -9, with its old data and keys", async () => {
  await using directory = whole.copy();
  await using first = start({ directory });
  await ready(first);
  const before = devFile(directory);
  first.kill("SIGKILL");
  await first.ended;
  await using second = start({ directory });
  await ready(second);
  const after = devFile(directory);
  expect(after["api_key"]).toBe(before["api_key"]);
  expect(after["gateway"]).not.toBe(before["gateway"]);
  second.kill("SIGINT");
  expect(await second.ended).toBe(0);
});

test("a second start says where the first one runs, and does it no harm", async () => {
  await using directory = whole.copy();
  await using first = start({ directory });
  await ready(first);
  const { gateway = "" } = devFile(directory);
  await using second = start({ directory });
  expect(await second.ended).toBe(1);
  expect(second.errors).toBe(
    `hakika: Hakika is running at ${gateway} with the data of ${directory.path}: stop it first, or use another --directory.\n`,
  );
  expect((await fetch(gateway)).status).toBeLessThan(500);
  expect(devFile(directory)["gateway"]).toBe(gateway);
});

test("a taken port is told before anything is started", async () => {
  await using directory = new DataDirectory();
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, "127.0.0.1", () => resolve((other.address() as { readonly port: number }).port));
  });
  await using program = start({ directory, port });
  expect(await program.ended).toBe(1);
  expect(program.errors).toBe(
    `hakika: Port ${port} is taken by another program: stop that program, or choose another with --port or HAKIKA_PORT.\n`,
  );
  expect(existsSync(directory.data)).toBe(false);
  other.close();
});

test("a database server that ends on its own is said, with the place of its log", async () => {
  await using directory = whole.copy();
  await using program = start({ directory });
  await ready(program);
  const [server = ""] = readFileSync(join(directory.data, "postmaster.pid"), "utf8").split("\n");
  process.kill(Number(server), "SIGINT");
  expect(await program.ended).toBe(1);
  expect(program.errors).toMatch(/hakika: The database server has ended; why stands in .*postgres\.log/);
});

test("DATABASE_URL takes the place of the server of one's own", async () => {
  await using database = await withDatabase();
  await using directory = new DataDirectory();
  await using program = start({ directory, database_url: database.url });
  await ready(program);
  expect(devFile(directory)["database_url"]).toBe(database.url);
  expect(existsSync(directory.data)).toBe(false);
  program.kill("SIGINT");
  expect(await program.ended).toBe(0);
});

test("under an older Node, a signal reaches the Node that really runs", async () => {
  const pretend = 'data:text/javascript,Object.defineProperty(process.versions, "node", { value: "20.0.0" })';
  await using directory = whole.copy();
  await using program = start({ directory, node_options: ["--no-strip-types", "--import", pretend] });
  await ready(program);
  program.kill("SIGTERM");
  expect(await program.ended).toBe(0);
  expect(existsSync(join(directory.data, "postmaster.pid"))).toBe(false);
});
