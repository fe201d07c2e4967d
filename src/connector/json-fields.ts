import { maskDigits } from "../lib/mask.ts";

/** A JSON object from a stranger. Every field may be missing, or be of another kind than documented. */
export type WireObject = Readonly<Record<string, unknown>>;

const nothing: WireObject = {};

/** Bytes that are no JSON object read as an object without fields. */
export function parse(body: Uint8Array): WireObject {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    return asObject(JSON.parse(text, numbersAsWritten));
  } catch {
    return nothing;
  }
}

export function objectAt(object: WireObject, name: string): WireObject {
  return asObject(object[name]);
}

export function objectsAt(object: WireObject, name: string): readonly WireObject[] {
  const list = object[name];
  return Array.isArray(list) ? list.map(asObject) : [];
}

/** Codes, names, amounts and times are short and printable; null, an empty text and anything else count as absent. */
export function textAt(object: WireObject, name: string): string | null {
  const value = object[name];
  return typeof value === "string" && /^[\x20-\x7e]{1,64}$/.test(value) ? value : null;
}

/** No sentence of theirs is longer; the rest would only fill the timeline. */
const WORDS_LENGTH_MAX = 300;

/** Prose, fit to be stored and shown: without odd characters and phone numbers. */
export function wordsAt(object: WireObject, name: string): string | null {
  const value = object[name];
  return typeof value === "string" ? presentable(value) : null;
}

export function presentable(text: string): string | null {
  const plain = text.toWellFormed().replace(/\p{Cc}/gu, " ");
  const words = maskDigits(plain.trim()).slice(0, WORDS_LENGTH_MAX);
  return words === "" ? null : words;
}

/** For `JSON.parse`: keeps the literal text of numbers, for codes are compared as text and money must never pass through a float. */
export function numbersAsWritten(
  _name: string,
  value: unknown,
  written: { readonly source?: string } = {},
): unknown {
  return typeof value === "number" ? (written.source ?? String(value)) : value;
}

function asObject(value: unknown): WireObject {
  return isObject(value) ? value : nothing;
}

function isObject(value: unknown): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
