import { Problem } from "./problem.ts";

/** Milliseconds as the API writes them. */
export function showTime(ms: number): string {
  return new Date(ms).toISOString();
}

export function showTimeOrNull(ms: number | null): string | null {
  return ms === null ? null : showTime(ms);
}

/** A query's time, whose form is checked already; null where it was left out. */
export function readMoment(text: string | undefined, name: string): number | null {
  if (text === undefined) return null;
  const ms = Date.parse(text);
  if (Number.isNaN(ms) || !isInCalendar(text.slice(0, 10)))
    throw new Problem("invalid_request", {
      field: `?${name}`,
      detail: "There is no such moment in the calendar.",
    });
  return ms;
}

/** The platform's parser turns 30 February into 2 March. */
function isInCalendar(day: string): boolean {
  return new Date(day).toISOString().startsWith(day);
}
