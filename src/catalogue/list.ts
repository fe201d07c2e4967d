import type {
  Actor,
  Basis,
  Category,
  Disclosure,
  Doubtful,
  Finality,
  MoneyState,
  RowAdvice,
} from "../core/outcome.ts";
import type { Reason } from "./reasons.ts";
import type { Call, CodeRow, CodeTable, ProviderSays, Surface } from "./row.ts";
import { ruleOf } from "./rules.ts";
import { safeToChargeAgain } from "./safe-to-charge-again.ts";

/** A row as it is published: every field there, what is derived included. */
export interface ListedRow {
  readonly provider: string;
  readonly surface: Surface;
  /** Null: the row holds for every call. */
  readonly calls: readonly Call[] | null;
  readonly http_status: number | null;
  readonly code: string;
  readonly label: string | null;
  readonly message: string | null;
  readonly category: Category;
  readonly reason: Reason;
  readonly finality: Finality;
  readonly money: MoneyState;
  readonly actor: Actor;
  readonly advice: RowAdvice;
  readonly safe_to_charge_again: boolean;
  readonly confirm_by_inquiry: boolean;
  readonly cancellable: boolean;
  /** Null: none. */
  readonly leaves_doubt: Doubtful | null;
  readonly disclosure: Disclosure;
  readonly provider_says: ProviderSays;
  readonly basis: Basis;
  readonly source: string;
  readonly notes: string | null;
  readonly rule: string;
}

export function listRows(tables: readonly CodeTable[]): readonly ListedRow[] {
  return tables.flatMap((table) => table.rows.map((row) => listedRow(table, row)));
}

export function listedRow(table: CodeTable, row: CodeRow): ListedRow {
  return {
    provider: table.provider,
    surface: row.surface,
    calls: row.calls ?? null,
    http_status: row.http_status,
    code: row.code,
    label: row.label,
    message: row.message,
    category: row.category,
    reason: row.reason,
    finality: row.finality,
    money: row.money,
    actor: row.actor,
    advice: row.advice,
    safe_to_charge_again: safeToChargeAgain(row),
    confirm_by_inquiry: row.confirm_by_inquiry === true,
    cancellable: row.cancellable === true,
    leaves_doubt: row.leaves_doubt ?? null,
    disclosure: row.disclosure,
    provider_says: row.provider_says,
    basis: row.basis,
    source: row.source,
    notes: row.notes ?? null,
    rule: ruleOf(table, row),
  };
}
