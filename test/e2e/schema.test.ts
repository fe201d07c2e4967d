import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { schemaOf } from "../../src/app/schema-page.ts";
import { ask } from "../support/ask.ts";
import { withDatabase } from "../support/database.ts";

const page = new URL("../../docs/reference/schema.sql", import.meta.url);

test("the page of the schema is what the migrations leave; `npm run generate` writes it", async () => {
  await using database = await withDatabase();
  expect(await readFile(page, "utf8")).toBe(await schemaOf(database.url));
});

test.each([
  ["a new column", "alter table hakika.operations add column note text"],
  ["another type", "alter table hakika.work alter column owner type varchar(40)"],
  ["a lost constraint", "alter table hakika.operations drop constraint amount_is_positive"],
  ["a new index", "create index work_by_owner on hakika.work (owner)"],
  ["a new table", "create table hakika.notes (id uuid primary key)"],
  ["another setting", "alter table hakika.work set (fillfactor = 90)"],
])("the page would show %s", async (_what, statement) => {
  await using database = await withDatabase();
  const before = await schemaOf(database.url);
  await ask(database.url, statement);
  expect(await schemaOf(database.url)).not.toBe(before);
});
