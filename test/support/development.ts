import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { startDevelopment } from "../../src/app/app.ts";
import type { Development, DevelopmentOptions } from "../../src/app/development.ts";
import type { BookEntry } from "../../src/connector/simulator.ts";
import { withDatabase } from "./database.ts";

type Body = ReturnType<typeof JSON.parse>;

/** `npm start` in this process: gateway and sandbox, whose clocks go on together when the sandbox's is moved. */
export class DevelopmentWorld implements AsyncDisposable {
  readonly gateway: string;
  readonly sandbox: string;
  readonly #api_key: string;
  readonly #closing: AsyncDisposableStack;

  constructor({ gateway, sandbox, api_key }: Development, closing: AsyncDisposableStack) {
    this.gateway = gateway;
    this.sandbox = sandbox;
    this.#api_key = api_key;
    this.#closing = closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closing.disposeAsync();
  }

  /** What the command line has to know to ask this gateway. */
  get environment(): Readonly<Record<string, string>> {
    return { HAKIKA_URL: this.gateway, HAKIKA_API_KEY: this.#api_key };
  }

  /** Of the gateway's API or of the sandbox's control; a body makes it a POST. */
  async ask(url: string, body?: unknown): Promise<Body> {
    const answer = await this.#send(url, body);
    expect(answer.ok, await answer.clone().text()).toBe(true);
    return await answer.json();
  }

  #send(url: string, body: unknown, key: string = randomUUID()): Promise<Response> {
    return fetch(url, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        authorization: `Bearer ${this.#api_key}`,
        "idempotency-key": key,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
  }

  /** Of the API, such as `/v1/payments`. */
  async api(path: string, body?: unknown): Promise<Body> {
    return await this.ask(this.gateway + path, body);
  }

  /** A POST to the API that may be refused; without a key of its own it is one that nobody sent before. */
  async tryApi(
    path: string,
    body: unknown = {},
    key?: string,
  ): Promise<{ readonly status: number; readonly body: Body }> {
    const answer = await this.#send(this.gateway + path, body, key);
    return { status: answer.status, body: await answer.json() };
  }

  /** Of the sandbox's control, such as `/mpesa-ke/faults`. */
  async control(path: string, body?: unknown): Promise<Body> {
    return await this.ask(`${this.sandbox}/_sandbox${path}`, body);
  }

  /** Settings of a provider; an empty object takes all of them back. */
  async set(provider: string, settings: object): Promise<void> {
    const url = `${this.sandbox}/_sandbox/${provider}/settings`;
    const headers = { "content-type": "application/json" };
    const answer = await fetch(url, { method: "PUT", headers, body: JSON.stringify(settings) });
    expect(answer.ok, await answer.clone().text()).toBe(true);
  }

  /** How many calls to a provider were begun for what the API has at this path, such as `/v1/payments/<id>`. */
  async callsBegun(path: string): Promise<number> {
    const { data } = await this.api(`${path}/timeline`);
    return data.filter(({ type }: Body) => type === "attempt_began").length;
  }

  async advance(ms: number): Promise<void> {
    await this.control("/clock", { advance_ms: ms });
  }

  async books(provider: string): Promise<readonly BookEntry[]> {
    return (await this.control(`/${provider}/books`)).books;
  }
}

export async function openDevelopment(
  options: Partial<Pick<DevelopmentOptions, "transport" | "announce">> = {},
): Promise<DevelopmentWorld> {
  const closing = new AsyncDisposableStack();
  const directory = mkdtempSync(join(tmpdir(), "hakika-start-"));
  closing.defer(() => rmSync(directory, { recursive: true }));
  const database = closing.use(await withDatabase());
  const development = await startDevelopment({
    database_url: database.url,
    directory,
    gateway_port: 0,
    sandbox_port: 0,
    progress: () => undefined,
    announce: () => undefined,
    ...options,
  });
  closing.defer(() => development.stop());
  return new DevelopmentWorld(development, closing);
}
