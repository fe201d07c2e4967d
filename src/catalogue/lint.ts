import { familyRule } from "./families.ts";
import { formInvariants } from "./lint/form.ts";
import type { Invariant } from "./lint/invariant.ts";
import { ambiguousWith } from "./lint/keys.ts";
import { moneyInvariants } from "./lint/money.ts";
import { rangeInvariants } from "./lint/ranges.ts";
import type { CodeTable } from "./row.ts";
import { ruleOf } from "./rules.ts";

/** One thing in a table that must not be so. */
export interface Complaint {
  /** Names the row or the range rule. */
  readonly rule: string;
  /** Name of the invariant that is broken. */
  readonly invariant: string;
  readonly wrong: string;
  readonly remedy: string;
}

/** Holds a table against every invariant of the registry. An empty answer means that the table is sound. */
export function lint(table: CodeTable): readonly Complaint[] {
  const rows = table.rows.flatMap((row) =>
    complaints([...moneyInvariants, ...formInvariants], row, { table, rule: ruleOf(table, row) }),
  );
  const ranges = table.ranges.flatMap((range) =>
    complaints(rangeInvariants, range, { table, rule: familyRule(table, range) }),
  );
  const keys = table.rows.flatMap((row) => {
    const other = ambiguousWith(table, row);
    return other === null
      ? []
      : [
          {
            rule: ruleOf(table, row),
            invariant: "key_is_unique",
            wrong: `It holds for the same messages as ${ruleOf(table, other)}.`,
            remedy: "Tell them apart by call or HTTP status, or set match_message on both; else drop one.",
          },
        ];
  });
  return [...rows, ...keys, ...ranges];
}

function complaints<Subject>(
  invariants: readonly Invariant<Subject>[],
  subject: Subject,
  { table, rule }: { readonly table: CodeTable; readonly rule: string },
): readonly Complaint[] {
  return invariants
    .filter((invariant) => invariant.broken(subject, table))
    .map(({ name, wrong, remedy }) => ({ rule, invariant: name, wrong, remedy }));
}
