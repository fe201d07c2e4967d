import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type WebhookHttp, webhookHttp } from "../../src/outbox/post.ts";
import type { Delivery } from "../../src/store/deliveries.ts";
import { type Certificate, selfSignedCertificate } from "../support/certificate.ts";
import { Gate } from "../support/gate.ts";
import { HOUR } from "../support/operations.ts";
import { type OutboxWorld, openOutboxWorld } from "../support/outbox-world.ts";
import { type Answer, openReceiver, type Receiver } from "../support/receiver.ts";

const EVENTS = 20;
/** How long the endpoint that answers too late is waited for, and how long the others are. */
const SHORT_MS = 250;
const LONG_MS = 120_000;

let world: OutboxWorld;
let receiver: Receiver;
/** Behind the wall: where redirects lead to. */
let inside: Receiver;
let tls_port: number;
const closing = new AsyncDisposableStack();
/** Endpoints by their path. */
const endpoints = new Map<string, string>();
/** Opened when all the others have heard everything. */
const slow = new Gate();

const answers: Readonly<Record<string, Answer>> = {
  "/well": (_, response) => response.writeHead(200).end(),
  "/hangs": () => undefined,
  "/closes": (_, response) => response.destroy(),
  "/redirects": (_, response) => response.writeHead(307, { location: `${inside.url}/admin` }).end(),
  "/gone": (_, response) => response.writeHead(410).end(),
  "/throttles": (_, response) => response.writeHead(429, { "retry-after": "3600" }).end(),
  "/endless": (_, response) => {
    response.writeHead(200);
    const pour = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(16_384)));
    };
    response.on("drain", pour).on("error", () => undefined);
    pour();
  },
  "/slow": async (_, response) => {
    await slow.pass();
    response.writeHead(204).end();
  },
  // The first answer comes when nobody waits for it any more.
  "/late": (heard, response) => {
    const isFirst = receiver.heardAt("/late").filter(({ id }) => id === heard.id).length === 1;
    if (isFirst) response.on("close", () => response.writeHead(200).end());
    else response.writeHead(200).end();
  },
};

beforeAll(async () => {
  world = closing.use(await openOutboxWorld());
  inside = closing.use(await openReceiver());
  receiver = closing.use(await openReceiver((heard, response) => answers[heard.path]?.(heard, response)));
  const shown = expired();
  tls_port = await serveTls(shown);
  for (const path of Object.keys(answers)) await open(path, receiver.url + path);
  await open("/expired", `https://hooks.test:${tls_port}/hook`);
  await world.announce(EVENTS);
  (await world.node("one", { http: impatientWithLate(shown) })).poke();
  await until(async () => expect(await outcomes("/late")).toEqual(everyOne("delivered 200 -")));
}, 120_000);

afterAll(() => closing.disposeAsync());

test("whoever does well hears everything once, while others hang, fail and pour", async () => {
  expect(new Set(receiver.heardAt("/well").map(({ id }) => id)).size).toBe(EVENTS);
  expect(receiver.heardAt("/well")).toHaveLength(EVENTS);
  expect(await outcomes("/hangs")).toEqual(everyOne("pending null -"));
  expect(receiver.heardAt("/hangs").length).toBeGreaterThan(0);
});

test("a redirect to inside is not followed", async () => {
  await until(async () => expect(await outcomes("/redirects")).toContain("pending 307 -"));
  expect(inside.heard).toEqual([]);
});

test("one that is gone is asked no more", async () => {
  await until(async () => {
    const statuses = (await deliveriesOf("/gone")).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(["abandoned"]));
  });
  expect(receiver.heardAt("/gone").length).toBeLessThan(EVENTS);
});

test("one that wants to be left alone for an hour is left alone", async () => {
  const soonest = world.store.clock.now() + HOUR / 2;
  await until(async () => {
    const tried = (await deliveriesOf("/throttles")).filter(({ tries }) => tries > 0);
    expect(tried.length).toBeGreaterThan(0);
    for (const { next_try_at } of tried) expect(next_try_at).toBeGreaterThan(soonest);
  });
  expect(receiver.heardAt("/throttles").length).toBeLessThan(EVENTS);
});

test("a body without an end is cut off, and its 200 counts", async () => {
  await until(async () => expect(await outcomes("/endless")).toEqual(everyOne("delivered 200 -")));
  expect(receiver.heardAt("/endless")).toHaveLength(EVENTS);
});

test("a 2xx that comes within the time is enough, however long it took", async () => {
  expect(await outcomes("/slow")).not.toContain("delivered 204 -");
  slow.open();
  await until(async () => expect(await outcomes("/slow")).toContain("delivered 204 -"));
  expect(await outcomes("/slow")).not.toContainEqual(expect.stringMatching(/^abandoned/));
});

test("a 2xx that comes after the time was not heard, and the same event comes again", async () => {
  const ids = receiver.heardAt("/late").map(({ id }) => id);
  const times = [...Map.groupBy(ids, (id) => id).values()].map(({ length }) => length);
  expect(times).toHaveLength(EVENTS);
  for (const count of times) expect(count).toBeGreaterThanOrEqual(2);
});

test("one that hangs up or shows an expired certificate is tried again, and the reason can be read", async () => {
  await until(async () => {
    const problems = async (path: string) =>
      new Set((await deliveriesOf(path)).map(({ last_problem }) => last_problem));
    expect(await problems("/closes")).toContain("The connection was closed before an answer came.");
    expect(await problems("/expired")).toContain("The TLS certificate has expired.");
  });
});

/** Real HTTP of two kinds, so that one endpoint's time is over soon and the others' is not. */
function impatientWithLate({ cert }: Certificate): WebhookHttp {
  const options = {
    rules: { allow_insecure_targets: true },
    resolve: async () => ["127.0.0.1"],
    trusted_certificates: cert,
  };
  const impatient = webhookHttp({ ...options, timeout_ms: SHORT_MS });
  const patient = webhookHttp({ ...options, timeout_ms: LONG_MS });
  return {
    post: (webhook, signal) =>
      (webhook.url.endsWith("/late") && isFirstTry(webhook.headers) ? impatient : patient).post(
        webhook,
        signal,
      ),
    close: async () => {
      await impatient.close();
      await patient.close();
    },
  };
}

/** A second one has time enough on a machine however busy. */
function isFirstTry(headers: Readonly<Record<string, string>>): boolean {
  return !receiver.heardAt("/late").some(({ id }) => id === headers["webhook-id"]);
}

function expired(): Certificate {
  return selfSignedCertificate("hooks.test", {
    from: new Date(Date.now() - 2 * HOUR),
    until: new Date(Date.now() - HOUR),
  });
}

async function serveTls(shown: Certificate): Promise<number> {
  const server = createServer(shown, (_, response) => response.writeHead(200).end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.defer(() => void server.close());
  return (server.address() as AddressInfo).port;
}

async function open(path: string, url: string): Promise<void> {
  endpoints.set(path, (await world.endpoint(url)).id);
}

async function deliveriesOf(path: string): Promise<readonly Delivery[]> {
  const id = endpoints.get(path);
  return (await world.deliveries()).filter(({ endpoint_id }) => endpoint_id === id);
}

async function outcomes(path: string): Promise<readonly string[]> {
  return (await deliveriesOf(path)).map(
    ({ status, last_status, last_problem }) =>
      `${status} ${last_status} ${status === "pending" || last_problem === null ? "-" : last_problem}`,
  );
}

function everyOne(outcome: string): readonly string[] {
  return Array(EVENTS).fill(outcome);
}

function until(check: () => unknown): Promise<unknown> {
  return vi.waitFor(check, { timeout: 60_000, interval: 20 });
}
