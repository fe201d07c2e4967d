import { drawFrom } from "../../src/sandbox/faults/chance.ts";

/** The same row of choices for the same seed, so that whatever it leads to can be met again. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 up to but not including `limit`. */
  below(limit: number): number {
    const { drawn, state } = drawFrom(this.#state);
    this.#state = state;
    return Math.floor(drawn * limit);
  }

  /** True so many times in a hundred. */
  percent(chance: number): boolean {
    return this.below(100) < chance;
  }

  one<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("There is nothing to choose from.");
    return item;
  }
}
