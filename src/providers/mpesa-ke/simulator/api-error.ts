import type { SimulatedAnswer } from "../../../connector/simulator.ts";

const statuses = {
  MISSING_HEADERS: 401,
  INVALID_API_KEY: 401,
  INVALID_LINK_ID: 401,
  INACTIVE_SHORTCODE: 401,
  VALIDATION_ERROR: 422,
  INVALID_MSISDN: 422,
  INVALID_AMOUNT: 422,
  INVALID_CALLBACK: 422,
  INTERNAL_ERROR: 500,
  STK_PUSH_FAILED: 500,
  MPESA_UNAVAILABLE: 500,
  TIMEOUT_ERROR: 500,
} as const;

export type ApiErrorCode = keyof typeof statuses;

/** Texts for each field that was refused. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** Daraja's own refusal, passed on as it came. */
export interface DarajaError {
  readonly errorCode: string;
  readonly errorMessage: string;
}

/** Thrown wherever a call ends early; the answer is made of it in one place. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  private readonly details: { readonly errors?: FieldErrors; readonly mpesa?: DarajaError };

  constructor(code: ApiErrorCode, message: string, details: ApiError["details"] = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }

  toAnswer(): SimulatedAnswer {
    return json(statuses[this.code], {
      success: false,
      error_code: this.code,
      message: this.message,
      ...this.details,
    });
  }
}

export function json(status: number, body: object): SimulatedAnswer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
