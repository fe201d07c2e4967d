import type { Rig } from "../rig/rig.ts";

/** What a measure found, as one line of the report. */
export interface Result {
  /** The goal's number, such as G1; empty for what has no goal. */
  readonly goal: string;
  readonly measure: string;
  readonly against: string;
  readonly found: Spread;
  /** Undefined where nothing was promised. */
  readonly target?: Target;
  /** The numbers behind it. */
  readonly detail: string;
}

export type Target = { readonly at_least: number } | { readonly at_most: number };

/** Over all rounds. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly unit?: string;
}

export interface Effort {
  /** Turns of each side. */
  readonly rounds: number;
  /** Of each turn. */
  readonly seconds: number;
}

export type Measure = (rig: Rig, effort: Effort) => Promise<readonly Result[]>;

export function spread(values: readonly number[], unit?: string): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const [low = Number.NaN, high = Number.NaN] = [sorted[0], sorted.at(-1)];
  return { median: quantile(sorted, 0.5), low, high, ...(unit === undefined ? {} : { unit }) };
}

/** `sorted`: ascending. Between two values, their middle. */
export function quantile(sorted: readonly number[], part: number): number {
  const at = (sorted.length - 1) * part;
  const [below = Number.NaN, above = Number.NaN] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below + (above - below) * (at - Math.floor(at));
}
