import type { FastifyRequest } from "fastify";
import { BODY_BYTES_MAX } from "./limits.ts";
import { Problem } from "./problem.ts";
import type { Server } from "./server-type.ts";
import { readStrictJson } from "./strict-json.ts";

/** Bodies are JSON in UTF-8, sent as they are. No body at all is fine where a route needs none. */
export function takeJsonBodies(server: Server): void {
  server.removeAllContentTypeParsers();
  server.addHook("preParsing", async (request) => refuseEncoding(request));
  server.addContentTypeParser<Buffer>(
    "application/json",
    { parseAs: "buffer", bodyLimit: BODY_BYTES_MAX },
    async (request: FastifyRequest, body: Buffer) => {
      refuseCharset(request);
      return body.length === 0 ? undefined : readStrictJson(body);
    },
  );
}

function refuseEncoding(request: FastifyRequest): void {
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding.toLowerCase() !== "identity")
    throw new Problem("encoding_not_accepted", { field: "Content-Encoding" });
}

function refuseCharset(request: FastifyRequest): void {
  const [, charset] = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(request.headers["content-type"] ?? "") ?? [];
  if (charset !== undefined && !["utf-8", "utf8"].includes(charset.toLowerCase()))
    throw new Problem("media_type_not_accepted", {
      field: "Content-Type",
      detail: "The body has another charset than UTF-8.",
    });
}
