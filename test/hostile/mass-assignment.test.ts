import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiWorld, openApiWorld } from "../support/api-world.ts";

/** What belongs to us, and what a request must not be able to set. */
const ours: Readonly<Record<string, unknown>> = {
  id: "pay_01k9d3z7g8f6qv2m4n5p6r7s8t",
  object: "payment",
  status: "succeeded",
  merchant_id: "0190f3a0-0000-7000-8000-00000000b002",
  environment: "live",
  amount_settled: "1",
  amount_minor: 1,
  connection_id: "0190f3a0-0000-7000-8000-00000000b003",
  outcome: { money: "moved", safe_to_charge_again: true },
  safe_to_charge_again: true,
  memory: { review: null },
  version: 7,
  receipt: "UKM0000001",
  provider_reference: "ws_CO_1",
  needs_review: false,
  scopes: ["operator"],
  secret: "whsec_dGVzdA==",
  disabled_at: null,
  created_at: "2026-11-21T10:00:00Z",
  callback_url: "https://evil.example.com/",
  decided_by: "nobody",
  review_opened_at: 0,
  tries: 0,
  is_admin: true,
  __v: 1,
};

interface BodyRoute {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Names that the route knows, in the body and in the objects within it. */
  readonly known: ReadonlySet<string>;
}

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld({ settings: { requests_per_minute: null } });
});
afterAll(() => world[Symbol.asyncDispose]());

test("no route with a body takes a field that it does not know, at the top or deeper", async () => {
  const routes = bodyRoutes();
  expect(routes.length).toBeGreaterThanOrEqual(8);
  let tried = 0;
  for (const route of routes)
    for (const [name, value] of Object.entries(ours).filter(([name]) => !route.known.has(name)))
      for (const body of placed(route.body, name, value)) {
        const answer = await world.call(route.method, route.path, {
          headers: { "idempotency-key": crypto.randomUUID() },
          body,
        });
        const said = `${route.method} ${route.path} with ${name}: ${answer.text}`;
        expect([answer.status, answer.body.detail], said).toEqual([400, "There is no such field here."]);
        tried += 1;
      }
  expect(tried).toBeGreaterThan(200);
});

test("what is left to the merchant is kept as their own, and changes nothing of ours", async () => {
  const metadata = { status: "succeeded", merchant_id: "x", outcome: "moved", environment: "live" };
  const { status, body } = await world.pay({ metadata });
  expect([status, body.status, body.environment]).toEqual([202, "created", "sandbox"]);
  expect(body.metadata).toEqual(metadata);
});

/** In the body itself, and in each object within it whose fields are ours to name. */
function placed(
  body: Readonly<Record<string, unknown>>,
  name: string,
  value: unknown,
): readonly Readonly<Record<string, unknown>>[] {
  const amount = body["amount"];
  const deeper = typeof amount === "object" ? [{ ...body, amount: { ...amount, [name]: value } }] : [];
  return [{ ...body, [name]: value }, ...deeper];
}

function bodyRoutes(): readonly BodyRoute[] {
  const { paths } = world.server.swagger() as unknown as Document;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]): readonly BodyRoute[] => {
      const described = requestBody?.content["application/json"];
      if (described === undefined) return [];
      const [example] = Object.values(described.examples ?? {});
      const body = example?.value ?? described.example ?? {};
      const known = new Set(Object.keys(described.schema.properties ?? {}));
      return [{ method: method.toUpperCase(), path: path.replace("{id}", "x"), body, known }];
    }),
  );
}

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly requestBody?: {
              readonly content: Readonly<Record<string, Described>>;
            };
          }
        >
      >
    >
  >;
}

interface Described {
  readonly schema: { readonly properties?: Readonly<Record<string, unknown>> };
  readonly example?: BodyRoute["body"];
  readonly examples?: Readonly<Record<string, { readonly value: BodyRoute["body"] }>>;
}
