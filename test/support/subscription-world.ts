import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { expect, vi } from "vitest";
import { type Gateway, type GatewayOptions, startGateway } from "../../src/app/gateway.ts";
import { writeConnectionAddress } from "../../src/engine/callback-address.ts";
import type { Statement } from "../../src/store/database.ts";
import { type TestDatabase, withDatabase } from "./database.ts";
import { type KilimaMessage, kilima } from "./kilima.ts";
import { KilimaBooks } from "./kilima-books.ts";
import { type Merchant, newMerchant } from "./merchants.ts";
import { SECOND } from "./operations.ts";
import { openReceiver, type Receiver } from "./receiver.ts";
import { masterKey } from "./store-node.ts";

type Body = ReturnType<typeof JSON.parse>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export const PHONE = "+254711000001";
export const LEASE_MS = 2_000;

/** A gateway whose only provider is invented, with its books at hand. Its time stands still until it is let pass. */
export class SubscriptionWorld implements AsyncDisposable {
  readonly books = new KilimaBooks();
  readonly nodes: Gateway[] = [];
  /** Lines of all nodes' logs. */
  readonly logged: string[] = [];
  readonly database: TestDatabase;
  readonly #receiver: Receiver;
  readonly #closing: AsyncDisposableStack;
  #merchant: Promise<Merchant> | undefined;
  #passed_ms = 0;

  constructor(database: TestDatabase, receiver: Receiver, closing: AsyncDisposableStack) {
    this.database = database;
    this.#receiver = receiver;
    this.#closing = closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closing.disposeAsync();
  }

  async startNode(change: Partial<GatewayOptions> = {}): Promise<Gateway> {
    const node = await startGateway({
      database_url: this.database.url,
      master_key: masterKey,
      host: "127.0.0.1",
      port: 0,
      node: `node-${this.nodes.length + 1}`,
      log: pino({ level: "debug" }, { write: (line) => void this.logged.push(line) }),
      time_scale: 1,
      allow_insecure_webhooks: true,
      lease_ms: LEASE_MS,
      providers: [kilima],
      transport: this.books.transport,
      ...change,
    });
    node.clock.advance(this.#passed_ms);
    this.nodes.push(node);
    this.#closing.defer(() => node.stop());
    return node;
  }

  get node(): Gateway {
    const [node] = this.nodes;
    if (node === undefined) throw new Error("No node runs in this world.");
    return node;
  }

  async merchant(): Promise<Merchant> {
    const urls = { sandbox_url: "http://127.0.0.1:1", webhook_url: this.#receiver.url };
    this.#merchant ??= newMerchant({ ...urls, provider: kilima }, this.node);
    return await this.#merchant;
  }

  async call(
    method: "GET" | "POST",
    path: string,
    sends: { body?: unknown; key?: string; node?: Pick<Gateway, "url"> } = {},
  ): Promise<Answer> {
    const { api_key } = await this.merchant();
    const { body, key = randomUUID(), node = this.node } = sends;
    const response = await fetch(node.url + path, {
      method,
      headers: {
        authorization: `Bearer ${api_key}`,
        "idempotency-key": key,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  /** Starts one over the API; answers with its id once nobody has anything to do for it. */
  async subscribe(phone_number = PHONE): Promise<string> {
    const answer = await this.call("POST", "/v1/subscriptions", {
      body: { phone_number, reference: "news" },
    });
    expect(answer).toMatchObject({ status: 202, body: { status: "pending" } });
    await this.quiet();
    return answer.body.id;
  }

  /** The same, confirmed with the right PIN. */
  async active(phone_number = PHONE): Promise<string> {
    const id = await this.subscribe(phone_number);
    expect((await this.ask(id, "confirm", { pin: "rightpin" })).status).toBe(202);
    expect(await this.read(id)).toMatchObject({ status: "active" });
    return id;
  }

  async ask(id: string, what: string, body?: unknown): Promise<Answer> {
    const answer = await this.call("POST", `/v1/subscriptions/${id}/${what}`, { body });
    await this.quiet();
    return answer;
  }

  async read(id: string): Promise<Body> {
    return (await this.call("GET", `/v1/subscriptions/${id}`)).body;
  }

  async payments(id: string): Promise<readonly Body[]> {
    return (await this.call("GET", `/v1/subscriptions/${id}/payments`)).body.data;
  }

  async timeline(id: string): Promise<readonly Body[]> {
    return (await this.call("GET", `/v1/subscriptions/${id}/timeline`)).body.data;
  }

  /** The provider calls the connection's URL. */
  async notify(message: KilimaMessage, node: Pick<Gateway, "url"> = this.node): Promise<void> {
    const { connection_id } = await this.merchant();
    const address = writeConnectionAddress(connection_id, this.node.vault);
    const response = await fetch(`${node.url}/hooks/${address}`, {
      method: "POST",
      body: JSON.stringify(message),
    });
    expect(response.ok).toBe(true);
    await response.arrayBuffer();
  }

  /** Types of what the merchant was told of it, in their order, once all of it has arrived. */
  async heard(id: string): Promise<readonly string[]> {
    await vi.waitFor(async () => expect(await this.#busy("kind is not null")).toEqual([]), WAIT);
    const events = (await this.call("GET", `/v1/events?operation=${id}`)).body.data.map(({ id }: Body) => id);
    const told = this.#receiver.heard
      .map(({ body }) => JSON.parse(body))
      .filter(({ data }) => data.id === id);
    expect(new Set(told).size).toBe(events.length);
    return told.sort((one, other) => one.data.version - other.data.version).map(({ type }) => type);
  }

  /**
   * Lets time pass in one leap, and waits until what fell due is done. A node's reading of the time may be a little ahead of
   * the database's, so whoever waits for something lets a second more pass.
   */
  async advance(ms: number): Promise<void> {
    this.#passed_ms += ms;
    for (const node of this.nodes) node.clock.advance(ms);
    await this.quiet();
  }

  /** Lets so much time pass in steps, as inquiries follow each other. */
  async pass(ms: number, step: number = 60 * SECOND): Promise<void> {
    for (let left = ms; left > 0; left -= step) await this.advance(Math.min(step, left));
  }

  /** Waits until nobody has anything to do before more time has passed. */
  async quiet(): Promise<void> {
    await vi.waitFor(async () => expect(await this.#busy("kind <> 'delivery'")).toEqual([]), WAIT);
  }

  async #busy(which: "kind <> 'delivery'" | "kind is not null"): Promise<readonly unknown[]> {
    const statement: Statement = {
      name: `busy ${which}`,
      sql: `select from hakika.work where ${which} and (owner is not null or due_at <= now() + $1::interval)`,
    };
    return await this.node.database.run(statement, [`${this.#passed_ms} milliseconds`]);
  }
}

const WAIT = { timeout: 30_000, interval: 15 };

export async function openSubscriptionWorld(
  nodes = 1,
  change: Partial<GatewayOptions> = {},
): Promise<SubscriptionWorld> {
  const closing = new AsyncDisposableStack();
  const database = closing.use(await withDatabase());
  const receiver = closing.use(await openReceiver());
  const world = new SubscriptionWorld(database, receiver, closing);
  for (let count = 0; count < nodes; count += 1) await world.startNode(change);
  return world;
}
