import { describe, expect, test } from "vitest";
import { forbiddenImports, importsOf, readImportTable, specifiersOf } from "./imports.ts";
import { documents, type ProjectFile, sources } from "./project-files.ts";

const architecture = documents.find(({ path }) => path === "ARCHITECTURE.md");

describe("who may import whom", () => {
  const table = readImportTable(architecture?.text ?? "");

  test("stands in ARCHITECTURE.md, with a row for each folder of src", () => {
    const folders = new Set(sources.map(({ path }) => path.split("/")[1] ?? ""));
    const rows = [...table.keys()].map((row) => row.split("/")[0] ?? "");
    expect([...folders].filter((folder) => !rows.includes(folder))).toEqual([]);
    expect(
      rows.filter((row) => !folders.has(row)),
      "rows about folders that are gone",
    ).toEqual([]);
  });

  test("is kept by every file", () => {
    expect(forbiddenImports(sources, table)).toEqual([]);
  });

  test("leaves the registry without packages, so that it runs in a browser", () => {
    expect(packagesReachedFrom("src/catalogue/index.ts", sources)).toEqual([]);
  });
});

describe("the rule itself", () => {
  const table = readImportTable(
    [
      "| folder | may import |",
      "| --- | --- |",
      "| `core` | – |",
      "| `catalogue` | `core` |",
      "| `catalogue/index.ts` | `catalogue`, `providers/codes.ts` |",
      "| `providers/*` | `catalogue` |",
      "| `providers/*/simulator` | – |",
      "| `providers/codes.ts` | `providers/*` |",
    ].join("\n"),
  );
  const allowed = (path: string, target: string) =>
    forbiddenImports([{ path, text: `import { x } from "${target}";` }], table).length === 0;

  test("sees all ways to import", () => {
    const text =
      'import "./a.ts";\nimport type { B } from "./b.ts";\nexport { c } from "./c.ts";\nawait import("./d.ts");\nimport {\n  e,\n  f,\n} from "node:fs";';
    expect(specifiersOf(text)).toEqual(["./a.ts", "./b.ts", "./c.ts", "./d.ts", "node:fs"]);
    expect(importsOf({ path: "src/core/x.ts", text: 'import { a } from "../lib/a.ts";' })).toEqual([
      "src/lib/a.ts",
    ]);
  });

  test.each([
    ["src/core/a.ts", "./deep/b.ts"],
    ["src/core/deep/a.ts", "../b.ts"],
    ["src/catalogue/row.ts", "../core/outcome.ts"],
    ["src/catalogue/index.ts", "./row.ts"],
    ["src/catalogue/index.ts", "../providers/codes.ts"],
    ["src/providers/one/connector.ts", "./codes.ts"],
    ["src/providers/one/index.ts", "./simulator/index.ts"],
    ["src/providers/one/codes.ts", "../../catalogue/row.ts"],
    ["src/providers/codes.ts", "./one/codes.ts"],
  ])("allows %s to import %s", (path, target) => {
    expect(allowed(path, target)).toBe(true);
  });

  test.each([
    ["src/core/a.ts", "../catalogue/row.ts"],
    ["src/catalogue/row.ts", "../providers/codes.ts"],
    ["src/providers/one/connector.ts", "../two/codes.ts"],
    ["src/providers/one/connector.ts", "../codes.ts"],
    ["src/providers/one/simulator/index.ts", "../wire.ts"],
    ["src/providers/one/simulator/index.ts", "../../two/simulator/index.ts"],
    ["src/providers/codes.ts", "./one/simulator/index.ts"],
    ["src/nowhere/a.ts", "./b.ts"],
  ])("forbids %s to import %s", (path, target) => {
    expect(allowed(path, target)).toBe(false);
  });

  test("follows imports to the packages behind them", () => {
    const files = [
      { path: "src/a.ts", text: 'import { b } from "./b.ts";' },
      { path: "src/b.ts", text: 'import { readFile } from "node:fs";' },
    ];
    expect(packagesReachedFrom("src/a.ts", files)).toEqual(["src/b.ts imports node:fs"]);
  });
});

function packagesReachedFrom(entry: string, files: readonly ProjectFile[]): readonly string[] {
  const reached = new Set([entry]);
  const found: string[] = [];
  for (const path of reached) {
    const file = files.find((candidate) => candidate.path === path);
    if (file === undefined) continue;
    for (const target of importsOf(file)) reached.add(target);
    for (const name of specifiersOf(file.text))
      if (!name.startsWith(".")) found.push(`${path} imports ${name}`);
  }
  return found;
}
