import { callbacksOfOperation } from "../../store/callbacks.ts";
import { readEvents } from "../../store/timeline.ts";
import { callerOf } from "../authentication.ts";
import { idParameter } from "../contract/fields.ts";
import { Attempts, Timeline } from "../contract/history.ts";
import { refer } from "../contract/named.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { EVENTS_SHOWN_MAX } from "../limits.ts";
import { showTimeOrNull } from "../moment.ts";
import type { Server } from "../server-type.ts";
import { findPayment } from "./find.ts";
import { timelineOf } from "./timeline.ts";

const tags = ["Payments"];
const params = idParameter("pay", "payment");
const config = { scopes: ["payments", "operator"], errors: ["not_found"] } as const;

/** How a payment came to stand where it stands. */
export function historyOfPayments(server: Server, dependencies: ApiDependencies): void {
  const { database, providers } = dependencies;

  server.route({
    method: "GET",
    url: "/payments/:id/timeline",
    config,
    schema: {
      operationId: "getPaymentTimeline",
      tags,
      summary: "Read what happened to a payment",
      description: "Events and callbacks by time, each with a sentence.",
      params,
      response: { 200: refer(Timeline) },
    },
    handler: async (request) => {
      const { slot, id, provider } = await findPayment(request.params.id, callerOf(request), dependencies);
      const [events, callbacks] = await Promise.all([
        readEvents({ slot, operation_id: id, after_seq: 0, limit: EVENTS_SHOWN_MAX }, database),
        callbacksOfOperation(slot, id, database),
      ]);
      return { data: timelineOf({ events, callbacks, provider: providers.get(provider)?.name ?? provider }) };
    },
  });

  server.route({
    method: "GET",
    url: "/payments/:id/attempts",
    config,
    schema: {
      operationId: "listPaymentAttempts",
      tags,
      summary: "List the calls that were made for a payment",
      params,
      response: { 200: refer(Attempts) },
    },
    handler: async (request) => {
      const { memory } = await findPayment(request.params.id, callerOf(request), dependencies);
      const data = memory.attempts.map(({ began_at, ended_at, ...attempt }) => ({
        ...attempt,
        began_at: showTimeOrNull(began_at),
        ended_at: showTimeOrNull(ended_at),
      }));
      return { data };
    },
  });
}
