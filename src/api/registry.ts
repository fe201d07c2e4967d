import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { explain, type ListedRow, list, registryVersion } from "../catalogue/index.ts";
import { refer } from "./contract/named.ts";
import { Explanation, ExplanationQuestion, Registry, RegistryFilter } from "./contract/registry.ts";
import { Problem } from "./problem.ts";
import type { Server } from "./server-type.ts";

const tags = ["Outcomes"];

/** The registry of codes. It changes with a new version only, so whoever has it need not fetch it again. */
export function registryRoutes(server: Server): void {
  server.route({
    method: "GET",
    url: "/outcomes",
    config: { scopes: [], errors: ["cursor_invalid"] },
    schema: {
      operationId: "listOutcomes",
      tags,
      summary: "List what every provider code means",
      description:
        "The whole registry, or page by page where limit is given. Answers 304 to a known If-None-Match.",
      querystring: RegistryFilter,
      response: { 200: refer(Registry), 304: Type.Null({ description: "Nothing has changed." }) },
    },
    handler: async (request, reply) => {
      const { provider, limit, cursor } = request.query;
      const rows = list(provider === undefined ? {} : { provider });
      const begin = beginOf(rows, cursor);
      const data = rows.slice(begin, limit === undefined ? undefined : begin + limit);
      const last = data.at(-1);
      const more = last !== undefined && begin + data.length < rows.length;
      const next_cursor = more ? Buffer.from(last.rule).toString("base64url") : null;
      const page = { registry: registryVersion, data, next_cursor };
      return isKnown(request, reply, page) ? await reply.code(304).send(null) : page;
    },
  });

  server.route({
    method: "GET",
    url: "/outcomes/explain",
    config: { scopes: [], errors: ["not_found"] },
    schema: {
      operationId: "explainCode",
      tags,
      summary: "Explain one code",
      description: "The more of the message is given, the fewer meanings are left.",
      querystring: ExplanationQuestion,
      response: { 200: refer(Explanation) },
    },
    handler: async (request) => {
      const { provider, code, ...options } = request.query;
      const explanation = explain(provider, code, options);
      if (explanation === null)
        throw new Problem("not_found", { field: "?provider", detail: "No provider has this name." });
      return { registry: registryVersion, ...explanation };
    },
  });
}

/** A page begins after the row that its cursor names, whatever rows a new version has brought in before it. */
function beginOf(rows: readonly ListedRow[], cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const rule = Buffer.from(cursor, "base64url").toString();
  const last = rows.findIndex((row) => row.rule === rule);
  if (last === -1) throw new Problem("cursor_invalid", { field: "?cursor" });
  return last + 1;
}

/** Whether the caller has this very answer already. */
function isKnown(request: FastifyRequest, reply: FastifyReply, answer: object): boolean {
  const digest = createHash("sha256").update(JSON.stringify(answer)).digest("base64url");
  const etag = `"${registryVersion}-${digest.slice(0, 16)}"`;
  reply.header("etag", etag).header("cache-control", "private, no-cache");
  const known = (request.headers["if-none-match"] ?? "")
    .split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""));
  return known.includes(etag);
}
