import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import swagger from "@fastify/swagger";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type RawServerDefault } from "fastify";
import Type from "typebox";
import { Refusal } from "../refusals.ts";

export type ControlServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Without routes yet: strict about what it is sent, and every error says what to do. */
export async function createControlServer(): Promise<ControlServer> {
  const server = Fastify({
    routerOptions: { ignoreTrailingSlash: true },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, discriminator: true } },
  }).withTypeProvider<TypeBoxTypeProvider>();
  // Schemas of answers are for readers: what a world holds is shown as it is, whatever they say.
  server.setSerializerCompiler(() => JSON.stringify);
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
  await describeRoutes(server);
  return server;
}

/** Collects the routes that are registered after it into one OpenAPI document. */
async function describeRoutes(server: ControlServer): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Hakika sandbox", version: await versionOfProject(), description: ABOUT },
      servers: [{ url: "/", description: "This sandbox" }],
      tags: TAGS,
    },
    transform: ({ schema, url }) => ({
      schema: { ...schema, response: { ...(schema.response as object), "4XX": RefusalBody } },
      url,
    }),
  });
  server.get("/_sandbox/openapi.json", { schema: { hide: true } }, () => server.swagger());
}

async function versionOfProject(): Promise<string> {
  return JSON.parse(await readFile(new URL("../../../package.json", import.meta.url), "utf8")).version;
}

const ABOUT =
  "Looks into the sandbox and steers it. The simulated providers themselves answer on their real paths under " +
  "/{provider}. Every route about a provider takes the header x-sandbox-world, or the path /_worlds/{name} before its " +
  "own, and then looks at and steers the world of that name alone; without either it is the world main.";

const TAGS = [
  { name: "Clock", description: "Time, which can be moved." },
  { name: "Providers", description: "What is simulated, and what it did." },
  { name: "Faults", description: "What shall go wrong." },
  { name: "Phones", description: "Payers and their money." },
  { name: "State", description: "Worlds, snapshots and fresh beginnings." },
];

const RefusalBody = Type.Object(
  {
    error: Type.Object({ code: Type.String(), message: Type.String(), fix: Type.String() }),
  },
  { description: "The sandbox refuses the request, and says what to do." },
);

function toRefusal(problem: unknown): Refusal {
  if (problem instanceof Refusal) return problem;
  const status = problem instanceof Error && "statusCode" in problem ? Number(problem.statusCode) : 500;
  const message = problem instanceof Error ? problem.message : String(problem);
  return new Refusal(status >= 400 && status < 500 ? "invalid_request" : "sandbox_failed", message);
}
