import { declaredFor } from "../../../src/connector/declared.ts";
import type { Provider } from "../../../src/connector/provider.ts";
import type { OperationKind } from "../../../src/core/operation.ts";
import { operationAt } from "../operation-at.ts";
import { kindsOf, ways } from "../ways.ts";
import type { Conversation, Step } from "./conversation.ts";

/** Every call and message that our side of a provider knows, by the names that conversations use. */
export function namesOfOurs(provider: Provider): readonly string[] {
  const { connector } = provider;
  const [first = "payment"] = provider.capabilities.operations;
  return [
    ...(connector.session === undefined ? [] : ["session"]),
    ...kindsOf(provider).flatMap((kind) => namesOfKind(provider, kind)),
    ...Object.keys(connector.changes ?? {}).map((change) => `${first}/${change}`),
    ...(connector.returns === undefined ? [] : [`${first}/return`]),
    ...namesOfNotices(provider),
    ...namesOfSubscriptions(provider),
    ...(connector.unsubscribe === undefined ? [] : ["unsubscribe"]),
    ...(connector.lookup?.parts ?? []).map((part) => `lookup/${part}`),
  ];
}

function namesOfKind(provider: Provider, kind: OperationKind): readonly string[] {
  const own = ways.filter((way) => way.provider === provider && way.kind === kind);
  const isTold = provider.callbacks.url === "attempt" && own.some(({ habits }) => habits.tells !== null);
  return [
    `${kind}/submit`,
    ...(declaredFor(provider, kind).capabilities.inquiry === "never" ? [] : [`${kind}/inquiry`]),
    ...(isTold ? [`${kind}/callback`] : []),
  ];
}

/** Where each attempt has a URL of its own, nothing that anybody has to hear of comes to the connection's. */
function namesOfNotices({ connector, callbacks }: Provider): readonly string[] {
  const { notices, subscriptions } = connector;
  if (notices === undefined) return [];
  if (callbacks.url !== "connection") return ["notice/nothing"];
  return ["notice/operation", ...(subscriptions === undefined ? [] : ["notice/subscription"])];
}

function namesOfSubscriptions({ connector: { subscriptions } }: Provider): readonly string[] {
  if (subscriptions === undefined) return [];
  return [
    "subscription/create",
    "subscription/inquiry",
    ...Object.keys(subscriptions.changes).map((change) => `subscription/${change}`),
    ...(subscriptions.readCallback === undefined ? [] : ["subscription/callback"]),
    ...(subscriptions.readReturn === undefined ? [] : ["subscription/return"]),
  ];
}

/** Those of them that the conversations hold. */
export function namesHeld(conversations: readonly Conversation[]): readonly string[] {
  return conversations.flatMap(({ messages }) => messages).flatMap((step) => nameOf(step) ?? []);
}

function nameOf(step: Step): string | null {
  if ("call" in step) return step.call;
  if ("callback" in step) return step.callback;
  return "return" in step ? step.return : null;
}

/** What their side takes and sends in the conversations, by the simulator's names. */
export function operationsHeld(
  provider: Provider,
  conversations: readonly Conversation[],
): readonly string[] {
  return conversations.flatMap(({ messages }) => messages).flatMap((step) => operationsOf(provider, step));
}

function operationsOf(provider: Provider, step: Step): readonly string[] {
  if ("visit" in step) return step.passes;
  if (!("call" in step || "callback" in step)) return [];
  const { method, path = null } = step.request;
  return [operationAt(provider, { method, path })?.name ?? `${method} ${path}`];
}
