import { randomFillSync, randomInt } from "node:crypto";

/** So many bytes are fetched at once: fetching each by itself costs more than what a simulator does with it. */
const bytes = new Uint8Array(4_096);
const BYTE_VALUES = 256;

let used = bytes.length;

/** A whole number from 0 up to but not including `below`, each as likely as the others. */
export function secureChance(below: number): number {
  if (below > BYTE_VALUES) return randomInt(below);
  // Values above the last multiple would make the small ones likelier.
  const fair = BYTE_VALUES - (BYTE_VALUES % below);
  for (;;) {
    if (used === bytes.length) {
      randomFillSync(bytes);
      used = 0;
    }
    const value = bytes[used++] ?? 0;
    if (value < fair) return value % below;
  }
}
