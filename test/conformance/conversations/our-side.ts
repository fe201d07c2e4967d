import type {
  Calls,
  PayerPage,
  RawCallback,
  Verification,
  VerifiedCallback,
} from "../../../src/connector/connector.ts";
import type { HttpAnswer, HttpRequest } from "../../../src/connector/http.ts";
import type { Provider } from "../../../src/connector/provider.ts";
import type { OperationKind } from "../../../src/core/operation.ts";
import type { SubscriptionChange } from "../../../src/core/subscription.ts";
import type { Facts } from "./conversation.ts";
import { operationOf, subscriptionOf, unsubscriberOf } from "./facts.ts";

/** A call as the connector makes it and understands it. */
export interface Made {
  readonly request: HttpRequest | PayerPage | "cannot_ask";
  read(answer: HttpAnswer): unknown;
}

/** By name: `session`, `unsubscribe`, `lookup/<parts>`, `subscription/<call>`, or the operation's kind and the call. */
export function make({ connector }: Provider, name: string, known: Known): Made {
  const [subject = "", call = ""] = name.split("/");
  const { facts, config } = known;
  switch (subject) {
    case "session": {
      const session = present(connector.session, name);
      return { request: session.request(config), read: session.read };
    }
    case "unsubscribe":
      return present(connector.unsubscribe, name).call(unsubscriberOf(facts), config);
    case "lookup":
      return present(connector.lookup, name).whole(subscriptionOf(facts), call.split("+"), config);
    case "subscription":
      return makeForSubscription(present(connector.subscriptions, name), call, known);
    default:
      return makeForOperation(connector, [subject as OperationKind, call], known);
  }
}

function makeForOperation(
  connector: Provider["connector"],
  [kind, call]: readonly [OperationKind, string],
  { facts, config }: Known,
): Made {
  const order = operationOf(kind, facts);
  const calls: Calls<unknown> = connector.kinds?.[kind] ?? connector;
  if (call === "submit")
    return { request: calls.submit(order, config), read: (answer) => calls.readSubmit(answer, order) };
  if (call === "inquiry")
    return { request: calls.inquire(order, config), read: (answer) => calls.readInquiry(answer, order) };
  const change = present(connector.changes?.[call as "confirm"], call);
  return { request: change.request(order, config), read: (answer) => change.read(answer, order) };
}

export interface Known {
  readonly facts: Facts;
  /** The connection's settings. */
  readonly config: unknown;
}

type Subscriptions = NonNullable<Provider["connector"]["subscriptions"]>;

function makeForSubscription(calls: Subscriptions, call: string, { facts, config }: Known): Made {
  const order = subscriptionOf(facts);
  if (call === "create")
    return { request: calls.create(order, config), read: (answer) => calls.readCreate(answer, order) };
  if (call === "inquiry")
    return { request: calls.inquire(order, config), read: (answer) => calls.readInquiry(answer, order) };
  const change = present(calls.changes[call as SubscriptionChange], call);
  return { request: change.request(order, config), read: (answer) => change.read(answer, order, config) };
}

export interface Told extends Known {
  readonly now_ms: number;
}

/** What the connector makes of a message that was not asked for, if it can believe where it comes from. */
export function tell({ connector }: Provider, name: string, [raw, told]: readonly [RawCallback, Told]) {
  const { facts, config, now_ms } = told;
  if (!name.endsWith("/return")) {
    const callback = verified(connector.verifyCallback(raw, config, now_ms));
    return name.startsWith("notice/")
      ? readNotice(connector, callback, told)
      : readMessage({ connector, name, facts, now_ms }, callback);
  }
  const returns = present(connector.returns, name);
  const request = verified(returns.verify(raw, config, now_ms));
  if (name.startsWith("subscription/"))
    return present(connector.subscriptions?.readReturn, name)(request, subscriptionOf(facts), now_ms);
  const order = operationOf(name.split("/")[0] as OperationKind, facts);
  return {
    ...returns.read(request, order, now_ms),
    payer_answer: returns.payerAnswer?.(request, order) ?? null,
  };
}

interface Message {
  readonly connector: Provider["connector"];
  readonly name: string;
  readonly facts: Facts;
  readonly now_ms: number;
}

function readMessage({ connector, name, facts, now_ms }: Message, callback: VerifiedCallback): unknown {
  const [subject = ""] = name.split("/");
  return subject === "subscription"
    ? present(connector.subscriptions?.readCallback, name)(callback, subscriptionOf(facts), now_ms)
    : connector.readCallback(callback, operationOf(subject as OperationKind, facts), now_ms);
}

/** What it is about, and what it says of that. */
function readNotice(connector: Provider["connector"], callback: VerifiedCallback, { facts, now_ms }: Told) {
  const notice = present(connector.notices, "notices").read(callback, now_ms);
  if (notice.about === "subscription") return { notice, says: notice.read(subscriptionOf(facts)) };
  if (notice.about !== "operation") return { notice };
  return { notice, says: connector.readCallback(callback, operationOf("payment", facts), now_ms) };
}

function verified(verification: Verification): VerifiedCallback {
  if (verification.verdict === "refused") throw new Error(verification.cause);
  return verification.callback;
}

function present<Part>(part: Part | undefined, name: string): Part {
  if (part === undefined) throw new Error(`The connector knows nothing of ${name}.`);
  return part;
}
