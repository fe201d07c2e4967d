import type { CodeRow, CodeTable } from "../../src/catalogue/row.ts";
import { ruleOf } from "../../src/catalogue/rules.ts";
import { codeTables } from "../../src/providers/codes.ts";

/** A list of codes as a provider's own document has it. */
interface SeedList {
  readonly provider: string;
  readonly holds: (row: CodeRow) => boolean;
}

/** Beside their codes, the rows name answers that have none; those stand in no list. */
const lists: readonly SeedList[] = [
  { provider: "mtn", holds: ({ code }) => /^\d{4}$/.test(code) },
  { provider: "sla-dcb", holds: ({ surface }) => surface === "api" },
  { provider: "sla-dcb", holds: ({ surface }) => surface === "redirect" },
  { provider: "mpesa-ke", holds: ({ surface, code }) => surface === "api" && /^[A-Z_]+$/.test(code) },
  { provider: "mpesa-ke", holds: ({ surface }) => surface === "result" },
  { provider: "momo-vn", holds: () => true },
  { provider: "nellobytes", holds: () => true },
];

interface Listed {
  /** Which of a provider's lists it stands in. */
  readonly list: SeedList;
  /** The code; where it has two meanings, the one that is meant follows. */
  readonly name: string;
  readonly rule: string;
  readonly row: CodeRow;
}

const listed: readonly Listed[] = codeTables.flatMap((table) =>
  table.rows
    .filter(({ source }) => source.startsWith("seed"))
    .flatMap((row) => {
      const list = lists.find(({ provider, holds }) => provider === table.provider && holds(row));
      return list === undefined ? [] : [{ list, row, rule: ruleOf(table, row), name: nameOf(table, row) }];
    }),
);

const byRule: ReadonlyMap<string, Listed> = new Map(listed.map((each) => [each.rule, each]));

/** The names of a provider's codes, list by list. */
export function seedLists(provider: string): readonly ReadonlySet<string>[] {
  const own = lists.filter((list) => list.provider === provider);
  return own.map((list) => new Set(listed.filter((each) => each.list === list).map(({ name }) => name)));
}

/** What a row of a listed code is called, and what it promises; undefined for a row of any other. */
export function seedRow(rule: string): Pick<Listed, "name" | "row"> | undefined {
  return byRule.get(rule);
}

function nameOf(table: CodeTable, row: CodeRow): string {
  const meaning = row.match_message === true ? ` ${ruleOf(table, row).split("/").at(-1)}` : "";
  return `${row.code}${meaning}`;
}
