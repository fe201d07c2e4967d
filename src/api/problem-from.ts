import { QueueFull } from "../lib/batcher.ts";
import { DatabaseUnavailable } from "../store/database.ts";
import type { ApiErrorCode } from "./errors.ts";
import { Problem } from "./problem.ts";

/** What Fastify and Node call the ways in which a request can be bad. */
const byCode: Readonly<Record<string, ApiErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "body_too_large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "media_type_not_accepted",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "malformed_request",
  FST_ERR_BAD_URL: "malformed_request",
  HPE_HEADER_OVERFLOW: "headers_too_large",
  ERR_HTTP_REQUEST_TIMEOUT: "request_too_slow",
};

/** Whatever went wrong as an error of the table. What nobody foresaw is ours, and never the caller's fault. */
export function problemFrom(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof DatabaseUnavailable) return new Problem("database_unavailable");
  if (error instanceof QueueFull) return new Problem("overloaded");
  const code = byCode[textOf(error, "code")];
  if (code !== undefined) return new Problem(code);
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  return new Problem(status >= 400 && status < 500 ? "malformed_request" : "internal_error");
}

function textOf(error: unknown, property: "code"): string {
  return error instanceof Error && property in error
    ? String((error as NodeJS.ErrnoException)[property])
    : "";
}
