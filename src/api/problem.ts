import { type ApiErrorCode, apiError } from "./errors.ts";

/** The header that names a request, so that an answer and a line of the log can be put together. */
export const REQUEST_ID = "x-request-id";

export const PROBLEM_TYPE = "application/problem+json; charset=utf-8";

interface Where {
  /** A JSON pointer into the body, `?name` for a query parameter, or the name of a header. */
  readonly field?: string;
  /** What exactly was wrong. Never repeats the value: it may hold a secret or a phone number. */
  readonly detail?: string;
  /** Seconds; where it is better known than the table knows it. */
  readonly retry_after?: number;
}

/** A request that is refused. Thrown anywhere on its way and answered in one place. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ApiErrorCode;
  readonly status: number;
  readonly where: Where;

  constructor(code: ApiErrorCode, where: Where = {}) {
    super(apiError(code).says);
    this.code = code;
    this.status = apiError(code).status;
    this.where = where;
  }

  get retry_after(): number | undefined {
    return this.where.retry_after ?? apiError(this.code).retry_after;
  }
}

/** RFC 9457, with what an integrator needs to put it right without us. */
export function problemBody(problem: Problem, request_id: string) {
  const { says, fix } = apiError(problem.code);
  return {
    type: `urn:hakika:problem:${problem.code}`,
    title: says,
    status: problem.status,
    code: problem.code,
    detail: problem.where.detail ?? says,
    field: problem.where.field ?? null,
    fix,
    request_id,
  };
}
