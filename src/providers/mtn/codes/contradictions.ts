import type { CodeRow } from "../../../catalogue/row.ts";
import { inDoubt } from "./readings.ts";

/**
 * A code proves that nothing was charged only under the HTTP status that belongs to it. Under any other the two
 * contradict each other, or it is the other dialect's code, so that nobody can tell. Rows that name the status go first.
 */
export function underAnyOtherStatus(rows: readonly CodeRow[]): readonly CodeRow[] {
  const proving = rows.filter((row) => row.finality === "final" && row.money === "not_moved");
  const proofs = new Set(proving.map((row) => row.code));
  return [...proofs, SUCCESS_REFUSED].map(contradicted);
}

/** Our name for 0000 under an HTTP status that refuses. Under a successful one 0000 has rows of its own. */
const SUCCESS_REFUSED = "success_refused";

function contradicted(code: string): CodeRow {
  return {
    ...inDoubt,
    reason: "contradiction",
    surface: "api",
    http_status: null,
    code,
    label: null,
    message: null,
    provider_says: {},
    source: "assumed: the code and the HTTP status do not belong together",
    basis: "assumed",
  };
}
