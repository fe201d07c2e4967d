import type { Randomness } from "../../src/core/ports.ts";

/** All the chance of one world, from its seed alone: the generator sfc32, well mixed before its first use. */
export class Chance implements Randomness {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number) {
    [this.#a, this.#b, this.#c] = [seed | 0, Math.floor(seed / 2 ** 32) | 0, 0x9e3779b9];
    for (let mixed = 0; mixed < 15; mixed += 1) this.#next();
  }

  bytes(count: number): Uint8Array {
    const bytes = Buffer.alloc(count);
    for (let at = 0; at < count; at += 4) {
      const word = this.#next();
      for (let place = at; place < Math.min(at + 4, count); place += 1)
        bytes[place] = (word >>> (8 * (place - at))) & 255;
    }
    return bytes;
  }

  /** From 0 up to but not including `below`. */
  below(below: number): number {
    return Math.floor((this.#next() / 2 ** 32) * below);
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** True with this probability. Nothing is drawn for what never happens. */
  happens(probability: number): boolean {
    return probability > 0 && this.#next() < probability * 2 ** 32;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("There is nothing to choose from.");
    return item;
  }

  uuid(): string {
    const hex = Buffer.from(this.bytes(16)).toString("hex");
    return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
  }

  #next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }
}
