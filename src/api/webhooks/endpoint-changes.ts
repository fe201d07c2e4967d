import { newEndpointSecret, rotateEndpointSecret } from "../../store/endpoint-secrets.ts";
import { disableEndpoint, enableEndpoint, updateEndpoint } from "../../store/endpoints.ts";
import { idParameter } from "../contract/fields.ts";
import { refer } from "../contract/named.ts";
import { WebhookEndpoint, WebhookEndpointChange, WebhookEndpointWithSecret } from "../contract/webhook.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { PREVIOUS_SECRET_MS } from "../limits.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server-type.ts";
import { acceptUrl } from "./endpoints.ts";
import { findEndpoint, found, nameOf, show } from "./find-endpoint.ts";

const tags = ["Webhooks"];
const scopes = ["payments"] as const;
const params = idParameter("whe", "endpoint");

export function webhookEndpointChanges(server: Server, dependencies: ApiDependencies): void {
  const { database, clock, randomness, refuseWebhookUrl } = dependencies;

  server.route({
    method: "PATCH",
    url: "/webhook_endpoints/:id",
    config: { scopes, errors: ["not_found", "webhook_url_not_accepted"] },
    schema: {
      operationId: "changeWebhookEndpoint",
      tags,
      summary: "Change an endpoint, or switch it off or on",
      params,
      body: WebhookEndpointChange,
      response: { 200: refer(WebhookEndpoint) },
    },
    handler: async (request) => {
      const { enabled, ...changes } = request.body;
      const name = nameOf(request);
      if (changes.url !== undefined) acceptUrl(changes.url, refuseWebhookUrl);
      const changed = found(await updateEndpoint({ ...name, changes }, database));
      if (enabled === undefined) return show(changed);
      const because = "It was switched off through the API.";
      const switched = enabled
        ? await enableEndpoint(name, database)
        : await disableEndpoint({ ...name, because, at: clock.now() }, database);
      return show(found(switched));
    },
  });

  server.route({
    method: "POST",
    url: "/webhook_endpoints/:id/rotate_secret",
    config: { scopes, errors: ["not_found"] },
    schema: {
      operationId: "rotateWebhookSecret",
      tags,
      summary: "Give an endpoint a new secret",
      description:
        "Both secrets sign for a day, so that the receiver can change over. The new one is shown this once.",
      params,
      response: { 200: refer(WebhookEndpointWithSecret) },
    },
    handler: async (request) => {
      const name = nameOf(request);
      const secret = newEndpointSecret(randomness);
      const previous_until = clock.now() + PREVIOUS_SECRET_MS;
      if (!(await rotateEndpointSecret({ ...name, secret, previous_until }, dependencies)))
        throw new Problem("not_found");
      return { endpoint: show(await findEndpoint(name, database)), secret };
    },
  });
}
