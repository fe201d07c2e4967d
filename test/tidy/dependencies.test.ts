import { expect, test } from "vitest";
import { projectFiles } from "./project-files.ts";

test("every dependency has its reason in CONTRIBUTING.md, and no reason is left of one that is gone", () => {
  const manifest = JSON.parse(textOf("package.json"));
  const installed = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(reasonsIn(textOf("CONTRIBUTING.md")).toSorted()).toEqual(installed.toSorted());
});

test("every dependency is pinned, so that a build today is a build tomorrow", () => {
  const manifest = JSON.parse(textOf("package.json"));
  const loose = Object.entries<string>({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+/.test(version),
  );
  expect(loose).toEqual([]);
});

test("the rule reads one package in each line of the list, with a reason behind it", () => {
  const list =
    "## Dependencies\n\n- `pg`: speaks to PostgreSQL.\n- `undici`, `pino`: no reason\n- `ora`:\n\n## Next\n\n- `other`: x y\n";
  expect(reasonsIn(list)).toEqual(["pg"]);
});

function reasonsIn(text: string): readonly string[] {
  const [, section = ""] = /^## Dependencies\n(.*?)(?=^## |$(?![\s\S]))/ms.exec(text) ?? [];
  return [...section.matchAll(/^- `([^`]+)`: \S+ \S+/gm)].map(([, name = ""]) => name);
}

function textOf(path: string): string {
  return projectFiles.find((file) => file.path === path)?.text ?? "";
}
