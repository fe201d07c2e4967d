import type { CodeQuery } from "./choose-row.ts";
import type { CodeRow, CodeTable } from "./row.ts";

/** Rows and tables of a provider that does not exist, for tests. What a test does not set, does not matter to it. */
export function inventedTable(rows: readonly CodeRow[], rest: Partial<CodeTable> = {}): CodeTable {
  return { provider: "kilima", name: "Kilima Money", rows, ranges: [], deduplicates: [], ...rest };
}

/** A refusal that keeps every invariant. */
export function inventedRow(row: Partial<CodeRow> = {}): CodeRow {
  return {
    surface: "api",
    http_status: null,
    code: "K1",
    label: null,
    message: null,
    provider_says: {},
    category: "declined",
    reason: "declined_by_operator",
    finality: "final",
    money: "not_moved",
    actor: "payer",
    advice: { action: "retry_new", reference: "new" },
    disclosure: "show",
    source: "seed: Kilima guide 7",
    basis: "seed",
    ...row,
  };
}

/** The part of a row that says that nobody can tell. */
export const inDoubt = {
  category: "indeterminate",
  reason: "operation_timed_out",
  finality: "unresolved",
  money: "unknown",
  advice: { action: "verify" },
} as const satisfies Partial<CodeRow>;

export function inventedQuery(query: Partial<CodeQuery> = {}): CodeQuery {
  return { surface: "api", call: "submit", http_status: 200, code: "K1", message: null, ...query };
}
