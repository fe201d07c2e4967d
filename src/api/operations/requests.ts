import type { Event } from "../../core/event.ts";
import { isFinalStatus } from "../../core/outcome.ts";
import type { Applied } from "../../store/apply.ts";
import type { StoredOperation } from "../../store/stored-operation.ts";
import { idParameter } from "../contract/fields.ts";
import { refer } from "../contract/named.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server-type.ts";
import { findOperation } from "./find.ts";
import type { Kind } from "./kind.ts";
import { show } from "./show.ts";

/** What a caller can ask of an operation under way. The rules are those of `decide`; here they get their answers. */
export function operationRequests(server: Server, kind: Kind, dependencies: ApiDependencies): void {
  cancel(server, kind, dependencies);
  for (const question of questions) {
    if (question.of.includes(kind.kind)) askAbout(server, { kind, question }, dependencies);
  }
}

function cancel(server: Server, kind: Kind, dependencies: ApiDependencies): void {
  server.route({
    method: "POST",
    url: `${kind.url}/:id/cancel`,
    config: { scopes: ["payments"], errors: ["not_found", "not_possible_now"] },
    schema: {
      operationId: `cancel${kind.name}`,
      tags: [kind.tag],
      summary: `Withdraw a ${kind.one}`,
      description:
        "Certain before anything was sent; afterwards only where the provider offers it. Read the status of the answer.",
      params: idParameter(kind.id_prefix, kind.one),
      response: { 200: refer(kind.Known) },
    },
    handler: async (request) => {
      const operation = await findOperation(kind, request, dependencies);
      const asked = await ask(operation, { type: "cancel_asked" }, dependencies);
      const done = asked.verdict !== "refused" || asked.operation.status === "cancelled";
      if (!done) throw new Problem("not_possible_now", { detail: asked.because ?? "" });
      return show(asked.operation, dependencies);
    },
  });
}

/** What makes the provider be asked at once, and so has no answer yet when the caller gets theirs. */
interface Question {
  readonly name: "sync" | "resolve" | "capture";
  readonly of: readonly Kind["kind"][];
  readonly scopes: readonly ("payments" | "operator")[];
  readonly summary: (kind: Kind) => string;
  readonly description: string;
}

const questions: readonly Question[] = [
  {
    name: "sync",
    of: ["payment", "topup", "refund", "message"],
    scopes: ["payments", "operator"],
    summary: () => "Ask the provider now",
    description: "The inquiry goes out at once; read it again after it. What has ended is only answered.",
  },
  {
    name: "resolve",
    of: ["payment", "topup"],
    scopes: ["payments"],
    summary: ({ one }) => `Bring a ${one} to its end, if that is possible now`,
    description:
      "The dispute procedure: the provider is asked at once; it is cancelled if the answer says that it still can be; then " +
      "the provider is asked again, and only that answer is believed. Each step stands in the timeline, and resolving " +
      "says when there are no more. What has ended is only answered.",
  },
  {
    name: "capture",
    of: ["payment"],
    scopes: ["payments"],
    summary: ({ one }) => `Take the money of a reserved ${one}`,
    description:
      "The whole amount that is held. The provider is told at once; read the status of the answer, and wait for the end. " +
      "What has ended is only answered.",
  },
];

function askAbout(
  server: Server,
  { kind, question }: { readonly kind: Kind; readonly question: Question },
  dependencies: ApiDependencies,
): void {
  const { name, scopes, summary, description } = question;
  server.route({
    method: "POST",
    url: `${kind.url}/:id/${name}`,
    config: { scopes, errors: ["not_found", "not_possible_now"] },
    schema: {
      operationId: `${name}${kind.name}`,
      tags: [kind.tag],
      summary: summary(kind),
      description,
      params: idParameter(kind.id_prefix, kind.one),
      response: { 200: refer(kind.Known), 202: refer(kind.Known) },
    },
    handler: async (request, reply) => {
      const operation = await findOperation(kind, request, dependencies);
      if (isFinalStatus(operation.status)) return show(operation, dependencies);
      const asked = await ask(operation, { type: `${name}_asked` }, dependencies);
      const ended = isFinalStatus(asked.operation.status);
      if (asked.verdict === "refused" && !ended)
        throw new Problem("not_possible_now", { detail: asked.because ?? "" });
      return await reply.code(ended ? 200 : 202).send(show(asked.operation, dependencies));
    },
  });
}

export async function ask(
  { slot, id }: StoredOperation,
  asked: {
    readonly type: "cancel_asked" | "confirm_asked" | `${Question["name"]}_asked`;
    readonly payer_answer?: string;
  },
  { engine, clock }: Pick<ApiDependencies, "engine" | "clock">,
): Promise<Applied> {
  const event: Event = { type: asked.type, at: clock.now() };
  const applied = await engine.happenedAndGoOn({ slot, id, event, raw: null }, asked.payer_answer);
  if (applied === null) throw new Problem("not_found");
  return applied;
}
