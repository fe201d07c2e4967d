import { expect, vi } from "vitest";
import type { Json, Simulator } from "../../../../connector/simulator.ts";
import { openAuditedSandbox } from "../../../../sandbox/testing/audited-sandbox.ts";
import type { World } from "../../../../sandbox/world.ts";
import { simulator } from "../index.ts";
import { auditMoney } from "./audit.ts";
import { merchantSignature } from "./merchant-signature.ts";
import { type Notified, openReceiver, type Receiver } from "./receiver.ts";

// A machine that is busy with other things may be slow, and a poll may wait for it.
vi.setConfig({ testTimeout: 30_000 });

/** Undefined leaves a field out that would be sent else. */
export type Fields = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
  /** Empty where the text is no JSON. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a browser is shown, or sent on to. */
export interface Page {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
}

/** A sandbox on a standing clock, a merchant's receiver, and a client that knows no connector. */
export interface RawClient extends AsyncDisposable {
  readonly world: World;
  readonly receiver: Receiver;
  set(settings: Readonly<Record<string, Json>>): void;
  /** Any call with the seeded keys and a new requestId; a given signature is sent as it is. */
  call(path: string, fields?: Fields): Promise<Answer>;
  /** The same bytes, whatever they are. */
  post(path: string, body: string, more_headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** An order for 150,000 VND under a new id, but for the given fields. */
  create(fields?: Fields): Promise<Answer>;
  /** An order that must be opened; resolves with its id. */
  open(fields?: Fields): Promise<string>;
  /** An order that was paid by the end of its first ten seconds. */
  paid(fields?: Fields): Promise<{ readonly orderId: string; readonly transId: unknown }>;
  query(orderId: string): Promise<Answer["body"]>;
  codeOf(orderId: string): Promise<unknown>;
  confirm(orderId: string, requestType: string, fields?: Fields): Promise<Answer>;
  refund(transId: unknown, fields?: Fields): Promise<Answer>;
  visit(url: unknown): Promise<Page>;
  /** What a payer does on the page behind the link. */
  decide(payUrl: unknown, decision: string, form?: Readonly<Record<string, string>>): Promise<Page>;
  notifications(): readonly Notified["body"][];
  advance(ms: number): Promise<void>;
}

interface Options {
  readonly directory?: string | null;
  readonly theirSide?: Simulator;
}

export const START_MS = Date.parse("2026-11-21T03:00:00Z");

/** A phone of its own for the merchant's orders, which no magic number has. */
export const PAYER = "0912345678";

/** When it is disposed of, all money must be where the statement says. */
export async function openRawClient({
  directory = null,
  theirSide = simulator,
}: Options = {}): Promise<RawClient> {
  const receiver = await openReceiver();
  const sandbox = await openAuditedSandbox({
    id: "momo-vn",
    simulator: theirSide,
    audit: auditMoney,
    start_ms: START_MS,
    directory,
  });
  const { base, clock, world } = sandbox;
  const advance = (ms: number): Promise<void> => clock.advance(ms);
  return {
    ...openCaller(base, receiver, advance),
    world,
    receiver,
    advance,
    set: (settings) => world.replaceSettings(settings),
    notifications: () => receiver.notified.map(({ body }) => body),
    [Symbol.asyncDispose]: async () => {
      await sandbox[Symbol.asyncDispose]();
      await receiver.close();
    },
  };
}

type Caller = Omit<
  RawClient,
  "world" | "receiver" | "advance" | "set" | "notifications" | typeof Symbol.asyncDispose
>;

/** Ids are the same in no two clients, so that a world that is opened again knows none of the next. */
let ids = 0;

function openCaller(base: string, receiver: Receiver, advance: RawClient["advance"]): Caller {
  const newId = (kind: string): string => `${kind}-${++ids}`;
  const post: Caller["post"] = async (path, body, more_headers = {}) => {
    const headers = { "content-type": "application/json", ...more_headers };
    const answer = await fetch(`${base}/v2/gateway/api/${path}`, { method: "POST", headers, body });
    const text = await answer.text();
    const type = answer.headers.get("content-type");
    return { status: answer.status, type, text, body: text.startsWith("{") ? JSON.parse(text) : {} };
  };
  const call: Caller["call"] = (path, fields = {}) => {
    const all = { partnerCode: "HAKIKAVN0001", requestId: newId("request"), lang: "en", ...fields };
    return post(path, JSON.stringify({ signature: merchantSignature(path, all), ...all }));
  };
  const create: Caller["create"] = (fields) =>
    call("create", {
      orderId: newId("order"),
      amount: 150_000,
      orderInfo: "Đơn hàng số 0001",
      redirectUrl: "http://merchant.example/back",
      ipnUrl: `${receiver.url}/ipn`,
      requestType: "captureWallet",
      extraData: "",
      userInfo: { phoneNumber: PAYER },
      ...fields,
    });
  const open: Caller["open"] = async (fields) => {
    const { status, body } = await create(fields);
    expect([status, body["resultCode"]]).toEqual([200, 0]);
    return String(body["orderId"]);
  };
  const query: Caller["query"] = async (orderId) => (await call("query", { orderId })).body;
  return {
    post,
    call,
    create,
    open,
    query,
    codeOf: async (orderId) => (await query(orderId))["resultCode"],
    paid: async (fields) => {
      const orderId = await open(fields);
      await advance(10_000);
      const { resultCode, transId } = await query(orderId);
      expect(resultCode).toBe(0);
      return { orderId, transId };
    },
    confirm: (orderId, requestType, fields) =>
      call("confirm", { orderId, requestType, amount: 150_000, description: "", ...fields }),
    refund: (transId, fields) =>
      call("refund", { orderId: newId("refund"), transId, amount: 20_000, description: "", ...fields }),
    ...openBrowser(base),
  };
}

function openBrowser(base: string): Pick<Caller, "visit" | "decide"> {
  const read = async (response: Response): Promise<Page> => ({
    status: response.status,
    location: response.headers.get("location"),
    text: await response.text(),
  });
  return {
    visit: async (url) => read(await fetch(String(url), { redirect: "manual" })),
    decide: async (payUrl, decision, form = {}) => {
      const { search } = new URL(String(payUrl));
      const body = new URLSearchParams(form);
      return read(
        await fetch(`${base}/page/${decision}${search}`, { method: "POST", body, redirect: "manual" }),
      );
    },
  };
}
