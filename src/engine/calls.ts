import type { Known, Order } from "../connector/connector.ts";
import type { Exchange, HttpRequest } from "../connector/http.ts";
import type { Provider } from "../connector/provider.ts";
import { submitInQuestion } from "../core/decide/memory.ts";
import type { Event } from "../core/event.ts";
import type { Attempt, AttemptKind } from "../core/operation.ts";
import type { Finding } from "../core/outcome.ts";
import { attemptReference } from "../core/reference.ts";
import type { Connection } from "../store/connections.ts";
import type { StoredOperation } from "../store/stored-operation.ts";
import type { Vault } from "../store/vault.ts";
import { writeAddress } from "./callback-address.ts";

/** What an operation and its connection say to the connector. */
export interface Subject {
  readonly operation: StoredOperation;
  readonly connection: Connection;
  readonly provider: Provider;
}

/** One call to a provider: its request, and how its answer reads. Pure but for the keys that name the attempt. */
export interface ProviderCall {
  readonly request: HttpRequest;
  read(answer: Extract<Exchange, { end: "answer" }>["answer"]): Finding;
}

export interface Naming {
  readonly vault: Vault;
  /** Where providers reach us, without a slash at the end. */
  readonly callback_base_url: () => string;
}

/** Whether the provider knows such a call at all. */
export function knowsCall({ connector }: Provider, kind: AttemptKind): boolean {
  return kind === "submit" || connector.changes?.[kind] !== undefined;
}

/** The call that an attempt makes; undefined where the provider knows no such call. */
export function attemptCall(subject: Subject, attempt: Attempt, naming: Naming): ProviderCall | undefined {
  const { connector } = subject.provider;
  const { config } = subject.connection;
  const submit = attempt.kind === "submit" ? attempt.number : (submitInQuestion(subject.operation) ?? 1);
  const known = knownOf(subject, { submit, call: String(attempt.number) }, naming);
  if (attempt.kind === "submit") {
    return {
      request: connector.submit(known, config),
      read: (answer) => connector.readSubmit(answer, known),
    };
  }
  const change = connector.changes?.[attempt.kind];
  return change && { request: change.request(known, config), read: (answer) => change.read(answer, known) };
}

export function inquiryCall(subject: Subject, attempt: number, naming: Naming): ProviderCall | "cannot_ask" {
  const call = `inquiry ${subject.operation.memory.inquiries + 1}`;
  const known = knownOf(subject, { submit: attempt, call }, naming);
  const { connector } = subject.provider;
  const request = connector.inquire(known, subject.connection.config);
  return request === "cannot_ask"
    ? request
    : { request, read: (answer) => connector.readInquiry(answer, known) };
}

/** Which submit a call is about, and what the call itself is called among those of its operation; left out: it is the submit. */
interface About {
  readonly submit: number;
  readonly call?: string;
}

export function knownOf(subject: Subject, about: About, naming: Naming): Known {
  return {
    ...orderOf(subject, about, naming),
    provider_reference: subject.operation.memory.provider_reference,
  };
}

function orderOf({ operation, connection, provider }: Subject, about: About, naming: Naming): Order {
  const { vault, callback_base_url } = naming;
  const address = { connection_id: connection.id, operation_id: operation.id, attempt: about.submit };
  const url = (path: string) => `${callback_base_url()}/${path}/${writeAddress(address, vault)}`;
  const reference = (call: string) =>
    attemptReference(operation.slot, vault.digest("attempt reference", `${operation.id}/${call}`));
  const submit = String(about.submit);
  const attempt_reference = reference(submit);
  return {
    amount: { minor: operation.amount_minor, currency: operation.currency },
    phone_number: operation.phone_number,
    description: operation.description,
    provider_options: operation.provider_options,
    capture: operation.capture,
    attempt_reference,
    call_reference:
      about.call === undefined || about.call === submit ? attempt_reference : reference(about.call),
    callback_url: provider.callbacks.url === "attempt" ? url("hooks") : null,
    return_url: provider.connector.returns === undefined ? null : url("returns"),
  };
}

/** What the end of an attempt means: the three ends of a call are three different events. */
export function attemptEvent(
  exchange: Exchange,
  call: ProviderCall,
  about: { readonly attempt: number; readonly at: number },
): Event {
  switch (exchange.end) {
    case "not_sent":
      return { type: "attempt_not_sent", cause: exchange.cause, at: about.at };
    case "no_answer":
      return { type: "attempt_silent", cause: exchange.cause, at: about.at };
    case "answer":
      return { type: "found", finding: call.read(exchange.answer), ...about };
  }
}

/** An inquiry changes nothing at the provider, so it does not matter how far it got when it failed. */
export function inquiryEvent(
  exchange: Exchange,
  call: ProviderCall,
  about: { readonly attempt: number; readonly at: number },
): Event {
  if (exchange.end !== "answer") return { type: "inquiry_silent", cause: exchange.cause, at: about.at };
  return { type: "found", finding: call.read(exchange.answer), ...about };
}
