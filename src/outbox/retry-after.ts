/** A receiver may not put us off for longer: the ladder goes on. */
const RETRY_AFTER_MS_MAX = 24 * 60 * 60 * 1000;

/**
 * Milliseconds that a receiver asks us to stay away, by a number of seconds or an HTTP date; 0 where it does not, or
 * says so in a form that nobody defined. A date is held against the receiver's own clock, where it tells it.
 */
export function readRetryAfter(
  headers: { readonly retry_after: string | null; readonly date: string | null },
  now: number,
): number {
  const text = headers.retry_after?.trim() ?? "";
  const wait = /^\d{1,10}$/.test(text) ? Number(text) * 1000 : untilDate(text, headers.date, now);
  return Math.min(Math.max(wait, 0), RETRY_AFTER_MS_MAX);
}

function untilDate(text: string, their_date: string | null, now: number): number {
  const at = readHttpDate(text);
  return at === undefined ? 0 : at - (readHttpDate(their_date ?? "") ?? now);
}

/** The one form that HTTP still allows to be sent: `Sun, 06 Nov 1994 08:49:37 GMT`. */
function readHttpDate(text: string): number | undefined {
  const at = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
