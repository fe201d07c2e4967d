import { callbacksOfOperation } from "../../store/callbacks.ts";
import { readEvents } from "../../store/timeline.ts";
import { idParameter } from "../contract/fields.ts";
import { Attempts, Timeline } from "../contract/history.ts";
import { refer } from "../contract/named.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { EVENTS_SHOWN_MAX } from "../limits.ts";
import { showTimeOrNull } from "../moment.ts";
import type { Server } from "../server-type.ts";
import { findOperation } from "./find.ts";
import type { Kind } from "./kind.ts";
import { timelineOf } from "./timeline.ts";

const config = { scopes: ["payments", "operator"], errors: ["not_found"] } as const;

/** How an operation came to stand where it stands. */
export function operationHistory(server: Server, kind: Kind, dependencies: ApiDependencies): void {
  const { database, providers } = dependencies;
  const tags = [kind.tag];
  const params = idParameter(kind.id_prefix, kind.one);

  server.route({
    method: "GET",
    url: `${kind.url}/:id/timeline`,
    config,
    schema: {
      operationId: `get${kind.name}Timeline`,
      tags,
      summary: `Read what happened to a ${kind.one}`,
      description: "Events and callbacks by time, each with a sentence.",
      params,
      response: { 200: refer(Timeline) },
    },
    handler: async (request) => {
      const { slot, id, provider } = await findOperation(kind, request, dependencies);
      const [events, callbacks] = await Promise.all([
        readEvents({ slot, operation_id: id, after_seq: 0, limit: EVENTS_SHOWN_MAX }, database),
        callbacksOfOperation(slot, id, database),
      ]);
      return { data: timelineOf({ events, callbacks, provider: providers.get(provider)?.name ?? provider }) };
    },
  });

  server.route({
    method: "GET",
    url: `${kind.url}/:id/attempts`,
    config,
    schema: {
      operationId: `list${kind.name}Attempts`,
      tags,
      summary: `List the calls that were made for a ${kind.one}`,
      params,
      response: { 200: refer(Attempts) },
    },
    handler: async (request) => {
      const { memory } = await findOperation(kind, request, dependencies);
      const data = memory.attempts.map(({ began_at, ended_at, ...attempt }) => ({
        ...attempt,
        began_at: showTimeOrNull(began_at),
        ended_at: showTimeOrNull(ended_at),
      }));
      return { data };
    },
  });
}
