import type { FastifyRequest } from "fastify";
import { showId } from "../../core/ids.ts";
import type { Database } from "../../store/database.ts";
import { type EndpointName, readEndpoint, type WebhookEndpoint } from "../../store/endpoints.ts";
import { callerOf } from "../authentication.ts";
import { findId } from "../ids.ts";
import { showTime, showTimeOrNull } from "../moment.ts";
import { Problem } from "../problem.ts";

/** The endpoint that a request names, among those of its caller. */
export function nameOf(request: FastifyRequest<{ Params: { id: string } }>): EndpointName {
  const { merchant_id, environment } = callerOf(request);
  return { id: findId("endpoint", request.params.id).id, merchant_id, environment };
}

export async function findEndpoint(name: EndpointName, database: Database): Promise<WebhookEndpoint> {
  return found(await readEndpoint(name, database));
}

/** Another merchant's endpoint is not found. */
export function found(endpoint: WebhookEndpoint | undefined): WebhookEndpoint {
  if (endpoint === undefined) throw new Problem("not_found");
  return endpoint;
}

export function show(endpoint: WebhookEndpoint) {
  const { id, url, description, event_types, environment } = endpoint;
  return {
    id: showId("endpoint", id),
    url,
    description,
    event_types,
    environment,
    enabled: endpoint.disabled_at === null,
    disabled_at: showTimeOrNull(endpoint.disabled_at),
    disabled_because: endpoint.disabled_because,
    previous_secret_until: showTimeOrNull(endpoint.previous_until),
    created_at: showTime(endpoint.created_at),
  };
}
