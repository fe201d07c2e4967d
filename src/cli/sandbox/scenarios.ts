import type { Simulator } from "../../connector/simulator.ts";
import { ExplainedError } from "../../lib/explained-error.ts";
import { listScenarios, type Scenario } from "../../sandbox/scenarios.ts";
import type { Terminal } from "../terminal.ts";
import { wrapText } from "../wrap-text.ts";

type Simulators = readonly { readonly id: string; readonly simulator: Pick<Simulator, "magic"> }[];

export interface ScenariosOptions {
  readonly provider?: string;
  readonly json?: true;
}

/** Everything that the sandbox can play. No sandbox needs to run. */
export function printScenarios(
  simulators: Simulators,
  { provider, json }: ScenariosOptions,
  terminal: Terminal,
): void {
  const wanted = simulators.filter(({ id }) => provider === undefined || id === provider);
  if (wanted.length === 0) {
    const ids = simulators.map(({ id }) => id).join(", ");
    throw new ExplainedError(`The sandbox has no provider ${provider}: it has ${ids}.`);
  }
  const listed = listScenarios(wanted.map(({ id, simulator }) => [id, simulator]));
  terminal.out(json === true ? JSON.stringify(listed, null, 2) : scenarioTable(listed, terminal));
}

/** What stands in each column but the last, which has the rest of the line. */
export function scenarioCells({ provider, name, field, value, code }: Scenario): readonly string[] {
  return [provider ?? "any", name ?? "", field === null ? "" : `${field} ${value}`, code ?? ""];
}

export const scenarioHeads: readonly string[] = ["provider", "name", "magic value", "code", "what happens"];

const GAP = 2;
const EFFECT_WIDTH_MIN = 24;

function scenarioTable(listed: readonly Scenario[], { width, paint }: Terminal): string {
  const rows = listed.map(scenarioCells);
  const widths = rows.reduce<readonly number[]>(
    (longest, row) => longest.map((length, at) => Math.max(length, row[at]?.length ?? 0)),
    scenarioHeads.slice(0, -1).map((head) => head.length),
  );
  const left = widths.reduce((sum, column) => sum + column + GAP, 0);
  const line = (cells: readonly string[], effect: string): string =>
    `${widths.map((column, at) => (cells[at] ?? "").padEnd(column + GAP)).join("")}${effect}`.trimEnd();
  const head = paint("faint", line(scenarioHeads, scenarioHeads.at(-1) ?? ""));
  const body = listed.flatMap((scenario) => {
    const [first = "", ...more] = wrapText(scenario.effect, Math.max(EFFECT_WIDTH_MIN, width - left));
    return [line(scenarioCells(scenario), first), ...more.map((text) => line([], text))];
  });
  return [head, ...body].join("\n");
}
