import type { Json } from "../../../src/connector/simulator.ts";
import type { Reading } from "../../../src/core/outcome.ts";

/** What a connector has made of a message, as a fixture states it: what is absent is left out, and texts for people are. */
export function stated(found: unknown): Json {
  return JSON.parse(JSON.stringify(found, state));
}

function state(name: string, value: unknown): unknown {
  if (name === "reading") return wordsOf(value as Reading);
  if (name === "provider") return (value as { readonly code: string | null }).code ?? undefined;
  if (typeof value === "bigint") return String(value);
  const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
  return isEmpty ? undefined : value;
}

/** The row, and what it says of the money here, which may be less. */
function wordsOf({ rule, reason, finality, money }: Reading): string {
  return `${rule}: ${reason}, ${finality}, money ${money}`;
}
