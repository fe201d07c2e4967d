import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { FastifyRequest } from "fastify";
import { SLOTS } from "../../core/ids.ts";
import type { Caller } from "../../store/keys.ts";
import { Problem } from "../problem.ts";

/** What makes two requests the same one. */
export interface Identity {
  /** Told by the key alone, so that a repeat looks for its first answer in the right place. */
  readonly slot: number;
  /** SHA-256 of environment, path and key: a test never answers for a live payment. */
  readonly key_digest: Buffer;
  /** SHA-256 of method, path and canonical body. */
  readonly request_digest: Buffer;
}

const HEADER = "idempotency-key";
const PRINTABLE = /^[\x20-\x7e]{1,255}$/;

export function identify(request: FastifyRequest, caller: Caller): Identity {
  const path = request.routeOptions.url ?? "";
  const { named, ...identity } = identityUnder(path, request, caller);
  return { ...identity, slot: (sha256([caller.merchant_id, ...named])[0] ?? 0) % SLOTS };
}

/** The same for what belongs to another operation, whose slot it takes: there a key is the other's, by its shown id. */
export function identifyChild(
  request: FastifyRequest,
  caller: Caller,
  parent: { readonly slot: number; readonly path: string },
): Identity {
  const { named: _, ...identity } = identityUnder(parent.path, request, caller);
  return { ...identity, slot: parent.slot };
}

function identityUnder(path: string, request: FastifyRequest, caller: Caller) {
  const named = [caller.environment, path, readKey(request)];
  return {
    named,
    key_digest: sha256(named),
    request_digest: sha256([request.method, path, canonicalize(request.body) ?? ""]),
  };
}

/** A repeated header would have Node join both values, and the joined one is nobody's key. */
function readKey(request: FastifyRequest): string {
  const { rawHeaders } = request.raw;
  const values = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === HEADER,
  );
  const [key] = values;
  if (key === undefined) throw new Problem("idempotency_key_missing", { field: "Idempotency-Key" });
  if (values.length > 1)
    throw new Problem("idempotency_key_invalid", {
      field: "Idempotency-Key",
      detail: "The header came more than once.",
    });
  if (!PRINTABLE.test(key)) throw new Problem("idempotency_key_invalid", { field: "Idempotency-Key" });
  return key;
}

/** No part can hold a line break, except the last, so the parts cannot run into each other. */
function sha256(parts: readonly string[]): Buffer {
  return createHash("sha256").update(parts.join("\n")).digest();
}
