import type { Calls, Known, Order, RefundedPayment } from "../../src/connector/connector.ts";
import type { Exchange, HttpRequest } from "../../src/connector/http.ts";
import type { BookEntry, Json } from "../../src/connector/simulator.ts";
import type { Finding } from "../../src/core/outcome.ts";
import { httpTransport } from "../../src/engine/transport.ts";
import { config } from "../../src/providers/mtn/config.ts";
import { connector } from "../../src/providers/mtn/connector.ts";
import { simulator } from "../../src/providers/mtn/simulator/index.ts";
import { auditWallets } from "../../src/providers/mtn/simulator/testing/audit.ts";
import { openAuditedSandbox } from "../../src/sandbox/testing/audited-sandbox.ts";

const START_MS = Date.parse("2026-03-14T08:15:33.710Z");

/** How a call ended: with what its answer says, or without one. */
export type Ended = Finding | { readonly end: "no_answer" | "not_sent" };

/** The connector speaks to the simulator over HTTP, with nothing between them but the transport. */
export interface Talk extends AsyncDisposable {
  submit(order: Known, impatient_ms?: number): Promise<Ended>;
  inquire(order: Known, impatient_ms?: number): Promise<Ended>;
  /** Takes back all settings but these. */
  set(settings: Readonly<Record<string, Json>>): void;
  /** Gives the usual payer 42.50 of airtime again. */
  fill(): Promise<unknown>;
  advance(ms: number): Promise<void>;
  books(): readonly BookEntry[];
}

export async function openTalk(): Promise<Talk> {
  const sandbox = await openAuditedSandbox({
    id: "mtn",
    simulator,
    audit: auditWallets,
    start_ms: START_MS,
    directory: null,
  });
  const settings = config.forSandbox(sandbox.base, simulator.credentials);
  const { send, close } = httpTransport();
  const token = await fetchToken(settings, send);
  const sign = (request: HttpRequest): HttpRequest => connector.session?.sign(request, token) ?? request;
  const carry = (request: HttpRequest, impatient_ms?: number): Promise<Exchange> =>
    send({ ...sign(request), timeout_ms: impatient_ms ?? request.timeout_ms });
  return {
    submit: async (order, impatient_ms) => {
      const request = callsFor(order).submit(order, settings);
      if ("payer_url" in request) throw new Error("Payers visit no page.");
      const exchange = await carry(request, impatient_ms);
      return exchange.end === "answer" ? callsFor(order).readSubmit(exchange.answer, order) : exchange;
    },
    inquire: async (order, impatient_ms) => {
      const request = callsFor(order).inquire(order, settings);
      if (request === "cannot_ask") throw new Error("There is nothing to ask with.");
      const exchange = await carry(request, impatient_ms);
      return exchange.end === "answer" ? callsFor(order).readInquiry(exchange.answer, order) : exchange;
    },
    set: (changes) => sandbox.world.replaceSettings(changes),
    fill: async () => sandbox.world.setBalance("airtime +27832000046", "4250"),
    advance: (ms) => sandbox.clock.advance(ms),
    books: () => sandbox.world.books(),
    [Symbol.asyncDispose]: async () => {
      await close();
      await sandbox[Symbol.asyncDispose]();
    },
  };
}

function callsFor({ kind }: Order): Calls<Parameters<typeof connector.submit>[1]> {
  return connector.kinds?.[kind] ?? connector;
}

async function fetchToken(
  settings: Parameters<typeof connector.submit>[1],
  send: (request: HttpRequest) => Promise<Exchange>,
): Promise<string> {
  const { session } = connector;
  if (session === undefined) throw new Error("Calls need a token.");
  const exchange = await send(session.request(settings));
  const grant = exchange.end === "answer" ? session.read(exchange.answer) : null;
  if (grant === null) throw new Error("The simulator grants no token.");
  return grant.token;
}

let count = 0;

/** A payment of 10 rand from a wallet, under a name that no other order has. */
export function newOrder(change: Partial<Known> = {}): Known {
  const attempt_reference = `07HAKIKA${String(++count).padStart(12, "0")}`;
  return {
    kind: "payment",
    amount: { minor: 1_000n, currency: "ZAR" },
    phone_number: "+27832000046",
    description: "Order 1042",
    provider_options: {},
    capture: "automatic",
    attempt_reference,
    call_reference: attempt_reference,
    callback_url: "http://127.0.0.1:9/hooks",
    return_url: null,
    refunded: null,
    subscription: null,
    provider_reference: null,
    outcome_url: null,
    payer_answer: null,
    ...change,
  };
}

/** A refund of it, as far as its finding tells what the platform calls it. */
export function refundOf(order: Known, finding: Ended, minor: bigint = order.amount.minor): Known {
  const { amount, attempt_reference, call_reference, provider_options } = order;
  const refunded: RefundedPayment = {
    amount,
    attempt_reference,
    call_reference,
    provider_options,
    provider_reference: "end" in finding ? null : finding.provider_reference,
    receipt: null,
    ended_at: START_MS,
  };
  return newOrder({ kind: "refund", amount: { ...amount, minor }, phone_number: null, refunded });
}
