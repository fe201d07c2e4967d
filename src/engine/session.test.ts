import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { Gate } from "../../test/support/gate.ts";
import { masterKey, randomness } from "../../test/support/store-node.ts";
import type { Exchange } from "../connector/http.ts";
import type { Grant, Session } from "../connector/session.ts";
import type { Observation } from "../lib/observe.ts";
import { mpesaKe } from "../providers/mpesa-ke/index.ts";
import { Vault } from "../store/vault.ts";
import { Outgoing } from "./outgoing.ts";
import { httpTransport } from "./transport.ts";

const HOUR_S = 3_600;
const MINUTE_MS = 60_000;

interface Config {
  readonly url: string;
  readonly key: string;
}

/** An invented provider that wants a token: JSON for the token, a bearer header for the call, 401 where it is stale. */
const session: Session<Config> = {
  request: ({ url, key }) => ({
    method: "POST",
    url: `${url}/token`,
    headers: {},
    body: key,
    timeout_ms: 2_000,
  }),
  read: ({ status, body }) => (status === 200 ? (JSON.parse(Buffer.from(body).toString()) as Grant) : null),
  sign: (request, token) => ({
    ...request,
    headers: { ...request.headers, authorization: `Bearer ${token}` },
  }),
  isRefused: ({ status }) => status === 401,
};

const provider = {
  ...mpesaKe,
  id: "kilima",
  connector: { ...mpesaKe.connector, session: session as Session<unknown> },
};

/** Its side of the wire, and a node that calls it. */
class Kilima implements AsyncDisposable {
  /** Those that it takes for good. */
  readonly good = new Set<string>();
  readonly granted: string[] = [];
  /** The tokens with which the calls came, and those among them that it carried out. */
  readonly calls: string[] = [];
  readonly carriedOut: string[] = [];
  readonly observed: Observation[] = [];
  lives_seconds = HOUR_S;
  now = 0;
  config: Config = { url: "", key: "secret key" };
  /** How the token's address answers, where not with a token. */
  instead: ((response: ServerResponse) => void) | undefined;
  beforeToken: () => Promise<void> = async () => undefined;
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #http = httpTransport();
  readonly #outgoing = new Outgoing({
    transport: this.#http.send,
    clock: { now: () => this.now },
    database: { run: () => Promise.reject(new Error("No database is asked.")), close: async () => undefined },
    vault: new Vault(masterKey, randomness),
    time_scale: 1,
    observe: (observation) => void this.observed.push(observation),
  });

  static async open(): Promise<Kilima> {
    const kilima = new Kilima();
    kilima.#server.listen(0, "127.0.0.1");
    await once(kilima.#server, "listening");
    const { port } = kilima.#server.address() as AddressInfo;
    kilima.config = { ...kilima.config, url: `http://127.0.0.1:${port}` };
    return kilima;
  }

  async call(connection_id = "connection-1"): Promise<Exchange> {
    const { config } = this;
    const connection = {
      id: connection_id,
      merchant_id: "",
      provider: provider.id,
      environment: "live",
      config,
    } as const;
    const request = {
      method: "POST",
      url: `${config.url}/pay`,
      headers: {},
      body: "{}",
      timeout_ms: 2_000,
    } as const;
    return await this.#outgoing.exchange({ connection, provider }, "submit", request);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#http.close();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === "/token") await this.#grant(response);
    else this.#pay(request, response);
  }

  async #grant(response: ServerResponse): Promise<void> {
    const token = `token-${this.granted.push("") - 1}`;
    await this.beforeToken();
    if (this.instead !== undefined) return this.instead(response);
    this.good.add(token);
    response.end(JSON.stringify({ token, lives_seconds: this.lives_seconds }));
  }

  #pay({ headers }: IncomingMessage, response: ServerResponse): void {
    const token = headers.authorization?.replace("Bearer ", "") ?? "none";
    this.calls.push(token);
    if (!this.good.has(token)) return void response.writeHead(401).end("stale");
    this.carriedOut.push(token);
    response.end("paid");
  }
}

describe("a provider that wants a token", () => {
  test("is asked for one by the first call, and the later ones use it", async () => {
    await using kilima = await Kilima.open();
    for (const _ of [1, 2, 3]) expect(await kilima.call()).toMatchObject({ end: "answer" });
    expect(kilima.calls).toEqual(["token-0", "token-0", "token-0"]);
    expect(kilima.granted).toHaveLength(1);
  });

  test("is asked once by calls that come while the token is on its way", async () => {
    await using kilima = await Kilima.open();
    const gate = new Gate();
    kilima.beforeToken = () => gate.pass();
    const calls = [kilima.call(), kilima.call(), kilima.call()];
    await gate.reached;
    gate.open();
    await Promise.all(calls);
    expect(kilima.carriedOut).toEqual(["token-0", "token-0", "token-0"]);
    expect(kilima.granted).toHaveLength(1);
  });

  test("gives each connection a token of its own", async () => {
    await using kilima = await Kilima.open();
    for (const id of ["one", "other", "one"]) await kilima.call(id);
    expect(kilima.carriedOut).toEqual(["token-0", "token-1", "token-0"]);
  });

  test("is asked again when other credentials are in force", async () => {
    await using kilima = await Kilima.open();
    await kilima.call();
    kilima.config = { ...kilima.config, key: "another key" };
    await kilima.call();
    expect(kilima.carriedOut).toEqual(["token-0", "token-1"]);
  });

  test("is asked anew in the last minute of a token", async () => {
    await using kilima = await Kilima.open();
    for (const at of [0, HOUR_S * 1000 - MINUTE_MS - 1, HOUR_S * 1000 - MINUTE_MS]) {
      kilima.now = at;
      await kilima.call();
    }
    expect(kilima.carriedOut).toEqual(["token-0", "token-0", "token-1"]);
  });

  test("whose tokens live for a minute or less is not asked before every call", async () => {
    await using kilima = await Kilima.open();
    kilima.lives_seconds = 40;
    for (const at of [0, 19_999, 20_000]) {
      kilima.now = at;
      await kilima.call();
    }
    expect(kilima.carriedOut).toEqual(["token-0", "token-0", "token-1"]);
  });

  test("shows up in the operator's numbers with its token calls, and no token in them", async () => {
    await using kilima = await Kilima.open();
    await kilima.call();
    expect(kilima.observed).toMatchObject([
      { provider: "kilima", call: "token", end: "answer" },
      { provider: "kilima", call: "submit", end: "answer" },
    ]);
    expect(JSON.stringify(kilima.observed)).not.toContain("token-0");
  });
});

describe("a refused token", () => {
  test("proves that nothing was done: the same call is made once more with a fresh one", async () => {
    await using kilima = await Kilima.open();
    await kilima.call();
    kilima.good.clear();
    expect(await kilima.call()).toMatchObject({ end: "answer", answer: { status: 200 } });
    expect(kilima.calls).toEqual(["token-0", "token-0", "token-1"]);
    expect(kilima.carriedOut).toEqual(["token-0", "token-1"]);
  });

  test("is replaced once by many calls that were refused with it", async () => {
    await using kilima = await Kilima.open();
    await kilima.call();
    kilima.good.clear();
    const gate = new Gate();
    kilima.beforeToken = () => gate.pass();
    const calls = [kilima.call(), kilima.call(), kilima.call()];
    await gate.reached;
    await expect.poll(() => kilima.calls.length, { timeout: 10_000 }).toBe(4);
    gate.open();
    await Promise.all(calls);
    expect(kilima.granted).toHaveLength(2);
    expect(kilima.carriedOut).toEqual(["token-0", "token-1", "token-1", "token-1"]);
  });

  test("is believed when it was fresh: their answer goes to whoever reads it, and the next call fetches another", async () => {
    await using kilima = await Kilima.open();
    kilima.good.add = () => kilima.good;
    expect(await kilima.call()).toMatchObject({ end: "answer", answer: { status: 401 } });
    expect(kilima.calls).toEqual(["token-0", "token-1"]);
    await kilima.call();
    expect(kilima.calls).toEqual(["token-0", "token-1", "token-2", "token-3"]);
  });
});

describe("without a token the call never left", () => {
  const cases: readonly (readonly [name: string, instead: (response: ServerResponse) => void])[] = [
    ["the token's address is down", (response) => void response.writeHead(503).end("busy")],
    [
      "its answer grants nothing and looks like another's",
      (response) => void response.writeHead(404).end("{}"),
    ],
    ["its answer is lost", (response) => void response.destroy()],
  ];

  test.each(cases)("when %s", async (_name, instead) => {
    await using kilima = await Kilima.open();
    kilima.instead = instead;
    expect(await kilima.call()).toMatchObject({ end: "not_sent", cause: expect.stringMatching(/^No token/) });
    expect(kilima.calls).toEqual([]);
    kilima.instead = undefined;
    expect(await kilima.call()).toMatchObject({ end: "answer", answer: { status: 200 } });
  });

  test("and refused credentials are told in the provider's own words", async () => {
    await using kilima = await Kilima.open();
    kilima.instead = (response) => void response.writeHead(401).end("unknown app");
    const exchange = await kilima.call();
    expect(exchange).toMatchObject({ end: "answer", answer: { status: 401 } });
    expect(exchange.end === "answer" && Buffer.from(exchange.answer.body).toString()).toBe("unknown app");
    expect(kilima.calls).toEqual([]);
    expect(kilima.granted).toHaveLength(1);
  });

  test("and a session that cannot be asked is asked again by the next call", async () => {
    await using kilima = await Kilima.open();
    kilima.instead = (response) => void response.end("no JSON at all");
    await expect(kilima.call()).rejects.toThrow(SyntaxError);
    kilima.instead = undefined;
    expect(await kilima.call()).toMatchObject({ end: "answer" });
  });
});
