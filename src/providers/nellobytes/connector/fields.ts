import { numbersAsWritten } from "../../../connector/json-fields.ts";

/**
 * The fields of a message from a stranger, by their names in lower case, since the provider writes one name in several
 * ways. Each may be missing, or be of another kind than documented; null and an empty text count as missing.
 */
export type Fields = ReadonlyMap<string, unknown>;

/** Bytes that are no JSON object have no fields. The content type is not asked, for JSON comes as `text/html` too. */
export function fieldsOfJson(body: Uint8Array): Fields {
  try {
    return fieldsOf(JSON.parse(new TextDecoder().decode(body), numbersAsWritten));
  } catch {
    return new Map();
  }
}

export function fieldsOf(object: unknown): Fields {
  if (typeof object !== "object" || object === null || Array.isArray(object)) return new Map();
  const given = Object.entries(object).filter(([, value]) => value !== null && value !== "");
  return new Map(given.map(([name, value]) => [name.toLowerCase(), value]));
}

/** The field's text without space around it; null where it is empty, missing or of another kind. */
export function textAt(fields: Fields, name: string): string | null {
  const value = fields.get(name);
  const text = typeof value === "string" ? value.trim() : "";
  return text === "" ? null : text;
}
