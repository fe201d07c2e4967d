import { Type } from "typebox";
import { languages } from "../../catalogue/index.ts";
import { phoneDigest } from "../../engine/phone.ts";
import { callerOf } from "../authentication.ts";
import { idParameter } from "../contract/fields.ts";
import { oneOf, record, refer } from "../contract/named.ts";
import {
  Subscription,
  SubscriptionFilter,
  SubscriptionPage,
  SubscriptionSearch,
} from "../contract/subscription.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { readMoment } from "../moment.ts";
import type { Server } from "../server-type.ts";
import { findSubscription, listOwnSubscriptions } from "./find.ts";
import { showSubscriptionIn } from "./show.ts";

const tags = ["Subscriptions"];
const scopes = ["payments", "operator"] as const;

const Language = record({
  lang: Type.Optional(oneOf(languages, { description: "Language of the words for the payer." })),
});

export function readSubscriptions(server: Server, dependencies: ApiDependencies): void {
  server.route({
    method: "GET",
    url: "/subscriptions/:id",
    config: { scopes, errors: ["not_found"] },
    schema: {
      operationId: "getSubscription",
      tags,
      summary: "Read a subscription",
      params: idParameter("sub", "subscription"),
      querystring: Language,
      response: { 200: refer(Subscription) },
    },
    handler: async (request) =>
      showSubscriptionIn(
        request.query.lang ?? "en",
        await findSubscription(request, dependencies),
        dependencies,
      ),
  });

  server.route({
    method: "GET",
    url: "/subscriptions",
    config: { scopes, errors: ["cursor_invalid"] },
    schema: {
      operationId: "listSubscriptions",
      tags,
      summary: "List subscriptions",
      description: "Newest first. A page does not shift when new ones come in.",
      querystring: SubscriptionFilter,
      response: { 200: refer(SubscriptionPage) },
    },
    handler: async (request) => {
      const { query } = request;
      const created_from = readMoment(query.created_from, "created_from");
      const created_to = readMoment(query.created_to, "created_to");
      const wanted = { ...query, created_from, created_to };
      return await listOwnSubscriptions(wanted, callerOf(request), dependencies);
    },
  });

  server.route({
    method: "POST",
    url: "/subscriptions/search",
    config: { scopes, errors: ["cursor_invalid"] },
    schema: {
      operationId: "searchSubscriptions",
      tags,
      summary: "Find subscriptions by phone number",
      description: "A POST that changes nothing: phone numbers never stand in URLs.",
      body: SubscriptionSearch,
      response: { 200: refer(SubscriptionPage) },
    },
    handler: async (request) => {
      const { phone_number, ...wanted } = request.body;
      const phone_digest = phoneDigest(phone_number, dependencies.vault);
      return await listOwnSubscriptions({ ...wanted, phone_digest }, callerOf(request), dependencies);
    },
  });
}
