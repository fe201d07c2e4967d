const HOUR_MS = 60 * 60 * 1000;
export const DAY_MS = 24 * HOUR_MS;

const days: Readonly<Record<string, number>> = { daily: 1, weekly: 7, fortnightly: 14, monthly: 30 };

/** Days of one period, as free periods are counted. */
export function daysOf(frequency: string): number {
  return days[frequency] ?? 1;
}

/** When the period ends that begins now; a month ends on the same day of the next, or on its last. */
export function periodEnd(from_ms: number, frequency: string): number {
  return frequency === "monthly" ? aMonthLater(from_ms) : from_ms + daysOf(frequency) * DAY_MS;
}

function aMonthLater(from_ms: number): number {
  const from = new Date(from_ms);
  const later = new Date(from_ms);
  later.setUTCDate(1);
  later.setUTCMonth(from.getUTCMonth() + 1);
  const lastDay = new Date(Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1, 0)).getUTCDate();
  later.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return later.getTime();
}

/** Midnight, four and eight in the evening of Riyadh, in UTC. */
const fixedHours: readonly number[] = [13, 17, 21];

/** The next of the hours at which some operators can be asked at all. */
export function nextFixedHour(from_ms: number, perDay: number): number {
  const today = Math.floor(from_ms / DAY_MS) * DAY_MS;
  const hours = fixedHours.slice(0, perDay);
  const candidates = [0, 1].flatMap((day) => hours.map((hour) => today + day * DAY_MS + hour * HOUR_MS));
  return candidates.find((at_ms) => at_ms > from_ms) ?? from_ms + DAY_MS;
}
