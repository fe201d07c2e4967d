/** East Africa Time, in which M-Pesa writes every date: three hours ahead of UTC, all year. */

const AHEAD_MS = 3 * 60 * 60 * 1000;

/** For example `2026-07-15`. */
export function day(at_ms: number): string {
  return iso(at_ms).slice(0, 10);
}

/** For example `15072026121225318`: day, month, year, then hours down to milliseconds. */
export function dayFirst(at_ms: number): string {
  const [year, month, date] = day(at_ms).split("-");
  return `${date}${month}${year}${iso(at_ms).slice(11).replace(/\D/g, "")}`;
}

/** For example `20260715121240`. */
export function yearFirst(at_ms: number): string {
  return iso(at_ms).slice(0, 19).replace(/\D/g, "");
}

/** Year, month and day of the month, each counted from 1. */
export function calendar(at_ms: number): readonly [year: number, month: number, date: number] {
  const there = new Date(at_ms + AHEAD_MS);
  return [there.getUTCFullYear(), there.getUTCMonth() + 1, there.getUTCDate()];
}

function iso(at_ms: number): string {
  return new Date(at_ms + AHEAD_MS).toISOString();
}
