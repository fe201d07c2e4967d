import Table from "cli-table3";
import type { ListedRow } from "../catalogue/index.ts";
import { columnsFor, GAP } from "./row-columns.ts";
import type { Terminal } from "./terminal.ts";

/** Rows as a table without frames, so that it can be read and copied. */
export function rowTable(rows: readonly ListedRow[], terminal: Terminal): string {
  const columns = columnsFor(rows, terminal);
  const table = new Table({
    head: columns.map(({ head }) => terminal.paint("faint", head)),
    colWidths: columns.map(({ width }) => width),
    wordWrap: true,
    chars: noFrame,
    style: { head: [], border: [], "padding-left": 0, "padding-right": GAP, compact: true },
  });
  table.push(...rows.map((row) => columns.map(({ cell }) => cell(row).join("\n"))));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

const noFrame = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "",
};
