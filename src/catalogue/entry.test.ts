import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Every module that the entry reaches by an import that exists at run time, and what each of them asks for. */
function importGraph(entry: string): ReadonlyMap<string, readonly string[]> {
  const graph = new Map<string, readonly string[]>();
  const toVisit = [entry];
  for (let file = toVisit.pop(); file !== undefined; file = toVisit.pop()) {
    if (graph.has(file)) continue;
    const asked = importsOf(readFileSync(file, "utf8"));
    graph.set(file, asked);
    const here = join(file, "..");
    toVisit.push(...asked.filter((name) => name.startsWith(".")).map((name) => join(here, name)));
  }
  return graph;
}

function importsOf(source: string): readonly string[] {
  const statements = source.matchAll(
    /^(?:import|export)\s+(?!type\s)[^;]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|import\("([^"]+)"\)/gm,
  );
  return [...statements].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? "");
}

test("the registry runs anywhere: its modules ask for no package and nothing of Node", () => {
  const graph = importGraph(join(root, "src/catalogue/index.ts"));
  const strangers = [...graph].flatMap(([file, asked]) =>
    asked.filter((name) => !name.startsWith(".")).map((name) => `${relative(root, file)} imports ${name}`),
  );
  expect(strangers).toEqual([]);
});

test("the registry runs anywhere: its modules name no global of Node's", () => {
  for (const file of importGraph(join(root, "src/catalogue/index.ts")).keys()) {
    expect(readFileSync(file, "utf8"), relative(root, file)).not.toMatch(
      /\b(?:process\.|Buffer\b|require\(|__dirname)/,
    );
  }
});

test("the registry's modules are the catalogue, the core, and the rows of the five providers", () => {
  const files = [...importGraph(join(root, "src/catalogue/index.ts")).keys()].map((file) =>
    relative(root, file),
  );
  expect(files.filter((file) => /^src\/providers\/[^/]+\/codes\.ts$/.test(file))).toHaveLength(5);
  expect(files.filter((file) => !/^src\/(catalogue|core|lib|providers)\//.test(file))).toEqual([]);
});

test("the package offers this entry as hakika/catalogue", () => {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(exports["./catalogue"]).toBe("./src/catalogue/index.ts");
});
