import { timingSafeEqual } from "node:crypto";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyRequest } from "fastify";
import type { Statement } from "../store/database.ts";
import { keyDigest } from "../store/keys.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { Problem } from "./problem.ts";

const ping: Statement = { name: "ping", sql: "select 1" };
const hidden = { hide: true };

interface ServiceOptions {
  readonly dependencies: ApiDependencies;
  readonly version: string;
}

/** For those who run the gateway: is the process alive, can it work, what has it counted. */
export const serviceRoutes: FastifyPluginAsyncTypebox<ServiceOptions> = async (
  server,
  { dependencies, version },
) => {
  const { database, metrics, readMetrics, settings } = dependencies;
  server.get("/", { schema: hidden }, async () => ({
    name: "Hakika",
    version,
    docs: "/docs",
    openapi: "/docs/openapi.json",
    api: "/v1",
  }));
  server.get("/healthz", { schema: hidden }, async () => ({ status: "alive" }));
  server.get("/readyz", { schema: hidden }, async () => {
    await database.run(ping, []);
    return { status: "ready" };
  });
  server.get("/metrics", { schema: hidden }, async (request, reply) => {
    requireToken(request, settings?.metrics_token);
    return await reply.type(metrics.contentType).send(await readMetrics());
  });
};

/** Digests have one length, so the comparison takes one time whatever was sent. */
function requireToken(request: FastifyRequest, token: string | undefined): void {
  if (token === undefined) return;
  const [, sent] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "") ?? [];
  if (sent === undefined) throw new Problem("key_missing", { field: "Authorization" });
  if (!timingSafeEqual(keyDigest(sent), keyDigest(token)))
    throw new Problem("key_unknown", { field: "Authorization" });
}
