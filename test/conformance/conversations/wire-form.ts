import type { HttpAnswer, HttpRequest } from "../../../src/connector/http.ts";
import type { Json } from "../../../src/connector/simulator.ts";
import { readJson } from "../fixtures.ts";
import type { WireAnswer, WireRequest } from "./conversation.ts";
import type { Signed } from "./signing.ts";

/** Fixtures as bytes, and bytes in the one form in which they are compared. */
export function requestOf(
  { method, path, url, query = {}, headers = {}, body, form }: WireRequest,
  base: string,
): HttpRequest {
  const search = String(new URLSearchParams(query));
  return {
    method,
    url: `${url ?? base + path}${search === "" ? "" : `?${search}`}`,
    headers,
    body: form === undefined ? textOf(body) : String(new URLSearchParams(form)),
    timeout_ms: 0,
  };
}

export function answerOf({ status, headers = {}, body }: WireAnswer): HttpAnswer {
  return { status, headers, body: Buffer.from(textOf(body) ?? "") };
}

/** Neither the order of fields nor how a URL is encoded makes a difference. Without headers they are not compared. */
export function canonical(request: Omit<HttpRequest, "timeout_ms">, with_headers = true): Json {
  const { origin, pathname } = new URL(request.url);
  const { headers, fields, body } = signedParts(request);
  return {
    method: request.method,
    address: origin + pathname,
    query: Object.fromEntries(new URL(request.url).searchParams),
    ...(with_headers && { headers }),
    body: body === "" ? null : Object.keys(fields).length === 0 ? body : (fields as Json),
  };
}

/** Of a request, or of the browser that comes back with everything in its URL. */
export function signedParts({ url, headers, body }: Omit<HttpRequest, "timeout_ms">): Signed {
  const type = headers["content-type"] ?? "";
  const fields = /form-urlencoded/.test(type)
    ? Object.fromEntries(new URLSearchParams(body ?? ""))
    : (readJson(body ?? "") as Signed["fields"] | null);
  const query = Object.fromEntries(new URL(url).searchParams);
  return { headers, fields: body === null ? query : (fields ?? {}), body: body ?? "" };
}

/** JSON where it is some, else the text. */
export function saidBy(text: string): Json {
  return (readJson(text) as Json) ?? text;
}

function textOf(body: Json | undefined): string | null {
  if (body === undefined) return null;
  return typeof body === "string" ? body : JSON.stringify(body);
}
