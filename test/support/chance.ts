import { randomInt } from "node:crypto";
import { drawFrom } from "../../src/sandbox/faults/chance.ts";

/** A row of numbers that looks like chance and is the same again for the same seed: `SEED=7 npx vitest run …`. */
export class Chance {
  readonly seed: number;
  #state: number;

  constructor(seed = Number(process.env["SEED"] ?? randomInt(2 ** 31))) {
    this.seed = seed;
    this.#state = seed;
  }

  /** For whoever reads of a failure and wants the same run again. */
  get says(): string {
    return `SEED=${this.seed}`;
  }

  /** A whole number from 0 up to but not including `limit`. */
  below(limit: number): number {
    const { drawn, state } = drawFrom(this.#state);
    this.#state = state;
    return Math.floor(drawn * limit);
  }

  oneOf<Choice>(choices: readonly [Choice, ...Choice[]]): Choice {
    return choices[this.below(choices.length)] ?? choices[0];
  }
}
