import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { type Gateway, startGateway } from "../../src/app/gateway.ts";
import { openLog } from "../../src/app/log.ts";
import type { Provider } from "../../src/connector/provider.ts";
import { writeConnectionAddress } from "../../src/engine/callback-address.ts";
import { providers } from "../../src/providers/index.ts";
import { mpesaKe } from "../../src/providers/mpesa-ke/index.ts";
import { standingClock } from "../../src/sandbox/clock.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { ask } from "./ask.ts";
import { type TestDatabase, withDatabase } from "./database.ts";
import type { Place, Secret } from "./leak-search.ts";
import { type Merchant, newMerchant } from "./merchants.ts";
import { MINUTE, SECOND } from "./operations.ts";
import { openReceiver, type Receiver } from "./receiver.ts";
import { masterKey } from "./store-node.ts";

export const METRICS_TOKEN = "metrics-token-of-this-very-run-0001";

/** Two nodes with their logs at their most talkative, all simulated systems, and everything that was said. */
export class WholeRun implements AsyncDisposable {
  readonly database: TestDatabase;
  readonly sandbox: Sandbox;
  readonly receiver: Receiver;
  readonly nodes: readonly Gateway[];
  readonly secrets: Secret[] = [];
  /** Answers of the API, one for each call. */
  readonly answers: Place[] = [];
  readonly #logs: string;
  readonly #closing: AsyncDisposableStack;
  #passed_ms = 0;

  constructor(
    parts: Pick<WholeRun, "database" | "sandbox" | "receiver" | "nodes"> & { readonly logs: string },
    closing: AsyncDisposableStack,
  ) {
    this.database = parts.database;
    this.sandbox = parts.sandbox;
    this.receiver = parts.receiver;
    this.nodes = parts.nodes;
    this.#logs = parts.logs;
    this.#closing = closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closing.disposeAsync();
  }

  get node(): Gateway {
    const [node] = this.nodes;
    if (node === undefined) throw new Error("No node runs.");
    return node;
  }

  /** With an account at every provider, whose secrets nobody may meet again. */
  async newMerchant(path: string, wrong: Readonly<Record<string, string>> = {}): Promise<Merchant> {
    const webhook_url = `${this.receiver.url}${path}`;
    const urls = { sandbox_url: this.sandbox.url, webhook_url, credentials: wrong };
    const merchant = await newMerchant({ ...urls, provider: mpesaKe }, this.node);
    for (const { id: provider, config, simulator } of providers.filter(({ id }) => id !== mpesaKe.id)) {
      const id = randomUUID();
      const credentials = "api_key" in simulator.credentials ? wrong : {};
      await this.node.connections.put({
        id,
        merchant_id: merchant.id,
        provider,
        environment: "sandbox",
        config: config.forSandbox(`${this.sandbox.url}/${provider}`, {
          ...simulator.credentials,
          ...credentials,
        }),
      });
      const url = `${this.node.url}/hooks/${writeConnectionAddress(id, this.node.vault)}`;
      if (simulator.callback_setting !== undefined)
        this.sandbox.world(provider).underlie({ [simulator.callback_setting]: url });
    }
    this.secrets.push({ name: `the API key for ${path}`, text: merchant.api_key });
    for (const [name, text] of Object.entries(wrong)) this.secrets.push({ name: `a wrong ${name}`, text });
    return merchant;
  }

  /** Calls the API at one of the nodes and keeps the answer, headers and all. */
  async call(
    method: string,
    path: string,
    {
      merchant,
      headers = {},
      body,
    }: {
      readonly merchant?: Merchant;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as it is where it is text, else as JSON. */
      readonly body?: unknown;
    } = {},
  ): Promise<{ readonly status: number; readonly text: string }> {
    const node = this.nodes[this.answers.length % this.nodes.length] ?? this.node;
    const response = await fetch(node.url + path, {
      method,
      headers: {
        ...(merchant && { authorization: `Bearer ${merchant.api_key}` }),
        ...(body !== undefined && { "content-type": "application/json", "idempotency-key": randomUUID() }),
        ...headers,
      },
      body: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const { status } = response;
    const said = `${JSON.stringify([...response.headers])}\n${text}`;
    this.answers.push({ where: `the answer ${status} to ${method} ${path.split("?")[0]}`, text: said });
    return { status, text };
  }

  /** Lets so much time pass on both sides that everything has ended or waits for a person. */
  async settle(): Promise<void> {
    await this.#quiet();
    for (const step of steps) {
      this.#passed_ms += step;
      await this.sandbox.clock.advance(step);
      for (const { clock } of this.nodes) clock.advance(step);
      await this.#quiet();
    }
  }

  async #quiet(): Promise<void> {
    const busy = `select from hakika.work where kind <> 'delivery'
      and (owner is not null or due_at <= now() + interval '${this.#passed_ms} milliseconds') limit 1`;
    // Whoever waits for the provider's time to pass is busy for as long as it stands.
    const free = async () => (await ask(this.database.url, busy)).length === 0;
    await vi.waitUntil(free, { timeout: QUIET_MS, interval: 10 }).catch(() => undefined);
  }

  /** Everything that anybody outside could have read, the tables apart. */
  async places(): Promise<readonly Place[]> {
    const logs = this.nodes.map(async (_, index) => ({
      where: `the log of node ${index + 1}`,
      text: await readFile(join(this.#logs, `node-${index + 1}.log`), "utf8"),
    }));
    const webhooks = this.receiver.heard.map(({ path, headers, body }) => ({
      where: `a webhook to ${path}`,
      text: `${path}\n${JSON.stringify(headers)}\n${body}`,
    }));
    const addresses = providers.map((provider) => ({
      where: `the callback URLs told to ${provider.id}`,
      text: this.#callbackUrls(provider).join("\n"),
    }));
    return [...(await Promise.all(logs)), ...webhooks, ...addresses, ...this.answers];
  }

  #callbackUrls({ id }: Provider): readonly string[] {
    const calls = this.sandbox.world(id).journal(100_000);
    return JSON.stringify(calls).match(/http:[^"\\]*\/hooks\/[\w-]+/g) ?? [];
  }
}

/** A node looks for due work four times a second. */
const QUIET_MS = 500;

const steps: readonly number[] = [
  ...Array.from({ length: 8 }, () => 15 * SECOND),
  ...Array.from({ length: 6 }, () => 5 * MINUTE),
  ...Array.from({ length: 4 }, () => 25 * MINUTE),
];

export async function openWholeRun(): Promise<WholeRun> {
  const closing = new AsyncDisposableStack();
  const database = closing.use(await withDatabase());
  const receiver = closing.use(
    await openReceiver(({ path }, answer) => answer.writeHead(answerAt(path)).end()),
  );
  const logs = await mkdtemp(join(tmpdir(), "hakika-logs-"));
  closing.defer(() => rm(logs, { recursive: true }));
  const sandbox = await startSandbox({
    simulators: providers.map(({ id, simulator }) => ({ id, simulator })),
    port: 0,
    host: "127.0.0.1",
    directory: null,
    clock: standingClock(Date.now()),
  });
  const nodes: Gateway[] = [];
  for (const node of ["node-1", "node-2"]) {
    const gateway = await startGateway({
      database_url: database.url,
      master_key: masterKey,
      host: "127.0.0.1",
      port: 0,
      node,
      log: openLog({ level: "debug", file: join(logs, `${node}.log`), node }),
      time_scale: 1,
      allow_insecure_webhooks: true,
      api: { metrics_token: METRICS_TOKEN },
    });
    closing.defer(() => gateway.stop());
    nodes.push(gateway);
  }
  // The providers go first, for a node that stops waits for their answers.
  closing.defer(() => sandbox.close());
  return new WholeRun({ database, sandbox, receiver, nodes, logs }, closing);
}

function answerAt(path: string): number {
  return path === "/gone" ? 410 : path === "/ill" ? 500 : 200;
}
