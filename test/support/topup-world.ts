import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { expect, vi } from "vitest";
import { type Gateway, type GatewayOptions, startGateway } from "../../src/app/gateway.ts";
import type { BookEntry, Json } from "../../src/connector/simulator.ts";
import { isFinalStatus } from "../../src/core/outcome.ts";
import { nellobytes } from "../../src/providers/nellobytes/index.ts";
import { auditWallets } from "../../src/providers/nellobytes/simulator/testing/audit.ts";
import { standingClock } from "../../src/sandbox/clock.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import type { Statement } from "../../src/store/database.ts";
import { withDatabase } from "./database.ts";
import { type Merchant, newMerchant } from "./merchants.ts";
import { NellobytesWire } from "./nellobytes-wire.ts";
import { MINUTE, SECOND } from "./operations.ts";
import { openReceiver, type Receiver } from "./receiver.ts";
import { masterKey } from "./store-node.ts";

export interface Topup {
  readonly merchant: Merchant;
  /** As the API shows it. */
  readonly id: string;
  /** As the provider knows it: `0` and ten digits. */
  readonly mobile_number: string;
}

export interface TopupWish {
  readonly mobile_number: string;
  readonly naira?: number;
  readonly options?: Readonly<Record<string, string>>;
  readonly merchant?: Merchant;
  readonly node?: Gateway;
}

type Body = ReturnType<typeof JSON.parse>;

export interface TopupWorldOptions {
  readonly nodes?: number;
  /** What is otherwise with each of the nodes. */
  readonly node?: Partial<GatewayOptions>;
}

/** Gateway nodes and a reseller of airtime on real HTTP. Time stands still on both sides until it is let pass. */
export class TopupWorld implements AsyncDisposable {
  readonly wire: NellobytesWire;
  /** The first of them, which serves whatever a test does not mind where it is done. */
  readonly node: Gateway;
  readonly nodes: readonly Gateway[];
  readonly sandbox: Sandbox;
  readonly receiver: Receiver;
  readonly topups: Topup[] = [];
  readonly #closing: AsyncDisposableStack;
  #merchant: Merchant | undefined;
  #passed_ms = 0;

  constructor(
    parts: Pick<TopupWorld, "wire" | "node" | "nodes" | "sandbox" | "receiver">,
    closing: AsyncDisposableStack,
  ) {
    this.wire = parts.wire;
    this.node = parts.node;
    this.nodes = parts.nodes;
    this.sandbox = parts.sandbox;
    this.receiver = parts.receiver;
    this.#closing = closing;
  }

  /** The books must match when a test ends, whatever it did. */
  async [Symbol.asyncDispose](): Promise<void> {
    try {
      auditWallets(this.wire.host);
    } finally {
      await this.#closing.disposeAsync();
    }
  }

  async newMerchant(credentials: Readonly<Record<string, string>> = {}): Promise<Merchant> {
    const urls = { sandbox_url: this.sandbox.url, webhook_url: this.receiver.url };
    return await newMerchant({ ...urls, credentials, provider: nellobytes }, this.node);
  }

  /** Settings of the provider; they hold for every order from now on. */
  set(settings: Readonly<Record<string, Json>>): void {
    this.sandbox.world(nellobytes.id).replaceSettings(settings);
  }

  /** Puts a number into the case of a magic one. */
  async play(name: string, mobile_number: string): Promise<void> {
    const known = await this.sandbox.world(nellobytes.id).play(name, mobile_number.replace(/^0/, "+234"));
    expect(known, name).toBe(true);
  }

  /** Asks for airtime or data over the API; answers when it has been taken. */
  async topUp({ mobile_number, naira = 100, options = {}, ...by }: TopupWish): Promise<Topup> {
    this.#merchant ??= await this.newMerchant();
    const { merchant: asking = this.#merchant, node = this.node } = by;
    const { status, body } = await this.call("POST", "/v1/topups", {
      merchant: asking,
      node,
      body: {
        amount: { value: String(naira), currency: "NGN" },
        phone_number: mobile_number.replace(/^0/, "+234"),
        provider_options: { network: "mtn", ...options },
      },
    });
    expect([status, body.object]).toEqual([202, "topup"]);
    const topup = { merchant: asking, id: body.id, mobile_number };
    this.topups.push(topup);
    return topup;
  }

  async call(
    method: string,
    path: string,
    {
      merchant,
      body,
      node = this.node,
    }: { readonly merchant: Merchant; readonly body?: unknown; readonly node?: Gateway },
  ): Promise<{ readonly status: number; readonly body: Body }> {
    const response = await fetch(node.url + path, {
      method,
      headers: {
        authorization: `Bearer ${merchant.api_key}`,
        "idempotency-key": randomUUID(),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }

  async read(topup: Topup): Promise<Body> {
    return (await this.call("GET", `/v1/topups/${topup.id}`, topup)).body;
  }

  async ask(topup: Topup, what: "cancel" | "sync" | "resolve"): Promise<{ status: number; body: Body }> {
    const answer = await this.call("POST", `/v1/topups/${topup.id}/${what}`, topup);
    await this.quiet();
    return answer;
  }

  /** The rules that were read on its way, in their order, each once for a row of the same. */
  async rules(topup: Topup): Promise<readonly string[]> {
    const rules = (await this.timeline(topup))
      .map(({ detail }): string | undefined => detail.rule)
      .filter((rule) => rule !== undefined);
    return rules.filter((rule, index) => rule !== rules[index - 1]);
  }

  async timeline(topup: Topup): Promise<readonly Body[]> {
    return (await this.call("GET", `/v1/topups/${topup.id}/timeline`, topup)).body.data;
  }

  /** Lets time pass in steps shorter than the provider's retries, as it passes in life. */
  async advance(ms: number): Promise<void> {
    for (let left = ms, step = 0; left > 0; left -= step) {
      step = Math.min(left, this.#passed_ms < FIRST_MS ? FINE_STEP_MS : STEP_MS);
      this.#passed_ms += step;
      await this.sandbox.clock.advance(step);
      for (const node of this.nodes) node.clock.advance(step);
      await this.quiet();
    }
  }

  /** Waits until nobody has anything to do before more time has passed. */
  async quiet(): Promise<void> {
    const busy = async () => await this.node.database.run(busyWork, [`${this.#passed_ms} milliseconds`]);
    await vi.waitFor(async () => expect(await busy()).toEqual([]), { timeout: 20_000, interval: 15 });
  }

  /** Lets the provider's hour pass, and what comes after it. */
  async settle(): Promise<void> {
    await this.quiet();
    await this.advance(80 * MINUTE);
    for (const topup of this.topups) {
      const { status } = await this.read(topup);
      expect(isFinalStatus(status) || status === "in_reconciliation", topup.mobile_number).toBe(true);
    }
  }

  /** What the provider's books say of a number: how much of what was taken from the wallet has not come back. */
  taken({ mobile_number }: Topup): number {
    const entries = this.sandbox.world(nellobytes.id).books().filter(isAbout(mobile_number));
    return entries.reduce((sum, { kind }) => sum + (kind === "charge" ? 1 : -1), 0);
  }

  /** How often the recipient got something. */
  delivered({ mobile_number }: Topup): number {
    const phone = this.sandbox.world(nellobytes.id).phones().find(isAbout(mobile_number));
    return phone?.messages?.length ?? 0;
  }
}

/** At first much happens within a minute; later no order stands anywhere for so short a time. */
const FIRST_MS = 3 * MINUTE;
const FINE_STEP_MS = 5 * SECOND;
const STEP_MS = MINUTE;

const busyWork: Statement = {
  name: "busy_work",
  sql: "select from hakika.work where kind <> 'delivery' and (owner is not null or due_at <= now() + $1::interval)",
};

function isAbout(mobile_number: string): (one: Pick<BookEntry, "phone_number">) => boolean {
  return ({ phone_number }) => phone_number === mobile_number.replace(/^0/, "+234");
}

export async function openTopupWorld({
  nodes = 1,
  node: change = {},
}: TopupWorldOptions = {}): Promise<TopupWorld> {
  const closing = new AsyncDisposableStack();
  const database = closing.use(await withDatabase());
  const receiver = closing.use(await openReceiver());
  const wire = new NellobytesWire();
  const sandbox = await startSandbox({
    simulators: [{ id: nellobytes.id, simulator: wire.simulator }],
    port: 0,
    host: "127.0.0.1",
    directory: null,
    clock: standingClock(Date.now()),
  });
  const started: Gateway[] = [];
  for (let count = 1; count <= nodes; count += 1) {
    const gateway = await startGateway({
      database_url: database.url,
      master_key: masterKey,
      host: "127.0.0.1",
      port: 0,
      node: `node-${count}`,
      log: pino({ enabled: false }),
      time_scale: 1,
      allow_insecure_webhooks: true,
      ...change,
    });
    closing.defer(() => gateway.stop());
    started.push(gateway);
  }
  // The provider goes first, for a node that stops waits for its answers.
  closing.defer(() => sandbox.close());
  const [node] = started;
  if (node === undefined) throw new Error("No node runs in this world.");
  return new TopupWorld({ wire, node, nodes: started, sandbox, receiver }, closing);
}
