import { Type } from "typebox";
import { languages } from "../../catalogue/index.ts";
import { phoneDigest } from "../../engine/phone.ts";
import { callerOf } from "../authentication.ts";
import { idParameter } from "../contract/fields.ts";
import { oneOf, record, refer } from "../contract/named.ts";
import { OperationFilter, OperationSearch } from "../contract/operation.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { readMoment } from "../moment.ts";
import type { Server } from "../server-type.ts";
import { findOperation, listOwn } from "./find.ts";
import type { Kind } from "./kind.ts";
import { showIn } from "./show.ts";

/** Operators look into them too; only taking them is for merchants alone. */
const scopes = ["payments", "operator"] as const;

const Language = record({
  lang: Type.Optional(oneOf(languages, { description: "Language of the words for the payer." })),
});

export function readOperations(server: Server, kind: Kind, dependencies: ApiDependencies): void {
  const tags = [kind.tag];

  server.route({
    method: "GET",
    url: `${kind.url}/:id`,
    config: { scopes, errors: ["not_found"] },
    schema: {
      operationId: `get${kind.name}`,
      tags,
      summary: `Read a ${kind.one}`,
      params: idParameter(kind.id_prefix, kind.one),
      querystring: Language,
      response: { 200: refer(kind.Known) },
    },
    handler: async (request) => {
      const operation = await findOperation(kind, request, dependencies);
      return showIn(request.query.lang ?? "en", operation, dependencies);
    },
  });

  server.route({
    method: "GET",
    url: kind.url,
    config: { scopes, errors: ["cursor_invalid"] },
    schema: {
      operationId: `list${kind.name}s`,
      tags,
      summary: `List ${kind.many}`,
      description: "Newest first. A page does not shift when new ones come in.",
      querystring: OperationFilter,
      response: { 200: refer(kind.Page) },
    },
    handler: async (request) => {
      const { query } = request;
      const created_from = readMoment(query.created_from, "created_from");
      const created_to = readMoment(query.created_to, "created_to");
      const whose = { kind, caller: callerOf(request) };
      return await listOwn({ ...query, created_from, created_to }, whose, dependencies);
    },
  });

  server.route({
    method: "POST",
    url: `${kind.url}/search`,
    config: { scopes, errors: ["cursor_invalid"] },
    schema: {
      operationId: `search${kind.name}s`,
      tags,
      summary: `Find ${kind.many} by phone number`,
      description: "A POST that changes nothing: phone numbers never stand in URLs.",
      body: OperationSearch,
      response: { 200: refer(kind.Page) },
    },
    handler: async (request) => {
      const { phone_number, ...wanted } = request.body;
      const phone_digest = phoneDigest(phone_number, dependencies.vault);
      const whose = { kind, caller: callerOf(request) };
      return await listOwn({ ...wanted, phone_digest }, whose, dependencies);
    },
  });
}
