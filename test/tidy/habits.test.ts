import { expect, test } from "vitest";
import { linesMatching, type ProjectFile, projectFiles, sources, tests } from "./project-files.ts";

// Letters stand in brackets so that this page does not contain what it looks for.
const unfinished = /\b(?:TO[D]O|FIX[M]E|HA[C]K)\b/;
const hatch =
  /(?:\bas|:) a[n]y\b(?! [a-z])|@ts-(?:ignore|nocheck|expect-error)|biome-[i]gnore|eslint-[d]isable/;
const shaky = /\.(?:only|skip|todo)\(|setTimeout\(|sleep\(|setTimeout.*"node:timers[/]promises"/;
const nameless = /(?:^|\/)(?:utils?|helpers?|common|misc|shared)(?:\.\w+)+$/;
const branch = /\b(?:if|for|while|switch) \(/;
const LINES_MAX = 500;

test("nothing is left to be finished later", () => {
  expect(linesMatching(projectFiles.filter(isOurText), unfinished)).toEqual([]);
});

test("no rule of the compiler or the linter is switched off in place", () => {
  expect(linesMatching([...sources, ...tests], hatch)).toEqual([]);
});

test("no test sleeps, is left out, or keeps the others out", () => {
  expect(linesMatching(tests, shaky)).toEqual([]);
});

test("every file has a name that says what it holds", () => {
  expect(namelessFiles(projectFiles)).toEqual([]);
});

test("only tables are long", () => {
  expect(longFiles([...sources, ...tests])).toEqual([]);
});

test.each([
  [unfinished, `// TO${"DO"} later`],
  [unfinished, `-- FIX${"ME"}: wrong`],
  [hatch, `const x = y as ${"any"};`],
  [hatch, `function f(x: ${"any"}) {}`],
  [hatch, `// @ts-${"ignore"}`],
  [shaky, `test.${"only"}("x", f);`],
  [shaky, `describe.${"skip"}("x", f);`],
  [shaky, `await new Promise((done) => setTimeout${"("}done, 10));`],
  [shaky, `import { setTimeout as pause } from "node:timers${"/"}promises";`],
])("the rule %s sees %s", (rule, text) => {
  expect(linesMatching([{ path: "a.ts", text }], rule)).toHaveLength(1);
});

test("the rules about files see an empty name and a long file with branches, and let a long table be", () => {
  const text = (line: string) => `${line}\n`.repeat(LINES_MAX + 1);
  expect(
    namelessFiles([
      { path: "src/lib/utils.ts", text: "" },
      { path: "test/helper.test.ts", text: "" },
    ]),
  ).toHaveLength(2);
  expect(namelessFiles([{ path: "src/lib/batcher.ts", text: "" }])).toEqual([]);
  expect(longFiles([{ path: "a.ts", text: text("if (x) y();") }])).toEqual([
    "a.ts has 501 lines and is no table",
  ]);
  expect(longFiles([{ path: "a.ts", text: text('{ code: "1" },') }])).toEqual([]);
});

/** A licence and a lock file are in other people's words. */
function isOurText({ path }: ProjectFile): boolean {
  return path !== "LICENSE" && path !== "package-lock.json";
}

function namelessFiles(files: readonly ProjectFile[]): readonly string[] {
  return files.map(({ path }) => path).filter((path) => nameless.test(path));
}

function longFiles(files: readonly ProjectFile[]): readonly string[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.split("\n").length - 1;
    return lines > LINES_MAX && branch.test(text) ? [`${path} has ${lines} lines and is no table`] : [];
  });
}
