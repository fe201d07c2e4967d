import { expect, test } from "vitest";
import { linesMatching, projectFiles } from "./project-files.ts";

/** Where packages were downloaded from, and whose machine a file was written on, is nobody's business but theirs. */
const registry =
  /"resolve[d]":|_auth(?:Token)?\s*=|\bregistry\s*=\s*https?:|https?:\/\/[\w.-]*(?:registry|mirror|artifactory|verdaccio|nexus)[\w.-]*/;
const machine = /(?<![\w.~/-])\/(?:home|Users|work|workspace|root|farm)\/[\w.-]+/;
const secret = /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bghp_[A-Za-z0-9]{36}\b/;

test("no file names a package registry", () => {
  expect(linesMatching(projectFiles, registry)).toEqual([]);
});

test("no file names a folder of somebody's machine", () => {
  expect(linesMatching(projectFiles, machine)).toEqual([]);
});

test("no file holds a key of the real world", () => {
  const others = projectFiles.filter(({ path }) => !/\.test\.(?:ts|key\.pem)$/.test(path));
  expect(linesMatching(others, secret)).toEqual([]);
});

test.each([
  [registry, `"${"resolved"}": "https://example.org/a.tgz"`],
  [registry, `${"registry"}=https://packages.example.org`],
  [registry, `see https:${"//"}registry.example.org/a`],
  [machine, `cd /${"home"}/amina/hakika`],
  [machine, `"/${"Users"}/amina/hakika"`],
  [machine, `(/${"root"}/clone)`],
  [secret, `-----BEGIN ${"RSA"} PRIVATE KEY-----`],
])("the rule %s sees %s", (rule, text) => {
  expect(linesMatching([{ path: "a.md", text }], rule)).toHaveLength(1);
});

test.each([
  [registry, "const registry: CodeTable = read();"],
  [registry, "The registry knows 300 codes: https://example.org/codes"],
  [machine, "curl http://127.0.0.1:4500/work/1"],
  [machine, "a clone in /root, say"],
])("the rule %s lets %s be", (rule, text) => {
  expect(linesMatching([{ path: "a.md", text }], rule)).toEqual([]);
});
