import type { ListedRow } from "../catalogue/index.ts";
import { inWords, moneyStyle } from "./reading-style.ts";
import type { Terminal } from "./terminal.ts";
import { wrapText } from "./wrap-text.ts";

export interface Column {
  readonly head: string;
  /** With the gap to the next column. */
  readonly width: number;
  /** The lines of one cell. */
  cell(row: ListedRow): readonly string[];
}

type Paint = Terminal["paint"];

/** Space between two columns. */
export const GAP = 2;
const CODE_WIDTH_MAX = 18;
/** From this width on there is room for the finality, and for whether another charge is safe. */
const WIDE = 96;
/** The provider's message has a column where it gets at least this much. */
const MESSAGE_WIDTH_MIN = 20;

/** A narrow terminal gets fewer columns, a wide one the provider's own words too. */
export function columnsFor(rows: readonly ListedRow[], { width, paint }: Terminal): readonly Column[] {
  const code = codeColumn(rows, paint);
  const others = [reasonColumn(rows, paint), moneyColumn(paint), ...(width >= WIDE ? [finality] : []), next];
  const columns = width >= WIDE ? [...others, againColumn(paint)] : others;
  const left = [code, ...columns].reduce((rest, column) => rest - column.width, width);
  const noMessages = left < MESSAGE_WIDTH_MIN || rows.every(({ message }) => message === null);
  return noMessages ? [code, ...columns] : [code, messageColumn(left), ...columns];
}

function codeColumn(rows: readonly ListedRow[], paint: Paint): Column {
  const longest = Math.max("code".length, ...rows.map(({ code }) => code.length));
  return {
    head: "code",
    width: Math.min(longest, CODE_WIDTH_MAX) + GAP,
    cell: ({ code }) => breakCode(code).map((line) => paint("strong", line)),
  };
}

function messageColumn(width: number): Column {
  return { head: "the provider's words", width, cell: ({ message }) => [message ?? ""] };
}

function reasonColumn(rows: readonly ListedRow[], paint: Paint): Column {
  const width = 27;
  return {
    head: "why",
    width,
    cell: (row) => {
      const apart = wrapText(tellingApart(row, rows), width - GAP).filter((line) => line !== "");
      return [inWords(row.reason), ...apart.map((line) => paint("faint", line))];
    },
  };
}

function moneyColumn(paint: Paint): Column {
  return { head: "money", width: 11, cell: (row) => [paint(moneyStyle(row), inWords(row.money))] };
}

const finality: Column = { head: "finality", width: 13, cell: (row) => [row.finality] };

const next: Column = { head: "next", width: 19, cell: ({ advice }) => [inWords(advice.action)] };

function againColumn(paint: Paint): Column {
  return {
    head: "again?",
    width: 8,
    cell: (row) => [row.safe_to_charge_again ? paint("good", "safe") : "no"],
  };
}

/** Few codes have spaces to break at, so a long one is broken after an underscore too, or where it must be. */
function breakCode(code: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of code.split(/(?<=[_ ])/).flatMap(cutToWidth)) {
    if (line.length + piece.length > CODE_WIDTH_MAX) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += piece;
  }
  return [...lines, line];
}

function cutToWidth(piece: string): readonly string[] {
  const count = Math.ceil(piece.length / CODE_WIDTH_MAX);
  return Array.from({ length: count }, (_, index) =>
    piece.slice(index * CODE_WIDTH_MAX, (index + 1) * CODE_WIDTH_MAX),
  );
}

/** For a code with several rows: the calls and the HTTP status, where it is those that tell the rows apart. */
function tellingApart(row: ListedRow, rows: readonly ListedRow[]): string {
  const twins = rows.filter(({ code }) => code === row.code);
  const parts: string[] = [];
  if (differ(twins.map(({ calls }) => calls?.join())))
    parts.push(row.calls?.map(inWords).join(", ") ?? "other calls");
  if (differ(twins.map(({ http_status }) => http_status))) parts.push(`HTTP ${row.http_status ?? "any"}`);
  return parts.join(", ");
}

function differ(values: readonly unknown[]): boolean {
  return new Set(values).size > 1;
}
