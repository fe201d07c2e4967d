import type { Finding } from "../../../core/outcome.ts";
import { codes } from "../codes.ts";
import type { ErrorAnswer } from "../wire.ts";
import type { Told } from "./findings.ts";

/** A code that has a row decides, then a status line that speaks for itself, then a code without a row. */
export function readError(error: ErrorAnswer, http_status: number): Omit<Told, "evidence"> {
  const told = { surface: "api", http_status, words: error.words ?? error.mpesa.words } as const;
  const known = error.codes.find((code) =>
    codes.rows.some((row) => row.surface === "api" && row.code === code),
  );
  if (known === "STK_PUSH_FAILED") return { ...told, ...readPushRefusal(error) };
  const unknown = http_status === 429 || isRedirect(http_status) ? undefined : error.codes[0];
  const code = known ?? unknown;
  return { ...told, read_as: code ?? statusName(http_status), code: code ?? error.mpesa.code };
}

/** What M-Pesa said of a push that it refused says more than that it refused. */
function readPushRefusal({ mpesa, words }: ErrorAnswer): Pick<Told, "read_as" | "code" | "label" | "words"> {
  const label = "STK_PUSH_FAILED";
  const { code } = mpesa;
  if (code === null) return { read_as: label, code: label, words };
  const told = { code, label, words: mpesa.words ?? words };
  if (codes.rows.some((row) => row.label === label && row.code === code)) return { ...told, read_as: code };
  const forGood = /^40[014]\./.test(code);
  return { ...told, read_as: forGood ? "STK_PUSH_FAILED for good" : label };
}

function statusName(status: number): string {
  if (isRedirect(status)) return "HTTP 3xx";
  return status >= 500 && status <= 599 ? "HTTP 5xx" : `HTTP ${status}`;
}

/** Seconds only; a date would need a clock. A day is the longest that anybody could mean. */
export function waitingAsAsked(finding: Finding, retryAfter: string | undefined): Finding {
  const seconds =
    retryAfter !== undefined && /^[1-9][0-9]{0,4}$/.test(retryAfter) ? Number(retryAfter) : null;
  if (seconds === null || seconds > 86_400 || finding.reading.category !== "throttled") return finding;
  const { reading } = finding;
  return { ...finding, reading: { ...reading, advice: { ...reading.advice, after_seconds: seconds } } };
}

function isRedirect(status: number): boolean {
  return status >= 300 && status <= 399;
}
