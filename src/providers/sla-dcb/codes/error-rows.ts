import type { CodeRow } from "../../../catalogue/row.ts";
import type { Basis, Disclosure } from "../../../core/outcome.ts";
import { disclosureOf } from "./row-parts.ts";

/** What is particular to one error of the API. Several entries of one code read it for different calls. */
interface ApiError
  extends Pick<CodeRow, "calls" | "code" | "match_message" | "category" | "reason" | "finality" | "money"> {
  readonly message: string;
  /** The possible cause that the error page gives, in our words; absent where it gives none. */
  readonly cause?: string;
  readonly actor: CodeRow["actor"];
  readonly advice: CodeRow["advice"];
  /** Left out where the category decides. */
  readonly disclosure?: Disclosure;
  /** `seed` where left out; the code itself always stands in the seed. */
  readonly basis?: Basis;
  readonly notes?: string;
}

/**
 * Rows for the errors of one category. All of them arrive as `{"error": {category, code, message}}` inside HTTP 200, so
 * no row asks for a status: the status line of this provider says nothing.
 */
export function errorRows(category: string, errors: readonly ApiError[]): readonly CodeRow[] {
  return errors.map(({ cause, ...error }) => ({
    surface: "api",
    http_status: null,
    label: null,
    provider_says: cause === undefined ? { category } : { category, cause },
    disclosure: disclosureOf(error.category),
    source: `seed: SLA Digital API errors, ${category}`,
    basis: "seed",
    ...error,
  }));
}
