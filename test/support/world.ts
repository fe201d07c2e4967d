import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { expect, vi } from "vitest";
import { type Gateway, type GatewayOptions, startGateway } from "../../src/app/gateway.ts";
import type { BookEntry } from "../../src/connector/simulator.ts";
import { readId, slotOf } from "../../src/core/ids.ts";
import { isFinalStatus, type Status } from "../../src/core/outcome.ts";
import { readAddress } from "../../src/engine/callback-address.ts";
import { mpesaKe } from "../../src/providers/mpesa-ke/index.ts";
import { standingClock } from "../../src/sandbox/clock.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { readOperations } from "../../src/store/operations.ts";
import { listReviews, type Review } from "../../src/store/reviews.ts";
import { readSchedule } from "../../src/store/schedule.ts";
import type { StoredOperation } from "../../src/store/stored-operation.ts";
import { readEvents, type StoredEvent } from "../../src/store/timeline.ts";
import { type TestDatabase, withDatabase } from "./database.ts";
import { type Merchant, type MerchantOptions, newMerchant } from "./merchants.ts";
import { MpesaWire } from "./mpesa-wire.ts";
import { MINUTE, SECOND } from "./operations.ts";
import { openReceiver, type Receiver } from "./receiver.ts";
import { masterKey } from "./store-node.ts";

/** A payment as its merchant knows it. */
export interface Payment {
  readonly merchant: Merchant;
  readonly phone_number: string;
  /** As the API shows it. */
  readonly shown: string;
  /** UUID. */
  readonly id: string;
  readonly slot: number;
}

export interface PaymentWish {
  /** Left out: a phone that nobody has prompted. */
  readonly phone_number?: string;
  readonly shillings?: number;
  readonly merchant?: Merchant;
  readonly node?: Pick<Gateway, "url">;
}

export const LEASE_MS = 2_000;

/**
 * Gateway nodes on a database of their own, a simulated provider whose wire can be tampered with, and a merchant who
 * hears webhooks. Everything talks over real HTTP. Time stands still at the provider until it is let pass.
 */
export class World implements AsyncDisposable {
  readonly database: TestDatabase;
  readonly sandbox: Sandbox;
  readonly wire: MpesaWire;
  readonly receiver: Receiver;
  readonly nodes: Gateway[] = [];
  /** Lines of all nodes' logs. */
  readonly logged: string[] = [];
  readonly payments: Payment[] = [];
  readonly #closing: AsyncDisposableStack;
  readonly #read: ReturnType<typeof JSON.parse>[] = [];
  #merchant: Merchant | undefined;
  #passed_ms = 0;

  constructor(
    parts: Pick<World, "database" | "sandbox" | "wire" | "receiver">,
    closing: AsyncDisposableStack,
  ) {
    this.database = parts.database;
    this.sandbox = parts.sandbox;
    this.wire = parts.wire;
    this.receiver = parts.receiver;
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
      ...change,
    });
    node.clock.advance(this.#passed_ms);
    this.nodes.push(node);
    this.#closing.defer(() => node.stop());
    return node;
  }

  async newMerchant(change: Partial<MerchantOptions> = {}): Promise<Merchant> {
    const urls = { sandbox_url: this.sandbox.url, webhook_url: this.receiver.url };
    return await newMerchant({ ...urls, ...change }, this.node);
  }

  /** Asks for a payment over the API; answers when it has been taken. */
  async pay(wish: PaymentWish = {}): Promise<Payment> {
    const phone_number = wish.phone_number ?? `+254711${String(100_000 + this.payments.length)}`;
    this.#merchant ??= await this.newMerchant();
    const { merchant = this.#merchant, node = this.node, shillings = 150 } = wish;
    const answer = await this.call("POST", "/v1/payments", {
      merchant,
      node,
      headers: { "idempotency-key": randomUUID() },
      body: { amount: { value: String(shillings), currency: "KES" }, phone_number, reference: "order-77" },
    });
    expect(answer).toMatchObject({ status: 202 });
    const id = readId("payment", answer.body.id) ?? "";
    const payment = { merchant, phone_number, shown: answer.body.id, id, slot: slotOf(id) };
    this.payments.push(payment);
    return payment;
  }

  async call(
    method: string,
    path: string,
    {
      merchant,
      node = this.node,
      headers = {},
      body,
    }: {
      readonly merchant: Merchant;
      readonly node?: Pick<Gateway, "url">;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    },
  ): Promise<{ readonly status: number; readonly body: ReturnType<typeof JSON.parse> }> {
    const response = await fetch(node.url + path, {
      method,
      headers: {
        authorization: `Bearer ${merchant.api_key}`,
        "content-type": "application/json",
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }

  /** Lets time pass on both sides; what falls due at the provider on the way has happened when it returns. */
  async advance(ms: number): Promise<void> {
    this.#passed_ms += ms;
    for (const node of this.nodes) node.clock.advance(ms);
    await this.sandbox.clock.advance(ms);
  }

  /** Lets time pass until each of them has ended or waits for a person. */
  async settle(...payments: readonly Payment[]): Promise<void> {
    await this.quiet();
    for (const step of steps) {
      const statuses = (await this.operations(payments)).map(({ status }) => status);
      if (statuses.every((status) => isFinalStatus(status) || status === "in_reconciliation")) return;
      await this.advance(step);
      await this.quiet();
    }
  }

  /** Waits until nobody has anything to do, or whoever has waits for the provider's time to pass. */
  async quiet(): Promise<void> {
    await this.#nobodyBusy(QUIET_MS).catch(() => undefined);
  }

  /** Waits until nobody has anything to do before time passes, webhooks included. */
  async rest(): Promise<void> {
    await this.#nobodyBusy(REST_MS);
  }

  async #nobodyBusy(timeout: number): Promise<void> {
    const { database } = this.node;
    await vi.waitUntil(async () => (await readSchedule(database, this.#passed_ms)).busy.length === 0, {
      timeout,
      interval: 10,
    });
  }

  async reaches(payment: Payment, status: Status): Promise<StoredOperation> {
    const look = async () => expect(await this.statusOf(payment)).toBe(status);
    await vi.waitFor(look, { timeout: 30_000, interval: 20 });
    return await this.operation(payment);
  }

  async statusOf(payment: Payment): Promise<Status> {
    return (await this.operation(payment)).status;
  }

  async operation(payment: Payment): Promise<StoredOperation> {
    const [operation] = await this.operations([payment]);
    if (operation === undefined) throw new Error("There is no such payment.");
    return operation;
  }

  async operations(payments: readonly Payment[]): Promise<readonly StoredOperation[]> {
    return [...(await readOperations(payments, this.node)).values()];
  }

  async timeline({ slot, id }: Payment): Promise<readonly StoredEvent[]> {
    return await readEvents({ slot, operation_id: id, after_seq: 0, limit: 1_000 }, this.node.database);
  }

  async reviews({ id, merchant }: Payment): Promise<readonly Review[]> {
    const filter = {
      merchant_id: merchant.id,
      environment: "sandbox",
      status: null,
      operation_id: id,
    } as const;
    return await listReviews({ ...filter, after: null, limit: 10 }, this.node.database);
  }

  /** What the provider's own books say of it. */
  charges({ id }: Payment): readonly BookEntry[] {
    return this.books().get(id) ?? [];
  }

  /** The provider's own books, by the ids of our payments. */
  books(): ReadonlyMap<string | undefined, readonly BookEntry[]> {
    const { vault } = this.node;
    const entries = this.sandbox.world(mpesaKe.id).books();
    return Map.groupBy(
      entries,
      ({ attempt }) => readAddress(attempt.split("/").at(-1) ?? "", vault)?.operation_id,
    );
  }

  /** The status that its merchant heard of last; undefined before the first webhook. */
  lastTold({ shown }: Payment): Status | undefined {
    const told = this.#told()
      .filter((payment) => payment.id === shown)
      .sort((one, other) => one.version - other.version);
    return told.at(-1)?.status;
  }

  /** What the webhooks told of, each read once. */
  #told(): readonly ReturnType<typeof JSON.parse>[] {
    const fresh = this.receiver.heard.slice(this.#read.length);
    this.#read.push(...fresh.map(({ body }) => JSON.parse(body).data));
    return this.#read;
  }

  /** The first of them, which serves whatever a test does not mind where it is done. */
  get node(): Gateway {
    const [node] = this.nodes;
    if (node === undefined) throw new Error("No node runs in this world.");
    return node;
  }
}

export interface WorldOptions {
  readonly nodes?: number;
  /** What is otherwise with each of the nodes. */
  readonly node?: Partial<GatewayOptions>;
}

export async function openWorld({ nodes = 1, node = {} }: WorldOptions = {}): Promise<World> {
  const closing = new AsyncDisposableStack();
  const database = closing.use(await withDatabase());
  const receiver = closing.use(await openReceiver());
  const wire = new MpesaWire();
  const world = new World(
    {
      database,
      receiver,
      wire,
      sandbox: await startSandbox({
        simulators: [{ id: mpesaKe.id, simulator: wire.simulator }],
        port: 0,
        host: "127.0.0.1",
        directory: null,
        clock: standingClock(Date.now()),
      }),
    },
    closing,
  );
  for (let count = 0; count < nodes; count += 1) await world.startNode(node);
  // The provider goes first, for a node that stops waits for its answers.
  closing.defer(() => world.sandbox.close());
  return world;
}

/** A node looks for due work four times a second. */
const QUIET_MS = 400;
const REST_MS = 30_000;

/** Short while a prompt may be answered, then long: two hours and a little more, in which every deadline passes. */
const steps: readonly number[] = [
  ...Array.from({ length: 12 }, () => 10 * SECOND),
  ...Array.from({ length: 8 }, () => 30 * SECOND),
  ...Array.from({ length: 5 }, () => 25 * MINUTE),
];
