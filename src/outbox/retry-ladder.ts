const minute = 60;
const hour = 60 * minute;

/**
 * How many seconds a webhook waits before each of its tries, counted from the end of the try before. Three days in all
 * and a little more, so that a receiver which breaks on a Friday evening and is mended on Monday has missed nothing.
 */
export const retryLadder: readonly number[] = [
  0,
  5,
  30,
  2 * minute,
  10 * minute,
  30 * minute,
  1 * hour,
  2 * hour,
  4 * hour,
  8 * hour,
  12 * hour,
  12 * hour,
  12 * hour,
  12 * hour,
  12 * hour,
];

/** Waits grow by up to this part, by chance, so that what failed together does not come back together. */
const JITTER = 0.1;

/** Milliseconds until the next try; undefined where there is none. `chance`: from 0 to 1. */
export function waitAfter(
  tries: number,
  { chance, time_scale }: { readonly chance: number; readonly time_scale: number },
): number | undefined {
  const seconds = retryLadder[tries];
  return seconds === undefined ? undefined : Math.round(seconds * 1000 * time_scale * (1 + JITTER * chance));
}
