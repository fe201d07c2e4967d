import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import underPressure from "@fastify/under-pressure";
import { requireKeys } from "./authentication.ts";
import { customerRoutes } from "./customers.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { eventRoutes } from "./events.ts";
import { takeJsonBodies } from "./json-bodies.ts";
import { EVENT_LOOP_DELAY_MAX_MS } from "./limits.ts";
import { operationRoutes } from "./operations/routes.ts";
import { phoneLookup } from "./phone-lookup.ts";
import { Problem } from "./problem.ts";
import { providerRoutes } from "./providers.ts";
import { rateLimits } from "./rate-limits.ts";
import { receivedMessages } from "./received-messages.ts";
import { registryRoutes } from "./registry.ts";
import { reviewRoutes } from "./reviews.ts";
import type { Server } from "./server-type.ts";
import { subscriptionRoutes } from "./subscriptions/routes.ts";
import { unsubscribeCustomers } from "./unsubscribe.ts";
import { refuseUnusableText } from "./usable-text.ts";
import { validatorCompiler } from "./validation.ts";
import { webhookDeliveries } from "./webhooks/deliveries.ts";
import { webhookEndpointChanges } from "./webhooks/endpoint-changes.ts";
import { webhookEndpoints } from "./webhooks/endpoints.ts";

/** All routes under /v1. Each needs a key; what comes in is checked, and what goes out is written by us field by field. */
export const versionOne: FastifyPluginAsyncTypebox<{ readonly dependencies: ApiDependencies }> = async (
  server,
  { dependencies },
) => {
  await refuseUnderPressure(server);
  const limits = await rateLimits(server, dependencies.settings?.requests_per_minute);
  requireKeys(server, { database: dependencies.database, limits });
  takeJsonBodies(server);
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(() => JSON.stringify);
  server.addHook("preValidation", async ({ body, query }) => {
    refuseUnusableText(body, "");
    refuseUnusableText(query, "?");
  });

  operationRoutes(server, dependencies);
  receivedMessages(server, dependencies);
  subscriptionRoutes(server, dependencies);
  eventRoutes(server, dependencies);
  webhookEndpoints(server, dependencies);
  webhookEndpointChanges(server, dependencies);
  webhookDeliveries(server, dependencies);
  providerRoutes(server, dependencies);
  phoneLookup(server, dependencies);
  customerRoutes(server, dependencies);
  unsubscribeCustomers(server, dependencies);
  registryRoutes(server);
  reviewRoutes(server, dependencies);
};

async function refuseUnderPressure(server: Server): Promise<void> {
  await server.register(underPressure, {
    maxEventLoopDelay: EVENT_LOOP_DELAY_MAX_MS,
    // Where the loop has not turned twice between two looks, its delay counts as endless, so a look has to take as long.
    sampleInterval: EVENT_LOOP_DELAY_MAX_MS,
    pressureHandler: () => {
      throw new Problem("overloaded");
    },
  });
}
