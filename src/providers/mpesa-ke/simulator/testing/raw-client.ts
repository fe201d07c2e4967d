import { setImmediate as yieldToOthers } from "node:timers/promises";
import type { Json, Simulator } from "../../../../connector/simulator.ts";
import { standingClock } from "../../../../sandbox/clock.ts";
import { type Sandbox, startSandbox } from "../../../../sandbox/sandbox.ts";
import type { World } from "../../../../sandbox/world.ts";
import { simulator } from "../index.ts";
import { openReceiver, type Receiver } from "./receiver.ts";

type Fields = Readonly<Record<string, unknown>>;

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A sandbox on a standing clock, a merchant's receiver, and a client that knows no connector. */
export interface RawClient extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly world: World;
  readonly receiver: Receiver;
  set(settings: Readonly<Record<string, Json>>): void;
  /** Any call with the seeded credentials, unless other headers are given. */
  call(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** An order that succeeds, but for the given fields. */
  initiate(fields?: Fields, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  query(checkout_request_id: unknown): Promise<Answer>;
  advance(ms: number): Promise<void>;
  /** Lets time pass until the call has been answered. */
  settle<T>(call: Promise<T>): Promise<T>;
  /** The webhooks received so far, parsed. */
  webhooks(): readonly Readonly<Record<string, unknown>>[];
}

const START_MS = Date.parse("2026-07-15T09:12:25.318Z");

export async function openRawClient(theirSide: Simulator = simulator): Promise<RawClient> {
  const clock = standingClock(START_MS);
  const receiver = await openReceiver();
  const sandbox = await startSandbox({
    simulators: [{ id: "mpesa-ke", simulator: theirSide }],
    port: 0,
    host: "127.0.0.1",
    directory: null,
    clock,
  });
  const world = sandbox.world("mpesa-ke");
  const { api_key = "", link_id = "" } = simulator.credentials;
  const call: RawClient["call"] = async (path, body, headers = { apikey: api_key, linkid: link_id }) => {
    const response = await fetch(`${sandbox.url}/mpesa-ke${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Answer["body"] };
  };
  return {
    sandbox,
    world,
    receiver,
    set: (settings) => world.replaceSettings(settings),
    call,
    initiate: (fields, headers) => {
      const order = { msisdn: "254708374149", amount: 1500, callback: `${receiver.url}/hook`, ...fields };
      return call("/api/v1/initiate", order, headers);
    },
    query: (CheckoutRequestId) => call("/api/v1/query", { CheckoutRequestId }),
    advance: (ms) => clock.advance(ms),
    settle: async (pending) => {
      let settled = false;
      const done = pending.finally(() => {
        settled = true;
      });
      while (!settled) {
        await clock.advance(1_000);
        await yieldToOthers();
      }
      return done;
    },
    webhooks: () => receiver.received.map(({ body }) => JSON.parse(body)),
    [Symbol.asyncDispose]: async () => {
      await sandbox.close();
      await receiver.close();
    },
  };
}
