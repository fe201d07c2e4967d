import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { outOfReach } from "../conformance/codes/out-of-reach.ts";
import { ledgerOf, withCodeTable } from "../conformance/codes/table.ts";
import { seedLists } from "../support/seed-codes.ts";
import { projectFiles } from "./project-files.ts";

const listed = ["mtn", "sla-dcb", "mpesa-ke", "momo-vn", "nellobytes"].flatMap((provider) =>
  seedLists(provider).flatMap((list) => [...list].map((code) => `${provider} ${code}`)),
);
const beyond = outOfReach.map(({ provider, code }) => `${provider} ${code}`);

test("the README's table of codes is the one that code and ledgers make", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  expect(readme, "npm run generate makes it again").toBe(withCodeTable(readme));
});

test("every code is reached in the simulators", () => {
  expect([...ledgerOf("reached")].sort()).toEqual(listed.toSorted());
});

test("every code is walked to its outcome, or it stands among those that no call of ours can meet", () => {
  expect([...ledgerOf("walked"), ...beyond].sort()).toEqual(listed.toSorted());
});

test("every ledger is kept by the test after which it is called", () => {
  const kept = projectFiles
    .filter(({ path, text }) => path.endsWith(".test.ts") && /\.keep\(\);|^keepWalkedCodes\(/m.test(text))
    .map(({ path }) => path);
  const ledgers = projectFiles
    .filter(({ path }) => /^test\/conformance\/codes\/(?:reached|walked)\//.test(path))
    .map(({ path }) => path.replace(/^test\/conformance\/codes\//, ""));
  const nameOf = (path: string) =>
    path.startsWith("test/e2e/")
      ? path.replace("test/e2e", "walked").replace(/\.test\.ts$/, ".txt")
      : `reached/${path
          .replace("src/providers/", "")
          .replace(/\.test\.ts$/, "")
          .replaceAll("/", ".")}.txt`;
  expect(ledgers.sort()).toEqual(kept.map(nameOf).sort());
});
