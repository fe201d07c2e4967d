import { expect, test } from "vitest";
import { linesMatching, type ProjectFile, sources } from "./project-files.ts";

/** Clock, chance, network, files and environment enter as arguments, so that the same code runs in a simulation. */
const impure =
  /Date\.now|new Date\(\)|performance\.now|\bprocess\.\w|Math\.random|\brandom(?:UUID|Bytes|Int)\b|set(?:Timeout|Interval|Immediate)\(|\bfetch\(|"(?:undici|pg|pino)"|"node:(?!crypto")/;

const purePart = /^src\/(core|catalogue|connector|providers)\//;

test("core, catalogue and providers know no clock, chance, network or environment", () => {
  expect(impureLines(sources)).toEqual([]);
});

test.each([
  "const at = Date.now();",
  "const at = new Date();",
  "if (Math.random() < 0.5) return;",
  "const id = randomUUID();",
  'const url = process.env["URL"];',
  `setTimeout${"("}next, 10);`,
  "await fetch(url);",
  'import { readFileSync } from "node:fs";',
  'import { request } from "undici";',
])("the rule sees %s", (text) => {
  expect(impureLines([{ path: "src/core/a.ts", text }])).toHaveLength(1);
});

test("the rule lets a time be read that was handed in, and a message be signed", () => {
  const text = 'import { createHmac } from "node:crypto";\nconst at = new Date(now_ms).toISOString();';
  expect(impureLines([{ path: "src/core/a.ts", text }])).toEqual([]);
});

function impureLines(files: readonly ProjectFile[]): readonly string[] {
  return linesMatching(
    files.filter(({ path }) => purePart.test(path)),
    impure,
  );
}
