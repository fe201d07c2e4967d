/** Vietnam is seven hours ahead of UTC all year. */
const AHEAD_MS = 7 * 60 * 60 * 1000;

/** The calendar day in Vietnam, for example `2026-11-21`. */
export function vietnameseDay(at_ms: number): string {
  return new Date(at_ms + AHEAD_MS).toISOString().slice(0, 10);
}
