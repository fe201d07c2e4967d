import { randomFillSync } from "node:crypto";

/** So many numbers are fetched at once: fetching each by itself costs more than what a simulator does with it. */
const FETCHED = 1_024;
const LIMIT = 2 ** 32;

const numbers = new Uint32Array(FETCHED);
let used = FETCHED;

/** A whole number from 0 up to but not including `below`, each as likely as the others. */
export function secureChance(below: number): number {
  // Numbers above the last multiple would make the small ones likelier.
  const fair = LIMIT - (LIMIT % below);
  for (;;) {
    if (used === FETCHED) {
      randomFillSync(numbers);
      used = 0;
    }
    const number = numbers[used++] ?? 0;
    if (number < fair) return number % below;
  }
}
