import { setImmediate as yieldToOthers } from "node:timers/promises";
import { vi } from "vitest";
import type { Json, Simulator } from "../../../../connector/simulator.ts";
import { openAuditedSandbox } from "../../../../sandbox/testing/audited-sandbox.ts";
import type { World } from "../../../../sandbox/world.ts";
import { simulator } from "../index.ts";
import { credentials } from "../seed-world.ts";
import { auditWallets } from "./audit.ts";
import { type Answer, callHttp } from "./http-call.ts";
import { openReceiver, type Receiver } from "./receiver.ts";

export type Fields = Readonly<Record<string, unknown>>;

interface CallOptions {
  readonly body?: unknown;
  /** Beside the credentials; undefined leaves one out that would be sent else. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** A sandbox on a standing clock, a merchant's receiver, and a client that knows no connector. */
export interface RawClient extends AsyncDisposable {
  readonly world: World;
  readonly receiver: Receiver;
  /** Where the provider stands. */
  readonly base: string;
  set(settings: Readonly<Record<string, Json>>): void;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** A new token for the given app, or the one that works. */
  token(client?: { readonly client_id: string; readonly client_secret: string }): Promise<string>;
  /** A MoMo payment that succeeds, but for the given fields; each has an id of its own. */
  pay(fields?: Fields): Promise<Answer>;
  /** The same for airtime: done at once. */
  payByAirtime(fields?: Fields): Promise<Answer>;
  status(correlatorId: string, query?: string): Promise<Answer>;
  /** What became of the payment, in the provider's word, as far as the status call tells. */
  outcome(correlatorId: string): Promise<unknown>;
  debit(fields?: Fields): Promise<Answer>;
  refill(msisdn: string, fields?: Fields): Promise<Answer>;
  advance(ms: number): Promise<void>;
  /** Lets time pass, once the call has arrived, until it has been answered. */
  settle<T>(call: Promise<T>): Promise<T>;
}

interface Options {
  readonly directory?: string | null;
  readonly theirSide?: Simulator;
}

/** A busy machine is slow, and never wrong. */
vi.setConfig({ testTimeout: 30_000 });

const START_MS = Date.parse("2026-03-14T08:15:33.710Z");

/** When it is disposed of, every wallet must agree with the ledger, and the books with every payment. */
export async function openRawClient({
  directory = null,
  theirSide = simulator,
}: Options = {}): Promise<RawClient> {
  const receiver = await openReceiver();
  const sandbox = await openAuditedSandbox({
    id: "mtn",
    simulator: theirSide,
    audit: auditWallets,
    start_ms: START_MS,
    directory,
  });
  const { base, clock, world } = sandbox;
  const advance = (ms: number): Promise<void> => clock.advance(ms);
  return {
    ...openCaller(base, await fetchToken(base, credentials), receiver),
    world,
    receiver,
    base,
    set: (settings) => world.replaceSettings(settings),
    advance,
    settle: async (pending) => {
      let settled = false;
      const done = pending.finally(() => {
        settled = true;
      });
      while (!settled) {
        if (world.journal(50).some(({ end }) => end === "under_way")) await advance(1_000);
        await yieldToOthers();
      }
      return done;
    },
    [Symbol.asyncDispose]: async () => {
      await sandbox[Symbol.asyncDispose]();
      await receiver.close();
    },
  };
}

type Caller = Pick<
  RawClient,
  "call" | "token" | "pay" | "payByAirtime" | "status" | "outcome" | "debit" | "refill"
>;

function openCaller(base: string, token: string, receiver: Receiver): Caller {
  const usual = { authorization: `Bearer ${token}`, "x-api-key": credentials.client_id };
  const call: Caller["call"] = (method, path, { body, headers = {} } = {}) => {
    const all = { "content-type": "application/json", ...usual, ...headers };
    const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
    return callHttp({ method, url: base + path, headers: Object.fromEntries(given), body: text });
  };
  let count = 0;
  const next = (): string => String(++count).padStart(4, "0");
  const pay: Caller["pay"] = (fields) =>
    call("POST", "/v1/payments", {
      body: {
        correlatorId: `6a1d2a5e-43c1-4c9b-8d3e-2f6f3f7f${next()}`,
        transactionType: "Payment",
        callbackURL: `${receiver.url}/hook`,
        totalAmount: { amount: 125.5, units: "ZAR" },
        paymentMethod: { type: "Mobile Money" },
        payer: { payerId: "27832000046", payerIdType: "MSISDN" },
        ...fields,
      },
    });
  const status: Caller["status"] = (id, query = "") =>
    call("GET", `/v1/payments/${id}/transactionStatus${query}`);
  return {
    call,
    token: (client = credentials) => fetchToken(base, client),
    pay,
    payByAirtime: (fields) =>
      pay({
        transactionType: "Debit",
        paymentMethod: { type: "Airtime" },
        totalAmount: { amount: 10, units: "ZAR" },
        ...fields,
      }),
    status,
    outcome: async (id) => {
      const { data } = (await status(id)).body as { readonly data?: Fields };
      return data?.["status"];
    },
    debit: (fields) =>
      call("POST", "/v1/customer/bill/debit?targetSystem=Pantheon", {
        body: {
          transactionId: `DEBIT0000${next()}`,
          contractingPartnerId: "911844857",
          platformPartnerId: "911844857",
          contentToken: "HAKIKA-TOKEN-AIRTIME-0001",
          debitAmount: 1500,
          ...fields,
        },
      }),
    refill: (msisdn, fields) =>
      call("PATCH", `/v2/customers/${msisdn}/plans/refill`, {
        body: { refillType: "voucherless", refillProfileId: "P1", transactionAmount: "50", ...fields },
      }),
  };
}

async function fetchToken(
  base: string,
  { client_id, client_secret }: { readonly client_id: string; readonly client_secret: string },
): Promise<string> {
  const { body } = await callHttp({
    method: "POST",
    url: `${base}/v1/oauth/access_token?grant_type=client_credentials`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: String(new URLSearchParams({ client_id, client_secret })),
  });
  return String(body["access_token"]);
}
