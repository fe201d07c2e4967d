import { readFileSync, writeFileSync } from "node:fs";
import type { Result, Spread, Target } from "./measures/result.ts";

const PAGE = new URL("../docs/reference/benchmarks.md", import.meta.url);
const BEGIN = "<!-- report -->";
const END = "<!-- end of report -->";

const HEAD = [
  "| goal | measure | found (from, to) | target | met? | in numbers | day |",
  "| --- | --- | ---: | ---: | --- | --- | --- |",
];

export function reportOf(results: readonly Result[], machine: string): string {
  return [machine, "", ...HEAD, ...results.map(rowOf)].join("\n");
}

/** Puts the results into their page. What was not measured this time stands as it did, with its own day. */
export function writeReport(results: readonly Result[], machine: string): void {
  const page = readFileSync(PAGE, "utf8");
  const [before = "", rest = ""] = page.split(BEGIN);
  const [report = "", after = ""] = rest.split(END);
  const rows = new Map(rowsIn(report).map((row) => [measureOf(row), row]));
  for (const row of results.map(rowOf)) rows.set(measureOf(row), row);
  const table = [machine, "", ...HEAD, ...rows.values()].join("\n");
  writeFileSync(PAGE, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
}

function rowOf(result: Result): string {
  const { goal, measure, against, found, target, detail } = result;
  const cells = [
    goal,
    `${measure}, against ${against}`,
    shown(found),
    target === undefined ? "–" : shownTarget(target, found.unit),
    target === undefined ? "–" : isMet(found.median, target) ? "met" : "**missed**",
    detail,
    new Date().toISOString().slice(0, 10),
  ];
  return `| ${cells.join(" | ")} |`;
}

function rowsIn(report: string): readonly string[] {
  const lines = report.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(HEAD.length);
}

function measureOf(row: string): string {
  return row.split(" | ")[1] ?? "";
}

function shown({ median, low, high, unit = "" }: Spread): string {
  return `${number(median)}${unit} (${number(low)}, ${number(high)})`;
}

function shownTarget(target: Target, unit = ""): string {
  return "at_least" in target ? `≥ ${number(target.at_least)}${unit}` : `≤ ${number(target.at_most)}${unit}`;
}

function isMet(value: number, target: Target): boolean {
  return "at_least" in target ? value >= target.at_least : value <= target.at_most;
}

function number(value: number): string {
  return value.toLocaleString("en", { maximumSignificantDigits: 3 });
}
