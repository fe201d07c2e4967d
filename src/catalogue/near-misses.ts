import { editDistance } from "./edit-distance.ts";
import type { CodeRow, CodeTable, Surface } from "./row.ts";
import { ruleOf } from "./rules.ts";

/** A code that may have been meant. */
export interface NearMiss {
  readonly provider: string;
  readonly surface: Surface;
  readonly code: string;
  readonly label: string | null;
  readonly message: string | null;
  readonly rule: string;
}

/** More would be a list, not a hint. */
const NEAR_MISSES_MAX = 5;

/** The same code in another place first, then codes of this provider that are spelt alike. */
export function nearMisses(
  tables: readonly CodeTable[],
  provider: string,
  code: string,
): readonly NearMiss[] {
  const misses = tables.flatMap((table) =>
    table.rows.map((row) => ({ table, row, distance: distanceTo(row, code, table.provider === provider) })),
  );
  return misses
    .filter(({ distance }) => distance <= spellingErrors(code))
    .sort((a, b) => a.distance - b.distance || closerToHome(a, b, provider))
    .filter(firstOfItsCode)
    .slice(0, NEAR_MISSES_MAX)
    .map(({ table, row }) => ({
      provider: table.provider,
      surface: row.surface,
      code: row.code,
      label: row.label,
      message: row.message,
      rule: ruleOf(table, row),
    }));
}

/** One line for a code on a surface, however many rows it has there. */
function firstOfItsCode(miss: Candidate, index: number, all: readonly Candidate[]): boolean {
  const first = all.findIndex(
    ({ table, row }) =>
      table === miss.table && row.surface === miss.row.surface && row.code === miss.row.code,
  );
  return first === index;
}

interface Candidate {
  readonly table: CodeTable;
  readonly row: CodeRow;
}

/** At another provider only the very same code is worth a word. */
function distanceTo(row: CodeRow, code: string, at_home: boolean): number {
  if (row.code === code) return 0;
  if (!at_home) return Number.POSITIVE_INFINITY;
  const wanted = code.toLowerCase();
  if (row.label?.toLowerCase() === wanted) return 0;
  if (Math.abs(wanted.length - row.code.length) > spellingErrors(code)) return Number.POSITIVE_INFINITY;
  return editDistance(wanted, row.code.toLowerCase());
}

function spellingErrors(code: string): number {
  return code.length <= 4 ? 1 : Math.min(4, Math.ceil(code.length / 5));
}

function closerToHome(a: Candidate, b: Candidate, provider: string): number {
  return Number(b.table.provider === provider) - Number(a.table.provider === provider);
}
