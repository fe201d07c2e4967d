import type { CodeTable, RangeRule, Surface } from "./row.ts";

/** No provider has longer codes; what is longer is not looked at. */
const CODE_LENGTH_MAX = 100;

interface FamilyQuery {
  readonly surface?: Surface | undefined;
  readonly code: string;
}

/** The first range rule that holds for a code without a row of its own. */
export function familyOf(table: CodeTable, query: FamilyQuery): RangeRule | null {
  if (query.code.length > CODE_LENGTH_MAX) return null;
  const found = table.ranges.find(
    (range) =>
      (query.surface === undefined || range.surface === query.surface) &&
      fitsWhole(range.pattern, query.code),
  );
  return found ?? null;
}

/** Names a family as readings cite it, for example `kilima/api/range/billing-errors`. */
export function familyRule(table: CodeTable, range: RangeRule): string {
  return `${table.provider}/${range.surface}/range/${range.name.trim().replace(/\s+/g, "-")}`;
}

function fitsWhole(pattern: RegExp, code: string): boolean {
  return new RegExp(`^(?:${pattern.source})$`, pattern.flags.replace(/[gy]/g, "")).test(code);
}
