import type { FastifyRequest } from "fastify";
import type { Database } from "../store/database.ts";
import { type Caller, findCaller, keyDigest, type Scope } from "../store/keys.ts";
import { CALLER_FRESH_MS, CALLERS_KEPT_MAX } from "./limits.ts";
import { Problem } from "./problem.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { Server } from "./server-type.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Whoever sent the request; null on the few routes that are for everybody. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** The caller's key must have one of these. Empty: any key will do. */
    scopes?: readonly Scope[];
  }
}

/** From here on every route of this server needs a key, and says which scopes are enough. */
export function requireKeys(
  server: Server,
  { database, limits }: { readonly database: Database; readonly limits: RateLimits },
): void {
  const callers = new KnownCallers(database);
  server.decorateRequest("caller", null);
  server.addHook("onRoute", (route) => {
    if (route.config?.scopes === undefined)
      throw new Error(`${route.url} does not say which scopes it needs.`);
  });
  server.addHook("onRequest", async (request) => {
    const caller = await callers.find(apiKeyOf(request));
    if (caller === undefined) {
      await limits.countUnknownKey(request);
      throw new Problem("key_unknown", { field: "Authorization" });
    }
    request.caller = caller;
    await limits.countRequest(request);
    requireScope(caller, request.routeOptions.config.scopes ?? []);
  });
}

export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error("This route is not behind requireKeys.");
  return request.caller;
}

function apiKeyOf(request: FastifyRequest): string {
  const [, api_key] = /^Bearer +([\x21-\x7e]{1,200})$/i.exec(request.headers.authorization ?? "") ?? [];
  if (api_key === undefined) throw new Problem("key_missing", { field: "Authorization" });
  return api_key;
}

function requireScope(caller: Caller, scopes: readonly Scope[]): void {
  if (scopes.length === 0 || scopes.some((scope) => caller.scopes.includes(scope))) return;
  throw new Problem("scope_missing", { detail: `The key needs the scope ${scopes.join(" or ")}.` });
}

/** Callers that were looked up a moment ago, by the digest of their key: the key itself is not kept. */
class KnownCallers {
  readonly #database: Database;
  readonly #kept = new Map<string, { readonly caller: Caller; readonly until: number }>();

  constructor(database: Database) {
    this.#database = database;
  }

  async find(api_key: string): Promise<Caller | undefined> {
    const digest = keyDigest(api_key).toString("base64");
    const kept = this.#kept.get(digest);
    if (kept !== undefined && kept.until > performance.now()) return kept.caller;
    const caller = await findCaller(api_key, this.#database);
    if (this.#kept.size >= CALLERS_KEPT_MAX) this.#kept.clear();
    if (caller === undefined) this.#kept.delete(digest);
    else this.#kept.set(digest, { caller, until: performance.now() + CALLER_FRESH_MS });
    return caller;
  }
}
