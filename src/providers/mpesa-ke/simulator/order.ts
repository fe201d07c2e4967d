import type { SimulatorHost } from "../../../connector/simulator.ts";
import { ApiError, type ApiErrorCode, type FieldErrors } from "./api-error.ts";
import { isOn } from "./settings.ts";

/** The body of initiate once it is in order. */
export interface Order {
  readonly msisdn: string;
  /** Whole shillings. */
  readonly amount: number;
  readonly callback: string;
}

interface Problem {
  readonly field: keyof Order;
  /** Missing or of the wrong type, as against a value that is not allowed. */
  readonly malformed: boolean;
  readonly says: string;
}

/** What was sent, not yet looked at. */
type Fields = { readonly [field in keyof Order]?: unknown };

/** One field with a bad value has a code of its own; everything worse is VALIDATION_ERROR. */
export function readOrder(host: SimulatorHost, body: Uint8Array): Order {
  const fields: Fields = readObject(body);
  const problems = [
    checkMsisdn(fields.msisdn),
    checkAmount(fields.amount),
    checkCallback(host, fields.callback),
  ];
  const found = problems.filter((problem) => problem !== null);
  const [first] = found;
  if (first === undefined) {
    return {
      msisdn: String(fields.msisdn),
      amount: Number(fields.amount),
      callback: String(fields.callback),
    };
  }
  const errors: FieldErrors = Object.fromEntries(found.map(({ field, says }) => [field, [says]]));
  if (found.length > 1 || first.malformed) {
    throw new ApiError("VALIDATION_ERROR", "The request did not pass the checks.", { errors });
  }
  throw new ApiError(codeOfField[first.field], first.says, { errors });
}

/** The body as an object of fields; used by every call. */
export function readObject(body: Uint8Array): Readonly<Record<string, unknown>> {
  const parsed = parse(new TextDecoder().decode(body));
  if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  throw new ApiError("VALIDATION_ERROR", "The body is not a JSON object.", {
    errors: { body: ["The body is not a JSON object."] },
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const codeOfField = {
  msisdn: "INVALID_MSISDN",
  amount: "INVALID_AMOUNT",
  callback: "INVALID_CALLBACK",
} as const satisfies Record<keyof Order, ApiErrorCode>;

function checkMsisdn(value: unknown): Problem | null {
  const field = "msisdn";
  if (isMissing(value)) return { field, malformed: true, says: "The msisdn field is required." };
  if (typeof value !== "string" && !Number.isInteger(value)) {
    return { field, malformed: true, says: "The msisdn is neither a text nor a whole number." };
  }
  if (/^254[71][0-9]{8}$/.test(String(value))) return null;
  return { field, malformed: false, says: "The msisdn is not of the form 254XXXXXXXXX." };
}

function checkAmount(value: unknown): Problem | null {
  const field = "amount";
  if (isMissing(value)) return { field, malformed: true, says: "The amount field is required." };
  if (typeof value !== "number" || !Number.isInteger(value)) {
    return { field, malformed: true, says: "The amount is not a whole number." };
  }
  if (value >= 1 && value <= 300_000) return null;
  return { field, malformed: false, says: "The amount lies outside 1 to 300000." };
}

const CALLBACK_LENGTH_MAX = 2_048;

function checkCallback(host: SimulatorHost, value: unknown): Problem | null {
  const field = "callback";
  if (isMissing(value)) return { field, malformed: true, says: "The callback field is required." };
  if (typeof value !== "string") return { field, malformed: true, says: "The callback is not a text." };
  const protocol = URL.parse(value)?.protocol;
  if (value.length > CALLBACK_LENGTH_MAX || (protocol !== "https:" && protocol !== "http:")) {
    return { field, malformed: false, says: "The callback is not a valid URL." };
  }
  if (protocol === "https:" || !isOn(host, "require_https")) return null;
  return { field, malformed: false, says: "The callback must be an HTTPS URL." };
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}
