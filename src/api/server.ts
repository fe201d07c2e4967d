import { readFile } from "node:fs/promises";
import helmet from "@fastify/helmet";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from "fastify";
import { answerClientError } from "./client-errors.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { docs } from "./docs.ts";
import { refuseMalformedHost } from "./host.ts";
import { BODY_BYTES_MAX, HEADER_BYTES_MAX, KEEP_ALIVE_MS, REQUEST_TIMEOUT_MS } from "./limits.ts";
import { describeRoutes } from "./openapi.ts";
import { REQUEST_ID } from "./problem.ts";
import { answerProblem, answerProblems } from "./problem-answers.ts";
import { recordRequests } from "./request-records.ts";
import type { Server } from "./server-type.ts";
import { serviceRoutes } from "./service.ts";
import { versionOne } from "./version-one.ts";

/**
 * The gateway's HTTP server with its API and its reference page, not yet listening. Others may add routes of their own:
 * they get its limits, its headers and its way of answering problems, and take what bodies they like.
 */
export async function buildServer(dependencies: ApiDependencies): Promise<FastifyInstance> {
  const { metrics, observe, randomness } = dependencies;
  const version = await ownVersion();
  const server = openServer(dependencies);
  answerProblems(server, observe);
  refuseMalformedHost(server);
  server.addHook("onRequest", async (request, reply) => void reply.header(REQUEST_ID, request.id));
  await server.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: NOTHING } });
  recordRequests(server, metrics);
  await describeRoutes(server, { dependencies, version });
  await server.register(versionOne, { prefix: "/v1", dependencies });
  await server.register(serviceRoutes, { dependencies, version });
  await server.register(docs, { randomness });
  return server.withTypeProvider();
}

/** What a browser may load on account of an answer of the API. */
const NOTHING = { "default-src": ["'none'"], "frame-ancestors": ["'none'"] };

function openServer({ logger, observe, randomness, settings }: ApiDependencies): Server {
  const requestTimeout = settings?.request_timeout_ms ?? REQUEST_TIMEOUT_MS;
  return fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "request_id" }),
    genReqId: requestIds(randomness),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: requestTimeout,
      // Slow connections are looked for so often; Node's own half minute would let them stay that much longer.
      connectionsCheckingInterval: requestTimeout / 5,
      // A missing Host is answered as every other problem is.
      requireHostHeader: false,
    },
    trustProxy: settings?.trusted_proxies === undefined ? false : [...settings.trusted_proxies],
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => void answerProblem(error, { request, reply, observe }),
  }).withTypeProvider<TypeBoxTypeProvider>();
}

/** Unique, and nothing more: a secret would be dearer. */
function requestIds(randomness: ApiDependencies["randomness"]): () => string {
  const process_name = Buffer.from(randomness.bytes(9)).toString("base64url");
  let count = 0;
  return () => {
    count += 1;
    return `req_${process_name}${count.toString(36)}`;
  };
}

async function ownVersion(): Promise<string> {
  return JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8")).version;
}
