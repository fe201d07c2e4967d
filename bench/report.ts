import { readFileSync, writeFileSync } from "node:fs";
import type { Result, Spread, Target } from "./measures/result.ts";

const PAGE = new URL("../docs/reference/benchmarks.md", import.meta.url);
const BEGIN = "<!-- report -->";
const END = "<!-- end of report -->";

export function reportOf(results: readonly Result[], machine: string): string {
  const rows = results.map((result) =>
    [
      result.goal,
      `${result.measure}, against ${result.against}`,
      shown(result.found),
      result.target === undefined ? "–" : shownTarget(result.target, result.found.unit),
      result.target === undefined ? "–" : isMet(result.found.median, result.target) ? "met" : "**missed**",
      result.detail,
    ].join(" | "),
  );
  const head = [
    "goal | measure | found (from, to) | target | met? | in numbers",
    "--- | --- | ---: | ---: | --- | ---",
  ];
  return [machine, "", ...[...head, ...rows].map((row) => `| ${row} |`)].join("\n");
}

/** Puts the report into its page, in place of the one before. */
export function writeReport(report: string): void {
  const page = readFileSync(PAGE, "utf8");
  const [before = "", rest = ""] = page.split(BEGIN);
  const [, after = ""] = rest.split(END);
  writeFileSync(PAGE, `${before}${BEGIN}\n\n${report}\n\n${END}${after}`);
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
