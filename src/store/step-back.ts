import type { Randomness } from "../core/ports.ts";
import { pause, type Timers } from "../lib/timers.ts";

/** Whoever loses the race for a row so often, stepping back each time, has met a bug. */
export const ROUNDS_MAX = 50;
const STEP_BACK_MS = 4;

/** Two that write to one row again and again would otherwise keep step, and the same one lose each time. */
export async function stepBack(
  round: number,
  { randomness, timers }: { readonly randomness: Randomness; readonly timers?: Timers },
): Promise<void> {
  const [chance = 0] = randomness.bytes(1);
  await pause((round * STEP_BACK_MS * chance) / 256, timers);
}
