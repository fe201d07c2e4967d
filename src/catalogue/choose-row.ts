import type { Call, CodeRow, CodeTable, Surface } from "./row.ts";
import { safeToChargeAgain } from "./safe-to-charge-again.ts";
import { matchTemplate, placeholdersOf } from "./template.ts";

/** One code as it came, with all that may tell two meanings apart. */
export interface CodeQuery {
  readonly surface: Surface;
  /** Null where the message came without a call of ours; then only rows for every call hold. */
  readonly call: Call | null;
  readonly http_status: number | null;
  readonly code: string;
  readonly message: string | null;
}

/**
 * The row that reads this code, or null. First the message decides, where one code has two meanings. Then the closest
 * row wins: one whose HTTP status fits before one whose status differs, one for this call before one for every call,
 * one that names the status before one that takes any.
 */
export function chooseRow(table: CodeTable, query: CodeQuery): CodeRow | null {
  const rows = fittingMessage(candidateRows(table, query), query.message);
  const closest = Math.max(...rows.map((row) => closeness(row, query)));
  return mostCareful(rows.filter((row) => closeness(row, query) === closest));
}

/** Rows of this code, on this surface and for this call where they are given. */
export function candidateRows(
  table: CodeTable,
  wanted: {
    readonly code: string;
    readonly surface?: Surface | undefined;
    readonly call?: Call | null | undefined;
  },
): readonly CodeRow[] {
  const { surface, call } = wanted;
  return rowsOfCode(table, wanted.code).filter(
    (row) =>
      (surface === undefined || row.surface === surface) && (call === undefined || holdsFor(row, call)),
  );
}

function holdsFor(row: CodeRow, call: Call | null): boolean {
  return row.calls === undefined || (call !== null && row.calls.includes(call));
}

/** A provider may build a code from a word and something that varies, `blocked_{reason}`; an exact code goes first. */
function rowsOfCode(table: CodeTable, code: string): readonly CodeRow[] {
  const exact = table.rows.filter((row) => row.code === code);
  if (exact.length > 0) return exact;
  return table.rows.filter(
    (row) => placeholdersOf(row.code).length > 0 && matchTemplate(row.code, code) !== null,
  );
}

/**
 * Only rows with `match_message` look at the message. A message that fits none of them falls to the rows that do not
 * look, and where there is none, all remain, so that the most careful one is taken.
 */
export function fittingMessage(rows: readonly CodeRow[], message: string | null): readonly CodeRow[] {
  const fitting = rows.filter((row) => row.match_message === true && fits(row, message));
  if (fitting.length > 0) return fitting;
  const careless = rows.filter((row) => row.match_message !== true);
  return careless.length > 0 ? careless : rows;
}

function fits(row: CodeRow, message: string | null): boolean {
  return row.message !== null && message !== null && matchTemplate(row.message, message) !== null;
}

/** Providers' status lines lie, so a status that differs does not rule a row out; it only comes last. */
function closeness(row: CodeRow, { http_status }: CodeQuery): number {
  const statusFits = row.http_status === null || row.http_status === http_status;
  return (statusFits ? 4 : 0) + (row.calls === undefined ? 0 : 2) + (row.http_status === null ? 0 : 1);
}

/** Among rows that fit equally well; null where they are final and contradict each other, since then nobody can tell. */
function mostCareful(rows: readonly CodeRow[]): CodeRow | null {
  const [first, ...others] = [...rows].sort((a, b) => boldness(a) - boldness(b));
  if (first === undefined) return null;
  const contradicted = first.finality === "final" && others.some((other) => other.money !== first.money);
  return contradicted ? null : first;
}

function boldness(row: CodeRow): number {
  if (row.finality !== "final") return row.money === "unknown" ? 0 : 1;
  if (row.confirm_by_inquiry === true || row.money === "unknown") return 2;
  return safeToChargeAgain(row) ? 4 : 3;
}
