/**
 * The registry of provider codes, usable without a server: pure data and pure functions, without dependencies, in Node
 * and in a browser.
 */
import { codeTables } from "../providers/codes.ts";
import { type ExplainOptions, type Explanation, explainCode } from "./explain.ts";
import { type ListedRow, listRows } from "./list.ts";

/** Everything that is known about one code of one provider; null where there is no such provider. */
export function explain(provider: string, code: string, options: ExplainOptions = {}): Explanation | null {
  return explainCode(codeTables, { provider, code }, options);
}

/** Every row, of one provider or of all. */
export function list({ provider }: { readonly provider?: string } = {}): readonly ListedRow[] {
  return listRows(codeTables.filter((table) => provider === undefined || table.provider === provider));
}

export type { CodeQuery } from "./choose-row.ts";
export type { ExplainedReading, ExplainOptions, Explanation } from "./explain.ts";
export { type Complaint, lint } from "./lint.ts";
export type { ListedRow } from "./list.ts";
export type { NearMiss } from "./near-misses.ts";
export { readCode } from "./read-code.ts";
export { type Language, languages, type Reason } from "./reasons.ts";
export {
  type Call,
  type CodeRow,
  type CodeTable,
  calls,
  type RangeRule,
  type Surface,
  surfaces,
} from "./row.ts";
export { safeToChargeAgain } from "./safe-to-charge-again.ts";
export { wordsFor } from "./spoken-words.ts";
export { registryVersion } from "./version.ts";
/** The tables themselves, for `readCode` and `lint`. */
export { codeTables };
