import type { ResultCode } from "./result-codes.ts";

export type SubError = { readonly field: string; readonly message: string };

/** Thrown wherever a call ends early; the answer is made of it in one place. */
export class Refusal extends Error {
  readonly code: ResultCode;
  readonly sub_errors: readonly SubError[];

  constructor(code: ResultCode, says: string, sub_errors: readonly SubError[] = []) {
    super(says);
    this.code = code;
    this.sub_errors = sub_errors;
  }
}

/** Code 20 about one field. */
export function badField(field: string, message: string): Refusal {
  return new Refusal(20, `${field}: ${message}`, [{ field, message }]);
}
