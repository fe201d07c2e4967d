import swagger from "@fastify/swagger";
import type { FastifySchema, RouteOptions } from "fastify";
import { namedSchemas } from "./contract/named-schemas.ts";
import { ProblemBody } from "./contract/problem.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { type ApiErrorCode, apiError } from "./errors.ts";
import { exampleAnswers } from "./examples.ts";
import { Problem, problemBody } from "./problem.ts";
import type { Server } from "./server-type.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What this route may answer besides the errors that every route may. */
    errors?: readonly ApiErrorCode[];
  }
}

/** Collects the routes that are registered after it into one OpenAPI document. */
export async function describeRoutes(
  server: Server,
  { dependencies, version }: { readonly dependencies: ApiDependencies; readonly version: string },
): Promise<void> {
  const examples = exampleAnswers(dependencies);
  for (const schema of namedSchemas) {
    const example = examples[schema.$id];
    server.addSchema(example === undefined ? schema : { ...schema, examples: [example] });
  }
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Hakika",
        version,
        description: ABOUT,
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: "/", description: "This gateway" }],
      tags: TAGS,
      components: {
        securitySchemes: { key: { type: "http", scheme: "bearer", description: "An API key, hk_…" } },
      },
      security: [{ key: [] }],
    },
    refResolver: { buildLocalReference: (json) => String(json["$id"]) },
    transform: ({ schema, url, route }) => ({ schema: described(schema, route), url }),
  });
}

/** A route without a schema is not for merchants, such as those that providers call. */
function described(schema: FastifySchema | undefined, route: DescribedRoute) {
  return schema === undefined ? { hide: true } : withErrors(schema, route);
}

type DescribedRoute = Pick<RouteOptions, "method" | "config">;

const ABOUT =
  "Takes payments by mobile money and carrier billing, sells airtime and data, and says what became of the money and how it knows. " +
  "What was taken is answered with 202, whatever becomes of it; what became of it stands in its outcome. " +
  "Errors (RFC 9457) are only for requests that Hakika itself refuses: docs/reference/errors.md lists them.";

const TAGS = [
  { name: "Payments", description: "Money in." },
  { name: "Top-ups", description: "Airtime and data out." },
  { name: "Refunds", description: "Payments given back, whole or in parts." },
  { name: "Messages", description: "Text messages, out and in." },
  { name: "Customers", description: "What a provider tells of them." },
  { name: "Events", description: "What merchants are told." },
  { name: "Webhooks", description: "Where events are sent, and what became of each." },
  { name: "Providers", description: "What can be used, and what a phone number is good for." },
  { name: "Outcomes", description: "What every provider code means." },
  { name: "Reviews", description: "What no machine can settle. Needs a key with the scope operator." },
];

/** Any request may meet these. */
const EVERYWHERE: readonly ApiErrorCode[] = [
  "malformed_request",
  "key_missing",
  "key_unknown",
  "too_many_requests",
  "headers_too_large",
  "encoding_not_accepted",
  "internal_error",
  "overloaded",
  "database_unavailable",
];
/** Whoever may send a body, even where none is wanted. */
const WITH_A_BODY: readonly ApiErrorCode[] = ["malformed_json", "body_too_large", "media_type_not_accepted"];

/** Adds the problems to what a route answers, which routes themselves only name. */
function withErrors(schema: FastifySchema, { method, config }: DescribedRoute): FastifySchema {
  const checked: readonly ApiErrorCode[] =
    schema.body === undefined && schema.querystring === undefined ? [] : ["invalid_request", "unusable_text"];
  const codes = [
    ...EVERYWHERE,
    "scope_missing" as const,
    ...checked,
    ...(method === "GET" ? [] : WITH_A_BODY),
    ...(config?.errors ?? []),
  ];
  const byStatus = Map.groupBy([...new Set(codes)], (code) => apiError(code).status);
  const problems = [...byStatus].map(([status, group]) => [status, problemResponse(group)]);
  return { ...schema, response: { ...(schema.response as object), ...Object.fromEntries(problems) } };
}

function problemResponse(codes: readonly ApiErrorCode[]) {
  const examples = codes.map((code) => [
    code,
    { value: problemBody(new Problem(code), "req_J8mUo0pKq3ZxTzYw") },
  ]);
  return {
    description: codes.map((code) => `${code}: ${apiError(code).says}`).join(" "),
    content: {
      "application/problem+json": {
        schema: { $ref: `${ProblemBody.$id}#` },
        examples: Object.fromEntries(examples),
      },
    },
  };
}
