import type { CodeRow, CodeTable } from "./row.ts";
import { literalsOf } from "./template.ts";

/** Names the row as readings cite it, for example `kilima/result/1032`. Unique within the table. */
export function ruleOf(table: CodeTable, row: CodeRow): string {
  const rule = rulesOf(table).get(row);
  if (rule === undefined)
    throw new Error(`The row for code ${row.code} is not in the table of ${table.provider}.`);
  return rule;
}

const rulesByTable = new WeakMap<CodeTable, ReadonlyMap<CodeRow, string>>();

function rulesOf(table: CodeTable): ReadonlyMap<CodeRow, string> {
  const known = rulesByTable.get(table);
  if (known !== undefined) return known;
  const rules = nameRows(table);
  rulesByTable.set(table, rules);
  return rules;
}

/** What tells rows of one code apart, in the order in which it is added to their names. */
const discriminators: readonly ((row: CodeRow) => string | null)[] = [
  (row) => row.calls?.join("+") ?? null,
  (row) => (row.http_status === null ? null : `http-${row.http_status}`),
  (row) => (row.match_message === true && row.message !== null ? slug(literalsOf(row.message)) : null),
];

/** Surface and code name a row; more is added only where two rows would share a name. */
function nameRows(table: CodeTable): ReadonlyMap<CodeRow, string> {
  const names = new Map(
    table.rows.map((row) => [row, `${table.provider}/${row.surface}/${row.code.replace(/\s+/g, "-")}`]),
  );
  for (const discriminate of discriminators) {
    for (const rows of sharingOneName(names)) {
      const tellsApart = new Set(rows.map(discriminate)).size > 1;
      for (const row of tellsApart ? rows : []) {
        const addition = discriminate(row);
        if (addition !== null) names.set(row, `${names.get(row)}/${addition}`);
      }
    }
  }
  return names;
}

/** The groups of rows that share a name. */
function sharingOneName(names: ReadonlyMap<CodeRow, string>): readonly (readonly CodeRow[])[] {
  const groups = Map.groupBy(names.keys(), (row) => names.get(row));
  return [...groups.values()].filter((rows) => rows.length > 1);
}

function slug(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
