import { Type } from "typebox";
import { isFinalStatus } from "../../core/outcome.ts";
import { idParameter } from "../contract/fields.ts";
import { record, refer } from "../contract/named.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server-type.ts";
import { findOperation } from "./find.ts";
import { payments } from "./kind.ts";
import { ask } from "./requests.ts";
import { show } from "./show.ts";

export const Pin = record(
  {
    pin: Type.String({
      pattern: "^[0-9A-Za-z]{3,12}$",
      description: "As the customer typed it. It is passed on and kept nowhere.",
    }),
  },
  { examples: [{ pin: "48213" }] },
);

/** The PIN that the provider sent to the payer comes back through the merchant. */
export function confirmPayment(server: Server, dependencies: ApiDependencies): void {
  server.route({
    method: "POST",
    url: `${payments.url}/:id/confirm`,
    config: { scopes: ["payments"], errors: ["not_found", "not_possible_now"] },
    schema: {
      operationId: "confirmPayment",
      tags: [payments.tag],
      summary: "Pass on the PIN that the payer got",
      description:
        "Where next_action says enter_pin. The provider is told at once; a mistyped PIN leaves the payment waiting for " +
        "another. What has ended is only answered.",
      params: idParameter(payments.id_prefix, payments.one),
      body: Pin,
      response: { 200: refer(payments.Known), 202: refer(payments.Known) },
    },
    handler: async (request, reply) => {
      const operation = await findOperation(payments, request, dependencies);
      const shown = show(operation, dependencies);
      if (isFinalStatus(operation.status)) return shown;
      if (shown.next_action?.type === "open_page")
        throw new Problem("not_possible_now", { detail: "It needs no PIN: the payer goes on at a page." });
      const asked = await ask(
        operation,
        { type: "confirm_asked", payer_answer: request.body.pin },
        dependencies,
      );
      const ended = isFinalStatus(asked.operation.status);
      if (asked.verdict === "refused" && !ended)
        throw new Problem("not_possible_now", { detail: asked.because ?? "" });
      return await reply.code(ended ? 200 : 202).send(show(asked.operation, dependencies));
    },
  });
}
