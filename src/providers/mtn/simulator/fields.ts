import type { SimulatedRequest } from "../../../connector/simulator.ts";
import { ApiError } from "./gateway/api-error.ts";

/** What was sent, not yet looked at. */
export type Fields = Readonly<Record<string, unknown>>;

export function readBody({ body }: SimulatedRequest): Fields {
  const parsed = parse(new TextDecoder().decode(body));
  if (isObject(parsed)) return parsed;
  throw new ApiError("5000", "The body is not a JSON object.");
}

export function requiredObject(fields: Fields, name: string): Fields {
  const value = fields[name];
  if (isObject(value)) return value;
  throw new ApiError("5000", `${name} is missing or is no object.`);
}

/** Empty where it was not sent. */
export function optionalObject(fields: Fields, name: string): Fields {
  return fields[name] == null ? {} : requiredObject(fields, name);
}

export function requiredText(fields: Fields, name: string, shape: RegExp = /./): string {
  const value = fields[name];
  if (typeof value !== "string" || value === "") {
    throw new ApiError("5000", `${name} is missing or is no text.`);
  }
  if (shape.test(value)) return value;
  throw new ApiError("5000", `${name} has a form that is not allowed.`);
}

/** Null where it was not sent. */
export function optionalText(fields: Fields, name: string, shape?: RegExp): string | null {
  return fields[name] == null ? null : requiredText(fields, name, shape);
}

export function oneOf<Value extends string>(fields: Fields, name: string, allowed: readonly Value[]): Value {
  const found = allowed.find((value) => value === fields[name]);
  if (found !== undefined) return found;
  throw new ApiError("5000", `${name} is none of ${allowed.join(", ")}.`);
}

export function wholeNumber(fields: Fields, name: string, most: number): number {
  const value = fields[name];
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new ApiError("5000", `${name} is no whole number from 0 to ${most}.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
