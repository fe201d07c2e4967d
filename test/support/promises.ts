import fc from "fast-check";
import { describe, test } from "vitest";
import { anyHistory, play, type Step, tell } from "./random-histories.ts";

/**
 * A promise looks at one step of any history whatever, and says how it was broken, or `false` where it was kept.
 * fast-check then finds the shortest history that breaks it.
 */
export type Promised = (step: Step, earlier: readonly Step[]) => string | false;

/** Each promise is held against this many histories; `HISTORIES=500000` before the command looks longer. */
const HISTORIES = Number(process.env["HISTORIES"] ?? 4_200);
const TIMEOUT_MS = 600_000;

export function everyHistoryKeeps(subject: string, promises: Readonly<Record<string, Promised>>): void {
  describe(subject, () => {
    test.each(Object.entries(promises))("%s", { timeout: TIMEOUT_MS }, (_, promised) => {
      const kept = fc.property(anyHistory(), (history) => holds(play(history), promised));
      fc.assert(kept, { numRuns: HISTORIES });
    });
  });
}

function holds(steps: readonly Step[], promised: Promised): void {
  for (const [index, step] of steps.entries()) {
    const broken = promised(step, steps.slice(0, index));
    if (broken !== false) throw new Error(`${broken}:\n${tell(steps.slice(0, index + 1))}`);
  }
}
