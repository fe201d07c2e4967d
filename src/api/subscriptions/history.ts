import { slotOf } from "../../core/ids.ts";
import { callbacksOfOperation } from "../../store/callbacks.ts";
import { readSubscriptionEvents } from "../../store/subscription-timeline.ts";
import { callerOf } from "../authentication.ts";
import { idParameter, pageParameters } from "../contract/fields.ts";
import { Attempts, Timeline } from "../contract/history.ts";
import { record, refer } from "../contract/named.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { EVENTS_SHOWN_MAX } from "../limits.ts";
import { showTimeOrNull } from "../moment.ts";
import { listOwn } from "../operations/find.ts";
import { payments } from "../operations/kind.ts";
import { timelineOf } from "../operations/timeline.ts";
import type { Server } from "../server-type.ts";
import { findSubscription } from "./find.ts";
import { subscriptionEventWords } from "./timeline-words.ts";

const tags = ["Subscriptions"];
const params = idParameter("sub", "subscription");
const scopes = ["payments", "operator"] as const;
const config = { scopes, errors: ["not_found"] } as const;

/** How a subscription came to stand where it stands. */
export function subscriptionHistory(server: Server, dependencies: ApiDependencies): void {
  const { database, providers } = dependencies;

  server.route({
    method: "GET",
    url: "/subscriptions/:id/timeline",
    config,
    schema: {
      operationId: "getSubscriptionTimeline",
      tags,
      summary: "Read what happened to a subscription",
      description: "Events and callbacks by time, each with a sentence.",
      params,
      response: { 200: refer(Timeline) },
    },
    handler: async (request) => {
      const { id, provider } = await findSubscription(request, dependencies);
      const slot = slotOf(id);
      const [events, callbacks] = await Promise.all([
        readSubscriptionEvents({ slot, subscription_id: id, limit: EVENTS_SHOWN_MAX }, database),
        callbacksOfOperation(slot, id, database),
      ]);
      const name = providers.get(provider)?.name ?? provider;
      return {
        data: timelineOf({
          events,
          callbacks,
          provider: name,
          words: subscriptionEventWords,
          first: "pending",
        }),
      };
    },
  });

  server.route({
    method: "GET",
    url: "/subscriptions/:id/attempts",
    config,
    schema: {
      operationId: "listSubscriptionAttempts",
      tags,
      summary: "List the calls that were made for a subscription",
      params,
      response: { 200: refer(Attempts) },
    },
    handler: async (request) => {
      const { memory } = await findSubscription(request, dependencies);
      const data = memory.attempts.map(({ number, kind, state, rule, began_at, ended_at }) => ({
        ...{ number, kind, state, rule },
        began_at: showTimeOrNull(began_at),
        ended_at: showTimeOrNull(ended_at),
      }));
      return { data };
    },
  });
}

/** What it charged, whoever began it. */
export function subscriptionPayments(server: Server, dependencies: ApiDependencies): void {
  server.route({
    method: "GET",
    url: "/subscriptions/:id/payments",
    config: { scopes, errors: ["not_found", "cursor_invalid"] },
    schema: {
      operationId: "listSubscriptionPayments",
      tags,
      summary: "List what a subscription charged",
      params,
      querystring: record(pageParameters),
      response: { 200: refer(payments.Page) },
    },
    handler: async (request) => {
      const { id } = await findSubscription(request, dependencies);
      const whose = { kind: payments, caller: callerOf(request) };
      return await listOwn({ ...request.query, parent_id: id }, whose, dependencies);
    },
  });
}
