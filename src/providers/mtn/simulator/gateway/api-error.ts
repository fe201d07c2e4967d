import { type ErrorCode, errorCodes } from "./code-table.ts";

/** Thrown wherever a call ends early; the answer is made of it in one place. */
export class ApiError extends Error {
  readonly code: ErrorCode;

  /** `support` is for whoever looks for the cause; it names the system behind where there is one. */
  constructor(code: ErrorCode, support: string) {
    super(support);
    this.code = code;
  }

  get status(): number {
    return errorCodes[this.code].status;
  }
}

/** The gateway's name for a token that was good once. */
export const EXPIRED = "keymanagement.service.access_token_expired";

/** The gateway's own 401: wrong or missing credentials. */
export class Unauthorised extends ApiError {
  /** The gateway's name for what is wrong. */
  readonly fault: string;

  constructor(support: string, fault: string) {
    super("4000", support);
    this.fault = fault;
  }
}
