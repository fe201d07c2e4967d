import type { HttpAnswer } from "../../../connector/http.ts";
import type { Reading } from "../../../core/outcome.ts";

/** Nobody waits longer than a day for a limit to pass. */
const WAIT_SECONDS_MAX = 86_400;

/** No quota is published, so where the platform itself says how long to wait, that counts and not our guess. */
export function afterWaiting(reading: Reading, { headers }: HttpAnswer): Reading {
  const { "retry-after": told = "" } = headers;
  if (reading.category !== "throttled" || !/^[1-9]\d{0,5}$/.test(told)) return reading;
  const after_seconds = Math.min(Number(told), WAIT_SECONDS_MAX);
  return { ...reading, advice: { ...reading.advice, after_seconds } };
}
