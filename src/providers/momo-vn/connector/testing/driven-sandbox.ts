import type { Change, Known, Order, PayerPage } from "../../../../connector/connector.ts";
import type { HttpAnswer, HttpRequest } from "../../../../connector/http.ts";
import type { SubscriptionOrder } from "../../../../connector/subscription.ts";
import type { Finding } from "../../../../core/outcome.ts";
import type { SubscriptionChange, SubscriptionFinding } from "../../../../core/subscription.ts";
import { openAuditedSandbox } from "../../../../sandbox/testing/audited-sandbox.ts";
import type { World } from "../../../../sandbox/world.ts";
import { config, type MomoConfig } from "../../config.ts";
import { connector } from "../../connector.ts";
import { simulator } from "../../simulator/index.ts";
import { auditMoney } from "../../simulator/testing/audit.ts";
import { openReceiver, type Receiver } from "../../simulator/testing/receiver.ts";
import { binding } from "../binding.ts";
import { answerOf, requestOf } from "./orders.ts";

/** The connector against the provider's sandbox: each call is built, sent, answered and read. */
export interface DrivenSandbox extends AsyncDisposable {
  readonly world: World;
  readonly receiver: Receiver;
  readonly settings: MomoConfig;
  advance(ms: number): Promise<void>;
  /** The same wish as a new order, which nobody has sent. */
  fresh<Wish extends object>(wish: Wish): Wish;
  submit(order: Order, settings?: MomoConfig): Promise<Finding>;
  ask(order: Known): Promise<Finding>;
  change(kind: keyof NonNullable<typeof connector.changes>, order: Known): Promise<Finding>;
  create(order: SubscriptionOrder): Promise<SubscriptionFinding>;
  askLink(order: SubscriptionOrder): Promise<SubscriptionFinding>;
  changeLink(kind: SubscriptionChange, order: SubscriptionOrder): Promise<SubscriptionFinding>;
}

let references = 0;

function newReference(): string {
  references += 1;
  return `HK${String(references).padStart(18, "0")}`;
}

/** When it is disposed of, all money must be where the sandbox's statement says. */
export async function openDrivenSandbox(): Promise<DrivenSandbox> {
  const receiver = await openReceiver();
  const start_ms = Date.parse("2026-11-21T03:00:00Z");
  const sandbox = await openAuditedSandbox({
    id: "momo-vn",
    simulator,
    audit: auditMoney,
    start_ms,
    directory: null,
  });
  const settings = config.forSandbox(sandbox.base, simulator.credentials);
  return {
    ...drivePayments(settings),
    ...driveLinks(settings),
    world: sandbox.world,
    receiver,
    settings,
    advance: (ms) => sandbox.clock.advance(ms),
    fresh: (wish) => {
      const reference = newReference();
      const callback_url = `${receiver.url}/ipn`;
      return { ...wish, attempt_reference: reference, call_reference: reference, callback_url };
    },
    [Symbol.asyncDispose]: async () => {
      await sandbox[Symbol.asyncDispose]();
      await receiver.close();
    },
  };
}

function drivePayments(usual: MomoConfig): Pick<DrivenSandbox, "submit" | "ask" | "change"> {
  const callsOf = ({ kind }: Order) => connector.kinds?.[kind] ?? connector;
  return {
    submit: async (order, settings = usual) => {
      const calls = callsOf(order);
      return calls.readSubmit(await send(calls.submit(order, settings)), order);
    },
    ask: async (order) => {
      const asked = again(order);
      return callsOf(order).readInquiry(await send(callsOf(order).inquire(asked, usual)), asked);
    },
    change: async (kind, order) => {
      const change: Change<MomoConfig> = known(connector.changes?.[kind]);
      const asked = again(order);
      return change.read(await send(change.request(asked, usual)), asked);
    },
  };
}

function driveLinks(settings: MomoConfig): Pick<DrivenSandbox, "create" | "askLink" | "changeLink"> {
  return {
    create: async (order) => binding.readCreate(await send(binding.create(order, settings)), order),
    askLink: async (order) => {
      const asked = again(order);
      return binding.readInquiry(await send(binding.inquire(asked, settings)), asked);
    },
    changeLink: async (kind, order) => {
      const change = known(binding.changes[kind]);
      const asked = again(order);
      return change.read(await send(change.request(asked, settings)), asked, settings);
    },
  };
}

/** A further call about the same order has a name of its own. */
function again<Wish extends object>(order: Wish): Wish {
  return { ...order, call_reference: newReference() };
}

function known<Call>(call: Call | undefined): Call {
  if (call === undefined) throw new Error("The connector knows no such call.");
  return call;
}

async function send(call: HttpRequest | PayerPage | "cannot_ask"): Promise<HttpAnswer> {
  const { method, url, headers, body } = requestOf(call);
  const answer = await fetch(url, { method, headers: { ...headers }, body });
  return answerOf(await answer.text(), answer.status);
}
