import { type Logger, pino } from "pino";
import { maskDigits } from "../lib/mask.ts";
import type { Observation } from "../lib/observe.ts";

/** Fields that never belong into a log, wherever they stand. */
const SECRET_FIELDS = [
  "authorization",
  "apikey",
  "linkid",
  "api_key",
  "password",
  "secret",
  "phone_number",
  "msisdn",
  "cookie",
];

/** JSON lines to the given file, or to standard output. Secrets are left out and digits that may be a phone number masked. */
export function openLog(options: {
  readonly level: string;
  readonly file: string | null;
  readonly node: string;
}): Logger {
  const paths = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`, `*["${field}"]`]);
  const destination = pino.destination({ dest: options.file ?? 1, sync: false, mkdir: true });
  return pino(
    {
      level: options.level,
      base: { node: options.node },
      redact: { paths: [...new Set(paths)], remove: true },
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: maskDigitsOutsideTime },
    },
    destination,
  );
}

/** Times are digits too, and stay readable. */
function maskDigitsOutsideTime(line: string): string {
  const [, time = "", rest = line] = /^(\{"level":"[a-z]+","time":\d+,)(.*)$/s.exec(line) ?? [];
  return time + maskDigits(rest);
}

export function logObservation(log: Logger, observation: Observation): void {
  if (observation.type === "fault") {
    log.error({ err: observation.error, where: observation.where }, "Something that must not happen did.");
  } else if (observation.type === "unmapped_code") {
    log.warn(observation, "A provider sent a code that the registry does not know.");
  } else if (observation.type === "endpoint_disabled") {
    log.warn(observation, "A webhook endpoint was disabled.");
  } else {
    log.debug(observation);
  }
}
