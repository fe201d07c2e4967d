import { Type } from "typebox";
import { callerOf } from "../authentication.ts";
import { record, referBytes } from "../contract/named.ts";
import { NewSubscription, Subscription } from "../contract/subscription.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { IdempotencyKey } from "../operations/create.ts";
import { identify } from "../operations/idempotency.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server-type.ts";
import type { SubscriptionRequest } from "./order.ts";
import { takeSubscription } from "./take.ts";

export function createSubscription(server: Server, dependencies: ApiDependencies): void {
  server.route({
    method: "POST",
    url: "/subscriptions",
    config: {
      scopes: ["payments"],
      errors: [
        "idempotency_key_missing",
        "idempotency_key_invalid",
        "idempotency_key_reused",
        "provider_unknown",
        "provider_not_connected",
        "provider_not_chosen",
        "amount_not_accepted",
        "phone_number_not_accepted",
        "trial_not_offered",
        "activation_not_offered",
        "provider_options_not_accepted",
      ],
    },
    schema: {
      operationId: "createSubscription",
      tags: ["Subscriptions"],
      summary: "Start a subscription",
      description:
        "Answers 202 once the subscription is stored and flushed to disk. It begins as pending; what becomes of it is told " +
        "by its status, its events and its timeline. What it charges are payments of it. The same key with the same body " +
        "gets the first answer again, byte for byte, with the header Idempotent-Replayed.",
      headers: IdempotencyKey,
      body: Type.Unsafe<SubscriptionRequest>(
        record(NewSubscription.properties, {
          description: "The subscription to be started.",
          "x-examples": examplesOf(dependencies),
        }),
      ),
      response: { 202: referBytes(Subscription) },
    },
    handler: async (request, reply) => {
      const caller = callerOf(request);
      const identity = identify(request, caller);
      const accepted = await takeSubscription({ request: request.body, caller, identity }, dependencies);
      if (accepted.kind === "key_reused")
        throw new Problem("idempotency_key_reused", { field: "Idempotency-Key" });
      if (accepted.kind === "replayed") reply.header("Idempotent-Replayed", "true");
      return await reply.code(202).type("application/json; charset=utf-8").send(accepted.answer);
    },
  });
}

/** One for each provider that knows subscriptions, as it declares it. */
function examplesOf({ providers }: ApiDependencies): Readonly<Record<string, unknown>> {
  const entries = [...providers.values()].flatMap(({ id, name, subscriptions }) =>
    subscriptions === undefined ? [] : [[id, { summary: name, value: subscriptions.example }] as const],
  );
  return Object.fromEntries(entries);
}
