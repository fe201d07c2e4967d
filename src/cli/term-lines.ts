import type { Style, Terminal } from "./terminal.ts";
import { wrapText } from "./wrap-text.ts";

/** One fact in a list of them: its name, and what it says. */
export interface Term {
  readonly term: string;
  readonly says: string | null | undefined;
  readonly style?: Style;
}

/** The widest term, and two columns of space. */
const TERM_WIDTH = 16;

/** The term in a column of its own, and what it says beside it; no line where it says nothing. */
export function termLines({ term, says, style }: Term, { paint, width }: Terminal): readonly string[] {
  if (says === null || says === undefined || says === "") return [];
  return wrapText(says, width - TERM_WIDTH).map((line, index) => {
    const head = paint("faint", (index === 0 ? term : "").padEnd(TERM_WIDTH));
    return `${head}${style === undefined ? line : paint(style, line)}`;
  });
}

/** Several facts below each other. */
export function listOfTerms(terms: readonly Term[], terminal: Terminal): string {
  return terms.flatMap((term) => termLines(term, terminal)).join("\n");
}
