import type { FastifyRequest } from "fastify";
import { showId } from "../../core/ids.ts";
import {
  type Delivery,
  type DeliveryName,
  listDeliveries,
  readDelivery,
  resendDelivery,
} from "../../store/deliveries.ts";
import { callerOf } from "../authentication.ts";
import { idParameter } from "../contract/fields.ts";
import { refer } from "../contract/named.ts";
import { WebhookDelivery, WebhookDeliveryFilter, WebhookDeliveryPage } from "../contract/webhook.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { filterId, findId } from "../ids.ts";
import { showTime, showTimeOrNull } from "../moment.ts";
import { pageOf } from "../page.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server-type.ts";

const tags = ["Webhooks"];
const scopes = ["payments", "operator"] as const;
const params = idParameter("dlv", "delivery");

export function webhookDeliveries(server: Server, dependencies: ApiDependencies): void {
  const { database, outbox } = dependencies;

  server.route({
    method: "GET",
    url: "/webhook_deliveries",
    config: { scopes, errors: ["cursor_invalid"] },
    schema: {
      operationId: "listWebhookDeliveries",
      tags,
      summary: "List deliveries",
      querystring: WebhookDeliveryFilter,
      response: { 200: refer(WebhookDeliveryPage) },
    },
    handler: async (request) => {
      const { query } = request;
      const { merchant_id, environment } = callerOf(request);
      const endpoint_id = filterId("endpoint", query.endpoint, "endpoint");
      const announcement_id = filterId("event", query.event, "event");
      const filter = { merchant_id, environment, endpoint_id, announcement_id, status: query.status ?? null };
      const { items, next_cursor } = await pageOf(query, {
        read: async (after, limit) =>
          await listDeliveries(
            { ...filter, after: after === null ? null : { created_at: after.at, id: after.id }, limit },
            database,
          ),
        placeOf: ({ created_at, id }) => ({ at: created_at, id }),
      });
      return { data: items.map(show), next_cursor };
    },
  });

  server.route({
    method: "GET",
    url: "/webhook_deliveries/:id",
    config: { scopes, errors: ["not_found"] },
    schema: {
      operationId: "getWebhookDelivery",
      tags,
      summary: "Read a delivery",
      params,
      response: { 200: refer(WebhookDelivery) },
    },
    handler: async (request) => show(found(await readDelivery(nameOf(request), database))),
  });

  server.route({
    method: "POST",
    url: "/webhook_deliveries/:id/resend",
    config: { scopes, errors: ["not_found"] },
    schema: {
      operationId: "resendWebhookDelivery",
      tags,
      summary: "Send a webhook again",
      description:
        "Whatever became of it: it is tried now, under the same id, and then as a new one would be.",
      params,
      response: { 202: refer(WebhookDelivery) },
    },
    handler: async (request, reply) => {
      const name = nameOf(request);
      if (!(await resendDelivery(name, dependencies))) throw new Problem("not_found");
      outbox.poke();
      return await reply.code(202).send(show(found(await readDelivery(name, database))));
    },
  });
}

function nameOf(request: FastifyRequest<{ Params: { id: string } }>): DeliveryName {
  const { merchant_id, environment } = callerOf(request);
  return { id: findId("delivery", request.params.id).id, merchant_id, environment };
}

function found(delivery: Delivery | undefined): Delivery {
  if (delivery === undefined) throw new Problem("not_found");
  return delivery;
}

function show(delivery: Delivery) {
  const { status, tries, last_status, last_problem } = delivery;
  return {
    id: showId("delivery", delivery.id),
    event: showId("event", delivery.announcement_id),
    event_type: delivery.type,
    endpoint: showId("endpoint", delivery.endpoint_id),
    status,
    tries,
    next_try_at: showTimeOrNull(delivery.next_try_at),
    last_status,
    last_problem,
    created_at: showTime(delivery.created_at),
    delivered_at: showTimeOrNull(delivery.delivered_at),
  };
}
