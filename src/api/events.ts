import { showId } from "../core/ids.ts";
import { type Announcement, listAnnouncements, readAnnouncement } from "../store/announcements.ts";
import type { Resource } from "../store/resource.ts";
import { callerOf } from "./authentication.ts";
import { Event, EventFilter, EventPage } from "./contract/event.ts";
import { idParameter } from "./contract/fields.ts";
import { refer } from "./contract/named.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { filterOperationId, findId } from "./ids.ts";
import { showTime } from "./moment.ts";
import { pageOf } from "./page.ts";
import { Problem } from "./problem.ts";
import type { Server } from "./server-type.ts";

const tags = ["Events"];
const scopes = ["payments", "operator"] as const;

/** What merchants were told, for those who would rather ask than be called, or who missed a call. */
export function eventRoutes(server: Server, { database }: ApiDependencies): void {
  server.route({
    method: "GET",
    url: "/events",
    config: { scopes, errors: ["cursor_invalid"] },
    schema: {
      operationId: "listEvents",
      tags,
      summary: "List events",
      querystring: EventFilter,
      response: { 200: refer(EventPage) },
    },
    handler: async (request) => {
      const { query } = request;
      const { merchant_id, environment } = callerOf(request);
      const operation_id = filterOperationId(query.operation);
      const type = query.type ?? null;
      const { items, next_cursor } = await pageOf(query, {
        read: async (after, limit) =>
          await listAnnouncements({ merchant_id, environment, type, operation_id, after, limit }, database),
        placeOf: ({ at, id }) => ({ at, id }),
      });
      return { data: items.map(show), next_cursor };
    },
  });

  server.route({
    method: "GET",
    url: "/events/:id",
    config: { scopes, errors: ["not_found"] },
    schema: {
      operationId: "getEvent",
      tags,
      summary: "Read an event",
      params: idParameter("evt", "event"),
      response: { 200: refer(Event) },
    },
    handler: async (request) => {
      const { merchant_id, environment } = callerOf(request);
      const asked = { ...findId("event", request.params.id), merchant_id, environment };
      const announcement = await readAnnouncement(asked, database);
      if (announcement === undefined) throw new Problem("not_found");
      return show(announcement);
    },
  });
}

/** The same as the body of the webhook. The resource was written by us in this very shape. */
function show({ id, type, at, version, resource }: Announcement) {
  return { id: showId("event", id), type, timestamp: showTime(at), version, data: resource as Resource };
}
