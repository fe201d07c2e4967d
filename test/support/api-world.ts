import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { Registry } from "prom-client";
import type { ApiDependencies, ApiSettings } from "../../src/api/dependencies.ts";
import { buildServer } from "../../src/api/server.ts";
import type { Provider } from "../../src/connector/provider.ts";
import { Engine } from "../../src/engine/engine.ts";
import { Outgoing } from "../../src/engine/outgoing.ts";
import { subscribedCustomer } from "../../src/engine/subscribed-customer.ts";
import { Subscriptions } from "../../src/engine/subscriptions.ts";
import type { Transport } from "../../src/engine/transport.ts";
import type { Observation } from "../../src/lib/observe.ts";
import { refuseUrl } from "../../src/outbox/guard/url.ts";
import { providers } from "../../src/providers/index.ts";
import { Connections } from "../../src/store/connections.ts";
import type { Database } from "../../src/store/database.ts";
import { newApiKey, putApiKey, putMerchant, type Scope } from "../../src/store/keys.ts";
import type { Environment } from "../../src/store/stored-operation.ts";
import { AnswerChecker } from "./answer-checker.ts";
import { withDatabase } from "./database.ts";
import { openStoreNode, randomness, type StoreNode } from "./store-node.ts";

/** Of two merchants, so that each test can see that neither meets the other. */
export const AMINA = "0190f3a0-0000-7000-8000-00000000a001";
export const BARAKA = "0190f3a0-0000-7000-8000-00000000b002";

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** As it came. */
  readonly text: string;
  /** What is in it, in whatever form; null where it is no JSON. */
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface ApiCall {
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is where it is text or bytes, else as JSON. */
  readonly body?: unknown;
}

export interface ApiWorldOptions {
  /** Left out: nothing goes out, so that a payment stays as it was taken. */
  readonly transport?: Transport;
  readonly through?: (database: Database) => Database;
  readonly settings?: ApiSettings;
  readonly providers?: readonly Provider[];
  /** Of another world, to be a second node of the same gateway. */
  readonly database_url?: string;
}

/** The API on real HTTP and a real database, with two merchants who are connected to every provider. */
export interface ApiWorld extends AsyncDisposable {
  readonly url: string;
  readonly database_url: string;
  readonly server: FastifyInstance;
  readonly store: StoreNode;
  readonly engine: Engine;
  readonly observed: readonly Observation[];
  /** Lines of the log. */
  readonly logged: readonly string[];
  /** A key of Amina's with every scope, in the sandbox. */
  readonly key: string;
  /** How often the outbox was told of something new. */
  readonly pokes: () => number;
  newKey(merchant_id: string, scopes?: readonly Scope[], environment?: Environment): Promise<string>;
  /** Every answer is held against the OpenAPI document. */
  call(method: string, path: string, call?: ApiCall): Promise<ApiAnswer>;
  pay(change?: Readonly<Record<string, unknown>>, call?: ApiCall): Promise<ApiAnswer>;
  topUp(change?: Readonly<Record<string, unknown>>, call?: ApiCall): Promise<ApiAnswer>;
}

const nothingGoesOut = { end: "not_sent", cause: "Nothing goes out of this world." } as const;

/** Nothing goes out: what is asked of the engine is decided and stored, and then it rests. */
function atRest(engine: Engine): ApiDependencies["engine"] {
  return { take: () => undefined, happenedAndGoOn: (happening) => engine.happened(happening) };
}

function subscriptionsAtRest(subscriptions: Subscriptions): ApiDependencies["subscriptions"] {
  return {
    take: () => undefined,
    happenedAndGoOn: (happening) => subscriptions.happened(happening),
    endAllOf: (question) => subscriptions.endAllOf(question),
  };
}

export async function openApiWorld(options: ApiWorldOptions = {}): Promise<ApiWorld> {
  const closing = new AsyncDisposableStack();
  const database_url = options.database_url ?? closing.use(await withDatabase()).url;
  const { through } = options;
  const store = closing.use(
    await openStoreNode(database_url, "api", through === undefined ? {} : { through }),
  );
  const started = await startApi(store, options);
  closing.defer(() => started.engine.stop());
  closing.defer(() => started.server.close());
  const newKey = keyMaker(store);
  for (const merchant_id of [AMINA, BARAKA]) {
    await putMerchant({ id: merchant_id, name: "Duka" }, store.database);
    await connect(merchant_id, new Connections(store.database, store.vault), options.providers ?? providers);
  }
  const key = await newKey(AMINA);
  const call = checkedCaller(started, key);
  const taker =
    (path: string, wish: object): ApiWorld["pay"] =>
    (change = {}, asked = {}) =>
      call("POST", path, {
        ...asked,
        headers: { "idempotency-key": crypto.randomUUID(), ...asked.headers },
        body: { ...wish, ...change },
      });
  return {
    ...started,
    database_url,
    store,
    key,
    newKey,
    call,
    pay: taker("/v1/payments", payable),
    topUp: taker("/v1/topups", sellable),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

async function startApi(store: StoreNode, options: ApiWorldOptions) {
  const observed: Observation[] = [];
  const logged: string[] = [];
  let poked = 0;
  const known = new Map((options.providers ?? providers).map((provider) => [provider.id, provider]));
  const shared = {
    ...store,
    connections: new Connections(store.database, store.vault),
    providers: known,
    observe: (observation: Observation) => observed.push(observation),
  };
  const transport = options.transport ?? (async () => nothingGoesOut);
  const outgoing = new Outgoing({ ...shared, transport, time_scale: 1 });
  const engine = new Engine({
    ...shared,
    outgoing,
    announced: () => undefined,
    subscribedCustomer: (id) => subscribedCustomer(id, store),
    time_scale: 1,
    callback_base_url: () => "http://127.0.0.1:1",
  });
  const subscriptions = new Subscriptions({
    ...shared,
    engine,
    outgoing,
    announced: () => undefined,
    time_scale: 1,
    callback_base_url: () => "http://127.0.0.1:1",
  });
  const metrics = new Registry();
  const server = await buildServer({
    ...shared,
    engine: options.transport === undefined ? atRest(engine) : engine,
    subscriptions: options.transport === undefined ? subscriptionsAtRest(subscriptions) : subscriptions,
    outgoing,
    outbox: {
      poke: () => {
        poked += 1;
      },
    },
    refuseWebhookUrl: (url) => refuseUrl(url, { allow_insecure_targets: false }),
    metrics,
    readMetrics: () => metrics.metrics(),
    logger: pino({ level: "debug" }, { write: (line) => logged.push(line) }),
    ...(options.settings === undefined ? {} : { settings: options.settings }),
  });
  await server.listen({ host: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return { url, server, engine, observed, logged, pokes: () => poked };
}

function checkedCaller(
  { url, server }: { url: string; server: FastifyInstance },
  key: string,
): ApiWorld["call"] {
  const checker = new AnswerChecker(server.swagger());
  return async (method, path, asked = {}) => {
    const answer = await send(url + path, { method, key, ...asked });
    const content_type = answer.headers.get("content-type") ?? "";
    const complaint = checker.complaint({ method, path, content_type, ...answer });
    if (complaint !== null) throw new Error(`${complaint}\n${answer.text}`);
    return answer;
  };
}

/** A payment that nothing speaks against. */
export const payable = {
  provider: "mpesa-ke",
  amount: { value: "150", currency: "KES" },
  phone_number: "+254701234509",
  reference: "order-77",
} as const;

/** A top-up that nothing speaks against. */
export const sellable = {
  provider: "nellobytes",
  amount: { value: "100", currency: "NGN" },
  phone_number: "+2348030000001",
  reference: "topup-77",
  provider_options: { network: "mtn" },
} as const;

function keyMaker({ database }: StoreNode): ApiWorld["newKey"] {
  return async (merchant_id, scopes = ["payments", "operator"], environment = "sandbox") => {
    const api_key = newApiKey(environment, randomness);
    const id = crypto.randomUUID();
    await putApiKey({ id, merchant_id, name: "Test", api_key, environment, scopes }, database);
    return api_key;
  };
}

async function connect(
  merchant_id: string,
  connections: Connections,
  known: readonly Provider[],
): Promise<void> {
  for (const { id: provider, config, simulator } of known) {
    const settings = config.forSandbox(`http://127.0.0.1:1/${provider}`, simulator.credentials);
    const connection = {
      id: crypto.randomUUID(),
      merchant_id,
      provider,
      environment: "sandbox",
      config: settings,
    } as const;
    await connections.put(connection);
  }
}

async function send(url: string, call: ApiCall & { readonly method: string }): Promise<ApiAnswer> {
  const { method, key, headers = {}, body } = call;
  const raw = body === undefined || typeof body === "string" || body instanceof Uint8Array;
  const response = await fetch(url, {
    method,
    headers: {
      ...(key === null || key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    body: body === undefined ? null : raw ? (body as string) : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "") && text !== "";
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : null };
}
