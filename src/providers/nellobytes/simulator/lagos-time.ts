/** West Africa Time, one hour ahead of UTC all year. */
const AHEAD_MS = 60 * 60 * 1000;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** For example `22th-Jul-2023`: the same two letters after every day, and no time. */
export function lagosDate(at_ms: number): string {
  const there = new Date(at_ms + AHEAD_MS);
  return `${there.getUTCDate()}th-${MONTHS[there.getUTCMonth()]}-${there.getUTCFullYear()}`;
}
