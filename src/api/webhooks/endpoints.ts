import { Type } from "typebox";
import { newEndpointSecret } from "../../store/endpoint-secrets.ts";
import {
  createEndpoint,
  deleteEndpoint,
  ENDPOINTS_PER_MERCHANT_MAX,
  listEndpoints,
} from "../../store/endpoints.ts";
import { callerOf } from "../authentication.ts";
import { idParameter } from "../contract/fields.ts";
import { refer } from "../contract/named.ts";
import {
  NewWebhookEndpoint,
  WebhookEndpoint,
  WebhookEndpoints,
  WebhookEndpointWithSecret,
} from "../contract/webhook.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { newFreeId } from "../ids.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server-type.ts";
import { findEndpoint, nameOf, show } from "./find-endpoint.ts";

const tags = ["Webhooks"];
const scopes = ["payments"] as const;
const params = idParameter("whe", "endpoint");

export function webhookEndpoints(server: Server, dependencies: ApiDependencies): void {
  createWebhookEndpoint(server, dependencies);
  readWebhookEndpoints(server, dependencies);
  deleteWebhookEndpoint(server, dependencies);
}

function createWebhookEndpoint(server: Server, dependencies: ApiDependencies): void {
  const { clock, randomness, refuseWebhookUrl } = dependencies;

  server.route({
    method: "POST",
    url: "/webhook_endpoints",
    config: { scopes, errors: ["webhook_url_not_accepted", "not_possible_now"] },
    schema: {
      operationId: "createWebhookEndpoint",
      tags,
      summary: "Have events sent to a URL",
      description: "The answer shows the secret that signs the webhooks. It is not shown again.",
      body: NewWebhookEndpoint,
      response: { 201: refer(WebhookEndpointWithSecret) },
    },
    handler: async (request, reply) => {
      const { url, description = null, event_types = [] } = request.body;
      const { merchant_id, environment } = callerOf(request);
      acceptUrl(url, refuseWebhookUrl);
      const secret = newEndpointSecret(randomness);
      const id = newFreeId(dependencies);
      const created_at = clock.now();
      const created = await createEndpoint(
        { id, merchant_id, environment, url, description, event_types, secret, created_at },
        dependencies,
      );
      if (created === undefined) throw tooMany();
      return await reply.code(201).send({ endpoint: show(created), secret });
    },
  });
}

function readWebhookEndpoints(server: Server, { database }: ApiDependencies): void {
  server.route({
    method: "GET",
    url: "/webhook_endpoints",
    config: { scopes, errors: [] },
    schema: {
      operationId: "listWebhookEndpoints",
      tags,
      summary: "List the endpoints",
      response: { 200: refer(WebhookEndpoints) },
    },
    handler: async (request) => ({ data: (await listEndpoints(callerOf(request), database)).map(show) }),
  });

  server.route({
    method: "GET",
    url: "/webhook_endpoints/:id",
    config: { scopes, errors: ["not_found"] },
    schema: {
      operationId: "getWebhookEndpoint",
      tags,
      summary: "Read an endpoint",
      params,
      response: { 200: refer(WebhookEndpoint) },
    },
    handler: async (request) => show(await findEndpoint(nameOf(request), database)),
  });
}

function deleteWebhookEndpoint(server: Server, { database }: ApiDependencies): void {
  server.route({
    method: "DELETE",
    url: "/webhook_endpoints/:id",
    config: { scopes, errors: ["not_found"] },
    schema: {
      operationId: "deleteWebhookEndpoint",
      tags,
      summary: "Delete an endpoint",
      description: "What still waits for it is not sent any more.",
      params,
      response: { 204: Type.Null({ description: "It is gone." }) },
    },
    handler: async (request, reply) => {
      if (!(await deleteEndpoint(nameOf(request), database))) throw new Problem("not_found");
      return await reply.code(204).send(null);
    },
  });
}

export function acceptUrl(url: string, refuse: ApiDependencies["refuseWebhookUrl"]): void {
  const detail = refuse(url);
  if (detail !== undefined) throw new Problem("webhook_url_not_accepted", { field: "/url", detail });
}

function tooMany(): Problem {
  return new Problem("not_possible_now", {
    detail: `There are ${ENDPOINTS_PER_MERCHANT_MAX} endpoints already, which is the most there can be.`,
  });
}
