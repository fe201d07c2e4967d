import { Type } from "typebox";
import { declaredFor, offers } from "../../connector/declared.ts";
import { callerOf } from "../authentication.ts";
import { record, referBytes } from "../contract/named.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server-type.ts";
import type { Acceptances } from "./acceptances.ts";
import { identify } from "./idempotency.ts";
import type { Kind, OperationRequest } from "./kind.ts";
import { take } from "./take.ts";

export const IdempotencyKey = record({
  "Idempotency-Key": Type.String({
    minLength: 1,
    maxLength: 255,
    description:
      "1 to 255 printable ASCII characters of your own choice; the same ones when the request is repeated.",
    examples: ["order-77-1"],
  }),
});

export function createOperation(
  server: Server,
  kind: Kind,
  dependencies: ApiDependencies & { readonly acceptances: Acceptances },
): void {
  server.route({
    method: "POST",
    url: kind.url,
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
        "capture_not_offered",
        "provider_options_not_accepted",
      ],
    },
    schema: {
      operationId: `create${kind.name}`,
      tags: [kind.tag],
      summary: kind.taking,
      description:
        `Answers 202 once the ${kind.one} is stored and flushed to disk. What becomes of it is told by its status, its ` +
        "events and its timeline. The same key with the same body gets the first answer again, byte for byte, with " +
        "the header Idempotent-Replayed.",
      headers: IdempotencyKey,
      body: Type.Unsafe<OperationRequest>(
        record(kind.New.properties, {
          description: `The ${kind.one} to be taken.`,
          "x-examples": examplesOf(kind, dependencies),
        }),
      ),
      response: { 202: referBytes(kind.Known) },
    },
    handler: async (request, reply) => {
      const caller = callerOf(request);
      const identity = identify(request, caller);
      const accepted = await take({ kind, request: request.body, caller, identity }, dependencies);
      if (accepted.kind === "key_reused")
        throw new Problem("idempotency_key_reused", { field: "Idempotency-Key" });
      if (accepted.kind === "replayed") reply.header("Idempotent-Replayed", "true");
      return await reply.code(202).type("application/json; charset=utf-8").send(accepted.answer);
    },
  });
}

/** One for each provider, as it declares it. */
function examplesOf({ kind }: Kind, { providers }: ApiDependencies): Readonly<Record<string, unknown>> {
  const offering = [...providers.values()].filter((provider) => offers(provider, kind));
  const entries = offering.map((provider) => [
    provider.id,
    { summary: provider.name, value: declaredFor(provider, kind).example },
  ]);
  return Object.fromEntries(entries);
}
