import type { Json } from "../../../connector/simulator.ts";
import { badField, Refusal } from "./refusal.ts";

/** The body of a call, as it came. */
export type Fields = Readonly<Record<string, Json>>;

export function readFields(body: Uint8Array): Fields {
  const parsed = parse(body);
  if (isObject(parsed)) return parsed;
  throw new Refusal(20, "The body is no JSON object.");
}

export function isObject(value: Json | undefined): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Numbers and booleans may come as texts, and texts as numbers; what is missing or null is empty. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name] ?? "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A field that has to be there, in so many characters. */
export function requiredText(fields: Fields, name: string, length_max: number): string {
  const text = textOf(fields, name);
  if (text === "") throw badField(name, "must not be blank");
  if (text.length > length_max) throw badField(name, `must have at most ${length_max} characters`);
  return text;
}

/** VND, which has no smaller unit. What is no number at all is a matter of form; what is no amount, 21. */
export function amountOf(fields: Fields, { zero }: { readonly zero: boolean }): number {
  const text = requiredText(fields, "amount", 20);
  if (!/^-?\d+(?:\.\d+)?$/.test(text)) throw badField("amount", "must be a number");
  const amount = Number(text);
  const possible = Number.isSafeInteger(amount) && (amount > 0 || (zero && amount === 0));
  if (!possible) throw new Refusal(21, `${text} is no amount of VND that can be moved.`);
  return amount;
}

export function isFalse(fields: Fields, name: string): boolean {
  return textOf(fields, name) === "false";
}

function parse(body: Uint8Array): Json {
  try {
    const parsed: Json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    // What nests too deep can be read, and not be written again.
    JSON.stringify(parsed);
    return parsed;
  } catch {
    throw new Refusal(20, "The body is no JSON in UTF-8, or nests too deep.");
  }
}
