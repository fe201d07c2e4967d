import type { CodeRow } from "./row.ts";
import { matchTemplate, type Values } from "./template.ts";

/** What varies in the code and the message; nothing of a message that was reworded. */
export function valuesOf(
  row: CodeRow,
  came: { readonly code: string; readonly message: string | null },
): Values {
  const fromCode = matchTemplate(row.code, came.code) ?? {};
  const known = row.message !== null && came.message !== null;
  const fromMessage = known ? (matchTemplate(row.message, came.message) ?? {}) : {};
  return Object.fromEntries(Object.entries({ ...fromCode, ...fromMessage }).map(masked));
}

/** Values that name a person or open a door keep their last three characters, since readings are stored and shown. */
const privateValues: readonly string[] = ["msisdn", "phone_number", "token", "receiver"];

function masked([name, value]: readonly [string, string]): readonly [string, string] {
  return [name, privateValues.includes(name) ? `…${value.slice(-3)}` : value];
}
