import { Agent, errors, request as undiciRequest } from "undici";
import type { Exchange, HttpAnswer, HttpRequest } from "../connector/http.ts";

/** Carries one request and says how far it got. */
export type Transport = (request: HttpRequest) => Promise<Exchange>;

/** A provider's answer is a few kilobytes; what is larger is not one, and must not fill the memory. */
const ANSWER_BYTES_MAX = 1024 * 1024;
const CONNECT_TIMEOUT_MS = 10_000;

/** Failures that come before a byte of the request can have left. Whatever is not listed may have been received. */
const beforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** HTTP out: keep-alive pools, hard time-outs, no redirects and no hidden repeats. Never throws. */
export function httpTransport(): { readonly send: Transport; close(): Promise<void> } {
  const agent = new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS },
    pipelining: 1,
    keepAliveTimeout: 4_000,
  });
  return { send: (request) => exchange(request, agent), close: () => agent.destroy() };
}

async function exchange(request: HttpRequest, agent: Agent): Promise<Exchange> {
  try {
    const response = await undiciRequest(request.url, {
      dispatcher: agent,
      method: request.method,
      headers: { ...request.headers },
      body: request.body,
      headersTimeout: request.timeout_ms,
      bodyTimeout: request.timeout_ms,
      // Some providers charge on a GET: nothing here may be sent again behind our back.
      idempotent: false,
      signal: AbortSignal.timeout(request.timeout_ms),
    });
    const body = await readBounded(response.body);
    if (body === undefined)
      return { end: "no_answer", cause: `The answer is larger than ${ANSWER_BYTES_MAX} bytes.` };
    return {
      end: "answer",
      answer: { status: response.statusCode, headers: flatHeaders(response.headers), body },
    };
  } catch (error) {
    const code = codeOf(error);
    return { end: beforeSending.has(code) ? "not_sent" : "no_answer", cause: code };
  }
}

async function readBounded(
  body: AsyncIterable<Uint8Array> & { destroy(): unknown },
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > ANSWER_BYTES_MAX) {
      body.destroy();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function flatHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): HttpAnswer["headers"] {
  const entries = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase(),
    Array.isArray(value) ? value.join(", ") : (value ?? ""),
  ]);
  return Object.fromEntries(entries);
}

/** A code and never a message: messages of network errors carry addresses. */
function codeOf(error: unknown): string {
  if (error instanceof errors.UndiciError) return error.code;
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return error instanceof Error && error.name === "TimeoutError" ? "TIMEOUT" : "UNKNOWN";
}
