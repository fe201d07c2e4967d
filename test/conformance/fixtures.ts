import { readdirSync, readFileSync } from "node:fs";
import type { Provider } from "../../src/connector/provider.ts";

/** A literal message of a provider's, as its folder keeps it. */
export interface Fixture {
  readonly name: string;
  /** What it answers; null of what comes by itself. */
  readonly call: string | null;
  readonly http_status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Of a payer's way back. */
  readonly query: Readonly<Record<string, string>>;
  readonly code: string | null;
  /** The registry row that reads it. */
  readonly reads: string | null;
}

export function fixturesOf({ id }: Provider): readonly Fixture[] {
  const folder = new URL(`../../src/providers/${id}/fixtures/`, import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => {
      const { call, http_status, headers, content_type, body, url, code, reads } = JSON.parse(
        readFileSync(new URL(name, folder), "utf8"),
      );
      return {
        name: name.replace(".json", ""),
        call: call ?? null,
        http_status: http_status ?? null,
        headers: headers ?? { "content-type": content_type ?? "application/json" },
        body: typeof body === "string" ? body : JSON.stringify(body ?? {}),
        query: url === undefined ? {} : Object.fromEntries(new URL(url).searchParams),
        code: code ?? null,
        reads: reads ?? null,
      };
    });
}

/** Null of what is no JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
