import { expect } from "vitest";
import type { Json, Simulator } from "../../../../connector/simulator.ts";
import { openAuditedSandbox } from "../../../../sandbox/testing/audited-sandbox.ts";
import type { World } from "../../../../sandbox/world.ts";
import { simulator } from "../index.ts";
import { auditWallets } from "./audit.ts";
import { openReceiver, type Receiver } from "./receiver.ts";

/** Undefined leaves a field out that would be sent else. */
type Fields = Readonly<Record<string, string | undefined>>;

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
  /** Empty where the text is no JSON. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** A sandbox on a standing clock, a merchant's receiver, and a client that knows no connector. */
export interface RawClient extends AsyncDisposable {
  readonly world: World;
  readonly receiver: Receiver;
  set(settings: Readonly<Record<string, Json>>): void;
  /** Any call with the seeded credentials; a GET where nothing else is said. */
  call(script: string, fields?: Fields, method?: string): Promise<Answer>;
  /** Airtime for 100 naira that succeeds, but for the given fields. */
  airtime(fields?: Fields): Promise<Answer>;
  /** An MTN data plan that succeeds, but for the given fields. */
  data(fields?: Fields): Promise<Answer>;
  /** Airtime that must be accepted; resolves with the number of the order. */
  order(fields?: Fields): Promise<string>;
  query(order_id: unknown): Promise<Answer["body"]>;
  codeOf(order_id: unknown): Promise<unknown>;
  cancel(order_id: unknown): Promise<Answer["body"]>;
  balance(): Promise<unknown>;
  advance(ms: number): Promise<void>;
}

interface Options {
  readonly directory?: string | null;
  readonly theirSide?: Simulator;
}

const START_MS = Date.parse("2026-03-14T09:08:00Z");

/** When it is disposed of, every wallet must agree with its statement. */
export async function openRawClient({
  directory = null,
  theirSide = simulator,
}: Options = {}): Promise<RawClient> {
  const receiver = await openReceiver();
  const sandbox = await openAuditedSandbox({
    id: "nellobytes",
    simulator: theirSide,
    audit: auditWallets,
    start_ms: START_MS,
    directory,
  });
  const { base, clock, world } = sandbox;
  const caller = openCaller(base, receiver);
  return {
    ...caller,
    world,
    receiver,
    set: (settings) => world.replaceSettings(settings),
    advance: (ms) => clock.advance(ms),
    [Symbol.asyncDispose]: async () => {
      await sandbox[Symbol.asyncDispose]();
      await receiver.close();
    },
  };
}

type Caller = Pick<
  RawClient,
  "call" | "airtime" | "data" | "order" | "query" | "codeOf" | "cancel" | "balance"
>;

function openCaller(base: string, receiver: Receiver): Caller {
  const { user_id: UserID, api_key: APIKey } = simulator.credentials;
  const call: Caller["call"] = async (script, fields = {}, method = "GET") => {
    const all = Object.entries({ UserID, APIKey, ...fields });
    const given = all.filter((field): field is [string, string] => field[1] !== undefined);
    const answer = await fetch(`${base}/${script}.asp?${new URLSearchParams(given)}`, { method });
    const text = await answer.text();
    const body = text.startsWith("{") ? JSON.parse(text) : {};
    return { status: answer.status, type: answer.headers.get("content-type"), text, body };
  };
  const CallBackURL = `${receiver.url}/hook`;
  const ordinary = { MobileNetwork: "01", MobileNumber: "08030000001", CallBackURL };
  const airtime: Caller["airtime"] = (fields) =>
    call("APIAirtimeV1", { ...ordinary, Amount: "100", ...fields });
  const query: Caller["query"] = async (order_id) =>
    (await call("APIQueryV1", { OrderID: String(order_id) })).body;
  return {
    call,
    airtime,
    data: (fields) => call("APIDatabundleV1", { ...ordinary, DataPlan: "1000.00", ...fields }),
    order: async (fields) => {
      const { body } = await airtime(fields);
      expect(body).toMatchObject({ statuscode: "100", status: "ORDER_RECEIVED" });
      return String(body["orderid"]);
    },
    query,
    codeOf: async (order_id) => (await query(order_id))["statuscode"],
    cancel: async (order_id) => (await call("APICancelV1", { OrderID: String(order_id) })).body,
    balance: async () => (await call("APIWalletBalanceV1")).body["balance"],
  };
}
