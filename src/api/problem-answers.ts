import type { FastifyReply, FastifyRequest } from "fastify";
import type { Observe } from "../lib/observe.ts";
import { PROBLEM_TYPE, Problem, problemBody, REQUEST_ID } from "./problem.ts";
import { problemFrom } from "./problem-from.ts";
import type { Server } from "./server-type.ts";

/** Whatever goes wrong, on whichever way, is answered here. */
export function answerProblems(server: Server, observe: Observe): void {
  server.setErrorHandler((error, request, reply) => answerProblem(error, { request, reply, observe }));
  server.setNotFoundHandler((request, reply) =>
    answerProblem(new Problem("route_not_found"), { request, reply, observe }),
  );
}

export function answerProblem(
  error: unknown,
  at: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly observe: Observe },
): FastifyReply {
  const { request, reply, observe } = at;
  const problem = problemFrom(error);
  // While the database is away every request fails alike; whoever keeps asking it tells of that once each time.
  if (problem.code === "internal_error") observe({ type: "fault", where: "answering a request", error });
  if (problem.status === 401) reply.header("www-authenticate", "Bearer");
  if (problem.retry_after !== undefined) reply.header("retry-after", problem.retry_after);
  // Not every way of going wrong comes past the hook that sets it.
  reply.header(REQUEST_ID, request.id);
  return reply.code(problem.status).type(PROBLEM_TYPE).send(problemBody(problem, request.id));
}
