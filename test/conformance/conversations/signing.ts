import { createHmac } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { Provider } from "../../../src/connector/provider.ts";

/** How a provider signs, as its folder's vectors show it, computed here a third time: neither by our side nor by theirs. */
export interface Signing {
  readonly secret: string;
  /** The header that carries the signature of the body's bytes; left out where a field does. */
  readonly header?: string;
  /** The field that carries the signature of other fields; left out where a header does. */
  readonly field?: string;
  readonly vectors: readonly Vector[];
}

interface Vector {
  readonly name: string;
  /** Names the order in which fields are signed. */
  readonly recipe?: string;
  readonly text?: string;
  readonly body?: string;
  readonly signature: string;
}

export interface Signed {
  readonly headers: Readonly<Record<string, string>>;
  /** Of the body, or of the query where there is none. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Null of a provider that signs nothing. */
export function signingOf({ id }: Provider): Signing | null {
  const file = new URL(`../../../src/providers/${id}/fixtures/signatures/vectors.json`, import.meta.url);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

export function hmacOf(text: string, { secret }: Pick<Signing, "secret">): string {
  return createHmac("sha256", secret).update(text).digest("hex");
}

/** What has to stand in the signature's place; null where this message needs none. */
export function signatureFor(
  { headers, fields, body }: Signed,
  signing: Signing | null,
  recipe: string | undefined,
): string | null {
  if (signing?.header !== undefined) return signing.header in headers ? hmacOf(body, signing) : null;
  return signing?.field === undefined || recipe === undefined
    ? null
    : hmacOf(textOf(fields, signing, recipe), signing);
}

/** Where a signature stands, or would; null of a provider that signs nothing. */
export function signatureIn({ headers, fields }: Signed, signing: Signing | null): unknown {
  if (signing === null) return null;
  return signing.header === undefined ? fields[signing.field ?? ""] : headers[signing.header];
}

/** The vector of a recipe shows the order of its fields, and the one that no message carries, which comes first. */
function textOf(fields: Signed["fields"], { vectors }: Signing, recipe: string): string {
  const text = vectors.find((vector) => vector.recipe === recipe)?.text;
  if (text === undefined) throw new Error(`No vector shows the recipe ${recipe}.`);
  const [key, ...pairs] = text.split("&");
  const names = pairs.flatMap((pair) => /^(\w+)=/.exec(pair)?.[1] ?? []);
  return [key, ...names.map((name) => `${name}=${fields[name] ?? ""}`)].join("&");
}
