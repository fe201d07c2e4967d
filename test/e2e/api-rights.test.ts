import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Event } from "../../src/core/event.ts";
import { readId, slotOf } from "../../src/core/ids.ts";
import { providers } from "../../src/providers/index.ts";
import type { Connection } from "../../src/store/connections.ts";
import { keyDigest } from "../../src/store/keys.ts";
import { takeReceivedMessage } from "../../src/store/received-messages.ts";
import { AMINA, type ApiAnswer, type ApiWorld, BARAKA, openApiWorld } from "../support/api-world.ts";
import { found, says } from "../support/messages.ts";
import { randomness } from "../support/store-node.ts";

let world: ApiWorld;
/** What belongs to Amina, by the first part of its id. */
let own: Readonly<Record<string, string>>;
beforeAll(async () => {
  world = await openApiWorld();
  const endpoint = await world.call("POST", "/v1/webhook_endpoints", {
    body: { url: "https://shop.example.com/hook" },
  });
  const payment = await world.pay();
  const { body: events } = await world.call("GET", "/v1/events");
  const { body: deliveries } = await world.call("GET", "/v1/webhook_deliveries");
  own = {
    pay: payment.body.id,
    top: (await world.topUp()).body.id,
    ...(await refund()),
    msg: (await send()).body.id,
    rcv: await receive(),
    sub: await subscribe(),
    evt: events.data[0].id,
    whe: endpoint.body.endpoint.id,
    dlv: deliveries.data[0].id,
    rev: await openReview(payment.body.id),
  };
});
afterAll(async () => await world[Symbol.asyncDispose]());

/** As the first provider that knows subscriptions shows how it is done. */
async function subscribe(): Promise<string> {
  const { id, subscriptions } = providers.find((provider) => provider.subscriptions !== undefined) ?? {};
  const { body } = await world.call("POST", "/v1/subscriptions", {
    headers: { "idempotency-key": "sub-1" },
    body: { ...subscriptions?.example, provider: id },
  });
  return body.id;
}

/** Of a payment that succeeded at once. */
async function refund(): Promise<{ readonly paid: string; readonly ref: string }> {
  const { body: payment } = await world.call("POST", "/v1/payments", {
    headers: { "idempotency-key": "paid-1" },
    body: { provider: "momo-vn", amount: { value: "150000", currency: "VND" } },
  });
  const id = readId("payment", payment.id) ?? "";
  for (const event of [{ type: "attempt_began" }, found("answer", says.completed)] as const)
    await world.engine.happened({
      slot: slotOf(id),
      id,
      event: { ...event, at: world.store.clock.now() } as Event,
      raw: null,
    });
  const { body } = await world.call("POST", `/v1/payments/${payment.id}/refunds`, {
    headers: { "idempotency-key": "refund-1" },
    body: {},
  });
  return { paid: payment.id, ref: body.id };
}

async function send(): Promise<ApiAnswer> {
  return await world.call("POST", "/v1/messages", {
    headers: { "idempotency-key": "message-1" },
    body: { phone_number: "+2348090000012", text: "Your parcel is here." },
  });
}

async function receive(): Promise<string> {
  const connection = {
    id: AMINA,
    merchant_id: AMINA,
    provider: "sla-dcb",
    environment: "sandbox",
    config: null,
  };
  const sender = { from: "+2348090000012", from_reference: null };
  const message = { ...sender, to: null, text: null, command: null, provider_reference: "1" };
  await takeReceivedMessage(message, connection as Connection, { ...world.store, randomness });
  const { body } = await world.call("GET", "/v1/events?type=message.received");
  return body.data[0].data.id;
}

/** Nobody can ask about a payment whose only answer was lost, so its deadline opens a review. */
async function openReview(shown: string): Promise<string> {
  const id = readId("payment", shown) ?? "";
  const at = world.store.clock.now();
  for (const event of [
    { type: "attempt_began", at },
    { type: "attempt_silent", attempt: 1, cause: "TIMEOUT", at },
    { type: "deadline_passed", at },
  ] as const)
    await world.engine.happened({ slot: slotOf(id), id, event, raw: null });
  const { body } = await world.call("GET", "/v1/reviews?status=open");
  return body.data[0].id;
}

interface Route {
  readonly method: string;
  readonly path: string;
  /** Which keys may use it. */
  readonly scopes: "payments" | "operator" | "both" | "any";
  readonly body?: unknown;
}

/** All kinds of operations have the same ones. */
function routesOf(path: string, id: string): readonly Route[] {
  return [
    { method: "POST", path, scopes: "payments", body: {} },
    { method: "GET", path, scopes: "both" },
    { method: "GET", path: `${path}/${id}`, scopes: "both" },
    { method: "POST", path: `${path}/search`, scopes: "both", body: { phone_number: "+254712345678" } },
    { method: "POST", path: `${path}/${id}/cancel`, scopes: "payments" },
    { method: "POST", path: `${path}/${id}/sync`, scopes: "both" },
    { method: "GET", path: `${path}/${id}/timeline`, scopes: "both" },
    { method: "GET", path: `${path}/${id}/attempts`, scopes: "both" },
  ];
}

const subscriptionRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/subscriptions", scopes: "payments", body: {} },
  { method: "GET", path: "/v1/subscriptions", scopes: "both" },
  {
    method: "POST",
    path: "/v1/subscriptions/search",
    scopes: "both",
    body: { phone_number: "+254712345678" },
  },
  { method: "GET", path: "/v1/subscriptions/{sub}", scopes: "both" },
  { method: "GET", path: "/v1/subscriptions/{sub}/timeline", scopes: "both" },
  { method: "GET", path: "/v1/subscriptions/{sub}/attempts", scopes: "both" },
  { method: "GET", path: "/v1/subscriptions/{sub}/payments", scopes: "both" },
  { method: "POST", path: "/v1/subscriptions/{sub}/sync", scopes: "both" },
  { method: "POST", path: "/v1/subscriptions/{sub}/confirm", scopes: "payments", body: { pin: "1234" } },
  { method: "POST", path: "/v1/subscriptions/{sub}/free_period", scopes: "payments", body: { periods: 1 } },
  ...["activate", "pause", "resume", "cancel"].map((change) => ({
    method: "POST",
    path: `/v1/subscriptions/{sub}/${change}`,
    scopes: "payments" as const,
  })),
];

/** Every route under /v1, with `{pay}` for the id of Amina's payment and so on. */
const routes: readonly Route[] = [
  ...routesOf("/v1/payments", "{pay}"),
  { method: "POST", path: "/v1/payments/{pay}/resolve", scopes: "payments" },
  { method: "POST", path: "/v1/payments/{pay}/confirm", scopes: "payments", body: { pin: "1234" } },
  { method: "POST", path: "/v1/payments/{paid}/refunds", scopes: "payments", body: {} },
  { method: "GET", path: "/v1/payments/{paid}/refunds", scopes: "both" },
  ...routesOf("/v1/refunds", "{ref}"),
  ...routesOf("/v1/messages", "{msg}"),
  { method: "GET", path: "/v1/received_messages/{rcv}", scopes: "payments" },
  { method: "POST", path: "/v1/customers/lookup", scopes: "both", body: {} },
  { method: "POST", path: "/v1/customers/unsubscribe", scopes: "payments", body: {} },
  { method: "POST", path: "/v1/payments/{pay}/capture", scopes: "payments" },
  ...routesOf("/v1/topups", "{top}"),
  { method: "POST", path: "/v1/topups/{top}/resolve", scopes: "payments" },
  ...subscriptionRoutes,
  { method: "GET", path: "/v1/events", scopes: "both" },
  { method: "GET", path: "/v1/events/{evt}", scopes: "both" },
  { method: "POST", path: "/v1/webhook_endpoints", scopes: "payments", body: {} },
  { method: "GET", path: "/v1/webhook_endpoints", scopes: "payments" },
  { method: "GET", path: "/v1/webhook_endpoints/{whe}", scopes: "payments" },
  { method: "PATCH", path: "/v1/webhook_endpoints/{whe}", scopes: "payments", body: { enabled: true } },
  { method: "POST", path: "/v1/webhook_endpoints/{whe}/rotate_secret", scopes: "payments" },
  { method: "DELETE", path: "/v1/webhook_endpoints/{whe}", scopes: "payments" },
  { method: "GET", path: "/v1/webhook_deliveries", scopes: "both" },
  { method: "GET", path: "/v1/webhook_deliveries/{dlv}", scopes: "both" },
  { method: "POST", path: "/v1/webhook_deliveries/{dlv}/resend", scopes: "both" },
  { method: "GET", path: "/v1/providers", scopes: "any" },
  { method: "POST", path: "/v1/lookups/phone", scopes: "any", body: { phone_number: "0712" } },
  { method: "GET", path: "/v1/outcomes", scopes: "any" },
  { method: "GET", path: "/v1/outcomes/explain?provider=mpesa-ke&code=1032", scopes: "any" },
  { method: "GET", path: "/v1/reviews", scopes: "operator" },
  { method: "GET", path: "/v1/reviews/{rev}", scopes: "operator" },
  {
    method: "POST",
    path: "/v1/reviews/{rev}/decide",
    scopes: "operator",
    body: { decision: "moved", why: "I say so.", by: "Nobody" },
  },
];

const filled = (path: string) => path.replace(/\{(\w+)\}/, (_, kind: string) => own[kind] ?? "");

test("the list of routes here is the whole inventory", () => {
  const document = world.server.swagger() as { paths: Record<string, Record<string, unknown>> };
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const listed = routes.map(
    ({ method, path }) => `${method} ${path.replace(/\{\w+\}/, "{id}").split("?")[0]}`,
  );
  expect(listed.sort()).toEqual(described.sort());
});

describe.each(routes)("$method $path", ({ method, path, scopes, body }) => {
  const sent = body === undefined ? {} : { body };

  test.each([
    ["no key", null, "key_missing"],
    ["a key that never was", `hk_test_${"A".repeat(43)}`, "key_unknown"],
    ["something else", "\u00e9", "key_missing"],
  ])("is closed to whoever has %s", async (_who, key, code) => {
    const answer = await world.call(method, filled(path), { ...sent, key });
    expect([answer.status, answer.body.code]).toEqual([401, code]);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  });

  test("is closed to a key without the scope, before anything else is looked at", async () => {
    const wrong =
      scopes === "payments" ? (["operator"] as const) : scopes === "operator" ? (["payments"] as const) : [];
    const key = await world.newKey(AMINA, wrong);
    const { status, body: answer } = await world.call(method, filled(path), { ...sent, key });
    if (scopes === "any") expect(status).toBe(200);
    else expect([status, answer.code]).toEqual([403, "scope_missing"]);
  });

  test("shows and does nothing for another merchant, nor in another environment", async () => {
    const strangers = [
      await world.newKey(BARAKA),
      await world.newKey(AMINA, ["payments", "operator"], "live"),
    ];
    for (const key of strangers) {
      const { status, text, body: answer } = await world.call(method, filled(path), { ...sent, key });
      if (path.includes("{")) expect([status, answer.code]).toEqual([404, "not_found"]);
      for (const id of Object.values(own)) expect(text).not.toContain(id);
    }
  });
});

test("after all that, everything of Amina's is as it was", async () => {
  const payment = await world.call("GET", `/v1/payments/${own["pay"]}`);
  expect(payment.body).toMatchObject({ status: "in_reconciliation", needs_review: true, version: 4 });
  expect((await world.call("GET", `/v1/reviews/${own["rev"]}`)).body.status).toBe("open");
  expect((await world.call("GET", `/v1/webhook_endpoints/${own["whe"]}`)).status).toBe(200);
});

describe("a key", () => {
  test("is refused once it is revoked or expired, within seconds", async () => {
    const key = await world.newKey(AMINA);
    await world.store.database.run(
      {
        name: "expire_key",
        sql: "update api_keys set expires_at = now() - interval '1 second' where digest = $1",
      },
      [keyDigest(key)],
    );
    expect((await world.call("GET", "/v1/payments", { key })).body.code).toBe("key_unknown");
  });

  test("is never repeated, not even when it is wrong", async () => {
    const key = `hk_test_${"s3cret".repeat(7)}`;
    const { text } = await world.call("GET", "/v1/payments", { key });
    expect(text + world.logged.join("")).not.toContain("s3cret");
  });
});

test("whoever tries many keys is told to slow down, and a right key still works", async () => {
  await using small = await openApiWorld();
  const tries = await Promise.all(
    Array.from({ length: 310 }, (_, index) => small.call("GET", "/v1/payments", { key: `hk_test_${index}` })),
  );
  expect(tries.filter(({ status }) => status === 429)).toHaveLength(10);
  expect(tries.at(-1)?.headers.get("retry-after")).toMatch(/^[0-9]+$/);
  expect((await small.call("GET", "/v1/payments")).status).toBe(200);
});

test("a merchant that asks too often is told for how long to wait", async () => {
  await using small = await openApiWorld({ settings: { requests_per_minute: 3 } });
  const answers = [];
  for (let index = 0; index < 4; index += 1) answers.push(await small.call("GET", "/v1/payments"));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(answers[3]?.body.code).toBe("too_many_requests");
  expect((await small.call("GET", "/v1/payments", { key: await small.newKey(BARAKA) })).status).toBe(200);
});
