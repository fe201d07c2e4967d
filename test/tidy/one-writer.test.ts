import { expect, test } from "vitest";
import { type ProjectFile, projectFiles } from "./project-files.ts";

test("one place alone changes an operation: the function that applies a decision", () => {
  expect(writersOf("operations", projectFiles)).toEqual(["src/store/apply-statement.ts"]);
});

test("and one place alone changes a subscription", () => {
  expect(writersOf("subscriptions", projectFiles)).toEqual(["src/store/apply-subscription-statement.ts"]);
});

test("the rule sees each way to write", () => {
  const file = (path: string, text: string) => ({ path: `src/${path}`, text });
  const files = [
    file("one.ts", "update operations set status = $1"),
    file("two.ts", "UPDATE public.operations as o\n set status"),
    file("three.ts", "select status from operations for update"),
    file("four.ts", "update operations_seen set x = 1"),
  ];
  expect(writersOf("operations", files)).toEqual(["src/one.ts", "src/two.ts"]);
});

function writersOf(table: string, files: readonly ProjectFile[]): readonly string[] {
  const update = new RegExp(`\\bupdate\\s+(?:only\\s+)?(?:\\w+\\.)?${table}\\b`, "i");
  return files
    .filter(({ path, text }) => /^(?:src|migrations)\//.test(path) && update.test(text))
    .map(({ path }) => path);
}
