import type { CodeRow, CodeTable } from "../row.ts";

/** An earlier row of the table that holds for the same messages; null where the row stands alone. */
export function ambiguousWith(table: CodeTable, row: CodeRow): CodeRow | null {
  const earlier = table.rows.slice(0, table.rows.indexOf(row));
  return earlier.find((other) => sameKey(other, row)) ?? null;
}

function sameKey(a: CodeRow, b: CodeRow): boolean {
  const samePlace = a.surface === b.surface && a.code === b.code && a.http_status === b.http_status;
  return samePlace && sharesACall(a, b) && sameMessageMatch(a, b);
}

/** A row for certain calls stands beside one for every call: the closer one wins. Two of a kind must not overlap. */
function sharesACall(a: CodeRow, b: CodeRow): boolean {
  if (a.calls === undefined || b.calls === undefined) return a.calls === b.calls;
  return a.calls.some((call) => b.calls?.includes(call));
}

/** A row that looks at the message stands beside one that does not. */
function sameMessageMatch(a: CodeRow, b: CodeRow): boolean {
  if (a.match_message !== b.match_message) return false;
  return a.match_message !== true || a.message === b.message;
}
