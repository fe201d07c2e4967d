import { type Fault, faultKinds } from "./faults.ts";
import type { Report } from "./simulate.ts";

/** What many worlds came to together. */
export class Tally {
  seeds = 0;
  operations = 0;
  calls = 0;
  steps = 0;
  readonly faults = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<Fault, number>;

  add(report: Report): void {
    this.seeds += 1;
    this.operations += report.operations;
    this.calls += report.calls;
    this.steps += report.steps;
    for (const kind of faultKinds) this.faults[kind] += report.faults[kind];
  }

  toString(): string {
    const faults = faultKinds.map((kind) => `${kind} ${this.faults[kind]}`).join(", ");
    return `${this.seeds} seeds, ${this.operations} operations, ${this.calls} calls, ${this.steps} steps; felt: ${faults}`;
  }
}

/** A world that somebody has to look into, with the command that shows it from beginning to end. */
export function describeFailure({ seed, complaints }: Report): string {
  const says = complaints.map((complaint) => `${complaint.rule}: ${complaint.says}`).join("; ");
  return `Seed ${seed}: ${says}. Replay: npm run test:simulation -- --seed ${seed}`;
}
