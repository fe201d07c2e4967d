import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

/** Builds the provider of the guide, out of the guide itself, in a copy of the project. */

/** Compiler, linter and suite take a few seconds each, and far more on a machine that is busy with something else. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const project = fileURLToPath(new URL("../../", import.meta.url));
const id = "kipepeo";
const lists = ["src/providers/codes.ts", "src/providers/index.ts", "test/conformance/payers.ts"];

let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "hakika-sixth-"));
  await copyProject();
  const guide = await readFile(join(project, "docs/guides/add-a-provider.md"), "utf8");
  for (const [path, text] of filesIn(guide)) await write(`src/providers/${id}/${path}`, text);
  await write(".git/guide.diff", diffsIn(guide));
  await run("git", "apply", ".git/guide.diff");
});

afterAll(() => rm(copy, { recursive: true }));

test("outside its folder a new provider changes nothing but lists: an import, a name, and how its payers behave", async () => {
  const changes = await run("git", "diff", "--numstat");
  expect(changes.trim().split("\n")).toEqual([
    "2\t1\tsrc/providers/codes.ts",
    "2\t1\tsrc/providers/index.ts",
    expect.stringMatching(/^\d+\t0\ttest\/conformance\/payers.ts$/),
  ]);
  const added = await run("git", "ls-files", "--others", "--exclude-standard", "--directory");
  expect(added.trim()).toBe(`src/providers/${id}/`);
});

test("the guide's files pass the compiler and the linter", async () => {
  const include = [`src/providers/${id}`, ...lists];
  await write(
    ".git/tsconfig.json",
    JSON.stringify({ extends: "../tsconfig.json", include: include.map((path) => `../${path}`) }),
  );
  await run("node_modules/.bin/tsc", "-p", ".git/tsconfig.json");
  await run("node_modules/.bin/biome", "ci", ...include);
});

test("the registry knows the guide's codes", async () => {
  await run(process.execPath, "bin/hakika.js", "codes", "lint");
  const words = await run(process.execPath, "bin/hakika.js", "explain", id, "DECLINED");
  expect(words).toContain("The payer said no, or nothing for two minutes.");
});

test("the guide's provider keeps the house rules, and every promise that the conformance suite tries", async () => {
  const rules = ["habits", "imports", "providers", "purity"].map((name) => `test/tidy/${name}.test.ts`);
  const names = ["every-provider", "fixtures", "conversations"];
  const suites = names.map((name) => `test/conformance/${name}.test.ts`);
  const told = await run("node_modules/.bin/vitest", "run", ...rules, ...suites);
  expect(told).toMatch(/^\d{3} passed, 0 failed, 0 skipped$/m);
});

/** What git knows or would take, with the packages of this checkout. */
async function copyProject(): Promise<void> {
  const options = ["--cached", "--others", "--exclude-standard", "--deduplicate"];
  const { stdout } = await promisify(execFile)("git", ["ls-files", "-z", ...options], { cwd: project });
  const paths = stdout.split("\0").filter((name) => name !== "" && !name.startsWith("bench/"));
  await Promise.all(paths.map((path) => cp(join(project, path), join(copy, path)).catch(ignoreDeleted)));
  await symlink(join(project, "node_modules"), join(copy, "node_modules"));
  await run("git", "init", "--quiet");
  await write(".git/info/exclude", "node_modules\n");
  await run("git", "add", "--all");
}

/** Git still lists a file that was deleted and not yet committed. */
function ignoreDeleted(problem: NodeJS.ErrnoException): void {
  if (problem.code !== "ENOENT") throw problem;
}

/** Every block with a path on the line before. */
function filesIn(guide: string): readonly (readonly [path: string, text: string])[] {
  const blocks = guide.matchAll(/^`([\w./-]+)`\n\n```\w+\n(.*?)^```$/gms);
  return [...blocks].map(([, path = "", text = ""]) => [path, text]);
}

function diffsIn(guide: string): string {
  return [...guide.matchAll(/^```diff\n(.*?)^```$/gms)].map(([, diff]) => diff).join("");
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(copy, path)), { recursive: true });
  await writeFile(join(copy, path), text);
}

/** In the copy. What it said is the error's text where it fails. */
async function run(program: string, ...words: readonly string[]): Promise<string> {
  const env = { ...process.env, PROVIDER: id, NO_COLOR: "1" };
  const options = { cwd: copy, env, maxBuffer: 1e8 };
  return await promisify(execFile)(program, [...words], options).then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }) => expect.fail(`${program} ${words.join(" ")}\n${stdout}\n${stderr}`),
  );
}
