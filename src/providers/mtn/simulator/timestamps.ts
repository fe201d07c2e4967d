/**
 * In the page's only example the body is 3 minutes and 47 seconds behind the Date header: gateway and platform have
 * clocks of their own.
 */
const PLATFORM_BEHIND_MS = 227_000;

/** The form of error bodies: milliseconds, and an offset without its colon. */
export function platformTime(now_ms: number): string {
  return new Date(now_ms - PLATFORM_BEHIND_MS).toISOString().replace("Z", "+0000");
}

/** The form of everything else. */
export function rfc3339(at_ms: number): string {
  return new Date(at_ms).toISOString();
}

export function dateOnly(at_ms: number): string {
  return new Date(at_ms).toISOString().slice(0, 10);
}
