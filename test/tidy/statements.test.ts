import { describe, expect, test } from "vitest";
import { sources } from "./project-files.ts";
import { complaintsAbout, type SourceStatement, statementsIn } from "./statements.ts";

const store = sources.filter(({ path }) => path.startsWith("src/store/"));
const statements = statementsIn(store);

describe("every SQL statement", () => {
  test("keeps what one database and a distributed one ask for", () => {
    expect(statements.flatMap(complaintsAbout)).toEqual([]);
  });

  test("has a name of its own, for a connection parses each name once", () => {
    const names = statements.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test("is found by this test", () => {
    const declared = store.flatMap(({ path, text }) => [...text.matchAll(/: Statement = /g)].map(() => path));
    expect(statements.map(({ path }) => path).sort()).toEqual(declared.sort());
    expect(statements.filter(({ sql }) => sql.includes("${")).map(({ name }) => name)).toEqual([]);
  });

  test("that reads or writes a table stands in src/store/", () => {
    const outside = statementsIn(sources.filter(({ path }) => !path.startsWith("src/store/")));
    expect(outside.filter(({ sql }) => /\b(?:from|into|update)\b/i.test(sql))).toEqual([]);
  });
});

describe("the rules themselves", () => {
  test.each([
    ["a locking read", "select id from work where due_at < now() for update"],
    ["a locking read", "select id from work order by due_at limit 10 for no key update skip locked"],
    ["a volatile function", "update work set due_at = clock_timestamp() where slot = $1"],
    ["a volatile function", "insert into events (id) values (gen_random_uuid())"],
    ["columns are named", "select * from operations where slot = $1 and id = $2"],
    ["columns are named", "select operation.* from operations operation where slot = $1"],
    [
      "a batch is sorted",
      "update work set owner = $1 from unnest($2::uuid[]) as t(id) where work.subject_id = t.id",
    ],
    ["a batch is sorted", "insert into events (id) select id from unnest($1::uuid[]) as t(id)"],
    ["never gone through from the start", "select id from operations order by created_at limit $1 offset $2"],
  ])("see what is wrong, %s: %s", (complaint, sql) => {
    expect(complaintsAbout(named(sql))).toEqual([expect.stringContaining(complaint)]);
  });

  test.each([
    "select id from work where slot = $1 and due_at < now() for update skip locked",
    "select clock_timestamp() as now",
    "update work set due_at = now() + $1::interval where slot = $2",
    "with input as materialized (select * from unnest($1::uuid[]) as t(id) order by id) insert into events (id) select input.* from input",
    "select count(*) from work",
  ])("let be what is right: %s", (sql) => {
    expect(complaintsAbout(named(sql))).toEqual([]);
  });

  test("read a statement with the column list that it names", () => {
    const text = [
      "const COLUMNS =",
      '  "id, name";',
      "const read: Statement = {",
      '  name: "read",',
      `  sql: \`select $${"{COLUMNS}"} from merchants\`,`,
      "};",
    ].join("\n");
    expect(statementsIn([{ path: "src/store/a.ts", text }])).toEqual([
      { path: "src/store/a.ts", name: "read", sql: "select id, name from merchants" },
    ]);
  });
});

function named(sql: string): SourceStatement {
  return { path: "src/store/a.ts", name: "test", sql };
}
