import type { IncomingMessage, ServerResponse } from "node:http";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type RawServerDefault } from "fastify";
import { Refusal } from "../refusals.ts";

export type ControlServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Without routes yet: strict about what it is sent, and every error says what to do. */
export function createControlServer(): ControlServer {
  const server = Fastify({
    routerOptions: { ignoreTrailingSlash: true },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();
  server.setErrorHandler((problem, _request, reply) => {
    const refusal = toRefusal(problem);
    return reply.code(refusal.status).send(refusal.body);
  });
  server.setNotFoundHandler((request, reply) => {
    const refusal = new Refusal(
      "unknown_path",
      `The sandbox has no ${request.method} ${request.url.split("?")[0]}.`,
    );
    return reply.code(refusal.status).send(refusal.body);
  });
  return server;
}

function toRefusal(problem: unknown): Refusal {
  if (problem instanceof Refusal) return problem;
  const status = problem instanceof Error && "statusCode" in problem ? Number(problem.statusCode) : 500;
  const message = problem instanceof Error ? problem.message : String(problem);
  return new Refusal(status >= 400 && status < 500 ? "invalid_request" : "sandbox_failed", message);
}
