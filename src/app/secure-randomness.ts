import { randomBytes } from "node:crypto";
import type { Randomness } from "../core/ports.ts";

/** Asking the operating system costs much the same for a few bytes as for many, and each payment needs a dozen times a few. */
const ASKED_AT_ONCE = 4_096;

let pool = Buffer.alloc(0);

/** Chance from the operating system: for ids, keys and seals. No byte is given twice. */
export const secureRandomness: Randomness = {
  bytes: (count) => {
    if (count > pool.length) pool = randomBytes(Math.max(ASKED_AT_ONCE, count));
    const taken = pool.subarray(0, count);
    pool = pool.subarray(count);
    return taken;
  },
};
