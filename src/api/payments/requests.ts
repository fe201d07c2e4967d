import type { Event } from "../../core/event.ts";
import { isFinalStatus } from "../../core/outcome.ts";
import type { Applied } from "../../store/apply.ts";
import type { StoredOperation } from "../../store/stored-operation.ts";
import { callerOf } from "../authentication.ts";
import { idParameter } from "../contract/fields.ts";
import { refer } from "../contract/named.ts";
import { Payment } from "../contract/payment.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server-type.ts";
import { findPayment } from "./find.ts";
import { show } from "./show.ts";

const tags = ["Payments"];
const params = idParameter("pay", "payment");

/** What a caller can ask of a payment that is under way. The rules are those of `decide`; here they get their answers. */
export function requestsOfPayments(server: Server, dependencies: ApiDependencies): void {
  server.route({
    method: "POST",
    url: "/payments/:id/cancel",
    config: { scopes: ["payments"], errors: ["not_found", "not_possible_now"] },
    schema: {
      operationId: "cancelPayment",
      tags,
      summary: "Withdraw a payment",
      description:
        "Certain before anything was sent; afterwards only where the provider offers it. Read the status of the answer.",
      params,
      response: { 200: refer(Payment) },
    },
    handler: async (request) => {
      const payment = await findPayment(request.params.id, callerOf(request), dependencies);
      const asked = await ask(payment, { type: "cancel_asked", at: dependencies.clock.now() }, dependencies);
      const done = asked.verdict !== "refused" || asked.operation.status === "cancelled";
      if (!done) throw new Problem("not_possible_now", { detail: asked.because ?? "" });
      return show(asked.operation, dependencies);
    },
  });

  server.route({
    method: "POST",
    url: "/payments/:id/sync",
    config: { scopes: ["payments", "operator"], errors: ["not_found", "not_possible_now"] },
    schema: {
      operationId: "syncPayment",
      tags,
      summary: "Ask the provider now",
      description:
        "The inquiry goes out at once; read the payment again after it. One that has ended is only answered.",
      params,
      response: { 200: refer(Payment), 202: refer(Payment) },
    },
    handler: async (request, reply) => {
      const payment = await findPayment(request.params.id, callerOf(request), dependencies);
      if (isFinalStatus(payment.status)) return show(payment, dependencies);
      const asked = await ask(payment, { type: "sync_asked", at: dependencies.clock.now() }, dependencies);
      const ended = isFinalStatus(asked.operation.status);
      if (asked.verdict === "refused" && !ended)
        throw new Problem("not_possible_now", { detail: asked.because ?? "" });
      return await reply.code(ended ? 200 : 202).send(show(asked.operation, dependencies));
    },
  });
}

async function ask(
  { slot, id }: StoredOperation,
  event: Event,
  { engine }: Pick<ApiDependencies, "engine">,
): Promise<Applied> {
  const applied = await engine.happenedAndGoOn({ slot, id, event, raw: null });
  if (applied === null) throw new Problem("not_found");
  return applied;
}
