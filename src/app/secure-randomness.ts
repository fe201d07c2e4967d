import { randomBytes } from "node:crypto";
import type { Randomness } from "../core/ports.ts";

/** Chance from the operating system: for ids, keys and seals. */
export const secureRandomness: Randomness = { bytes: (count) => randomBytes(count) };
