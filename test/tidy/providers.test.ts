import { expect, test } from "vitest";
import { linesMatching, type ProjectFile, projectFiles, sources } from "./project-files.ts";

const ids = new Set(projectFiles.flatMap(({ path }) => /^src\/providers\/([^/]+)\//.exec(path)?.[1] ?? []));
const lists = ["src/providers/index.ts", "src/providers/codes.ts"];

test("a provider is named in its own folder and the two lists, and nowhere else", () => {
  const migrations = projectFiles.filter(({ path }) => path.startsWith("migrations/"));
  expect(ids.size).toBeGreaterThan(0);
  expect(namingLines([...sources, ...migrations])).toEqual([]);
});

test("nobody asks which provider it is: a difference is a declared property", () => {
  expect(askingLines(sources)).toEqual([]);
});

test("every provider has a folder of the same shape", () => {
  const has = (id: string, name: string) =>
    projectFiles.some(({ path }) => path === `src/providers/${id}/${name}`);
  const missing = [...ids].flatMap((id) =>
    ["README.md", "index.ts", "codes.ts"].filter((name) => !has(id, name)).map((name) => `${id}/${name}`),
  );
  expect(missing).toEqual([]);
});

test("the rules see a leaked name and a question about identity", () => {
  const [id = ""] = ids;
  const leak = [{ path: "src/engine/a.ts", text: `// As ${id.toUpperCase()} does.` }];
  expect(namingLines(leak)).toHaveLength(1);
  expect(
    namingLines([
      { path: `src/providers/${id}/a.ts`, text: id },
      { path: "src/providers/codes.ts", text: id },
    ]),
  ).toEqual([]);
  const questions = [
    'if (provider === "x") {}',
    'if (order.provider !== "x") {}',
    'provider.id == "x"',
    "switch (provider) {",
    '"x" === connection.provider_id',
  ];
  for (const text of questions)
    expect(askingLines([{ path: "src/engine/a.ts", text }]), text).toHaveLength(1);
  expect(askingLines([{ path: "src/engine/a.ts", text: "known.id === provider.id" }])).toEqual([]);
});

function namingLines(files: readonly ProjectFile[]): readonly string[] {
  const named = new RegExp(`\\b(${[...ids].join("|")})\\b`, "i");
  const elsewhere = files.filter(
    ({ path }) => !lists.includes(path) && !/^src\/providers\/[^/]+\//.test(path),
  );
  return linesMatching(elsewhere, named);
}

function askingLines(files: readonly ProjectFile[]): readonly string[] {
  const identity = String.raw`\bprovider(?:[._]?id)?`;
  const literal = String.raw`["'\x60]`;
  const question = new RegExp(
    `${identity}\\s*[!=]==?\\s*${literal}|${literal}\\s*[!=]==?\\s*(?:\\w+\\.)*provider|switch \\((?:\\w+\\.)*provider(?:[._]?id)?\\)`,
    "i",
  );
  return linesMatching(files, question);
}
