import type {
  Calls,
  Known,
  Order,
  PayerPage,
  RefundedPayment,
  SubscribedCustomer,
} from "../connector/connector.ts";
import type { Exchange, HttpAnswer, HttpRequest } from "../connector/http.ts";
import type { Provider } from "../connector/provider.ts";
import { submitInQuestion } from "../core/decide/memory.ts";
import type { Event } from "../core/event.ts";
import type { Attempt, AttemptKind } from "../core/operation.ts";
import type { Finding } from "../core/outcome.ts";
import { awaitingPayer, noWords } from "../core/readings.ts";
import { attemptReference } from "../core/reference.ts";
import type { Connection } from "../store/connections.ts";
import type { StoredOperation } from "../store/stored-operation.ts";
import type { Vault } from "../store/vault.ts";
import { writeAddress } from "./callback-address.ts";

/** What an operation, its connection and its relatives say to the connector. */
export interface Subject {
  readonly operation: StoredOperation;
  readonly connection: Connection;
  readonly provider: Provider;
  /** The payment that a refund gives back; null for everything else. */
  readonly refunded: StoredOperation | null;
  /** Null where it belongs to no subscription. */
  readonly subscription: SubscribedCustomer | null;
}

/** One call to a provider: its request, and how its answer reads. Pure but for the keys that name the attempt. */
export interface ProviderCall {
  readonly request: HttpRequest;
  read(answer: HttpAnswer): Finding;
}

export interface Naming {
  readonly vault: Vault;
  /** Where providers reach us, without a slash at the end. */
  readonly callback_base_url: () => string;
}

/** How operations of this kind are made at the provider. */
export function callsOf({ provider, operation }: Subject): Calls<unknown> {
  return provider.connector.kinds?.[operation.kind] ?? provider.connector;
}

/** Whether the provider knows such a call at all. */
export function knowsCall({ connector }: Provider, kind: AttemptKind): boolean {
  return kind === "submit" || connector.changes?.[kind] !== undefined;
}

/** The event that an attempt begins, with what its connector knows of it beforehand. */
export function beginning(
  subject: Subject,
  attempt: Attempt,
  naming: Naming,
): Omit<Event & { type: "attempt_began" }, "at"> {
  const calls = callsOf(subject);
  const order = () => knownOf(subject, { submit: attempt.number }, naming);
  const asksOnly = attempt.kind === "submit" && calls.onlyConfirmCharges?.(order()) === true;
  return { type: "attempt_began", ...(asksOnly && { only_confirm_charges: true }) };
}

/** The call that an attempt makes, or the page that stands in for it; undefined where the provider knows no such call. */
export function attemptCall(
  subject: Subject,
  { attempt, payer_answer }: { readonly attempt: Attempt; readonly payer_answer: string | null },
  naming: Naming,
): ProviderCall | PayerPage | undefined {
  const { config } = subject.connection;
  const submit = attempt.kind === "submit" ? attempt.number : (submitInQuestion(subject.operation) ?? 1);
  const known = { ...knownOf(subject, { submit, call: String(attempt.number) }, naming), payer_answer };
  if (attempt.kind === "submit") {
    const calls = callsOf(subject);
    const request = calls.submit(known, config);
    return "payer_url" in request ? request : { request, read: (answer) => calls.readSubmit(answer, known) };
  }
  const change = subject.provider.connector.changes?.[attempt.kind];
  return change && { request: change.request(known, config), read: (answer) => change.read(answer, known) };
}

export function inquiryCall(subject: Subject, attempt: number, naming: Naming): ProviderCall | "cannot_ask" {
  const call = `inquiry ${subject.operation.memory.inquiries + 1}`;
  const known = knownOf(subject, { submit: attempt, call }, naming);
  const calls = callsOf(subject);
  const request = calls.inquire(known, subject.connection.config);
  return request === "cannot_ask" ? request : { request, read: (answer) => calls.readInquiry(answer, known) };
}

/** Which submit a call is about, and what the call itself is called among those of its operation; left out: it is the submit. */
interface About {
  readonly submit: number;
  readonly call?: string;
}

export function knownOf(subject: Subject, about: About, naming: Naming): Known {
  const { provider_reference, outcome_url = null } = subject.operation.memory;
  return { ...orderOf(subject, about, naming), provider_reference, outcome_url, payer_answer: null };
}

function orderOf(subject: Subject, about: About, naming: Naming): Order {
  const { operation, connection, provider, refunded, subscription } = subject;
  const address = { connection_id: connection.id, operation_id: operation.id, attempt: about.submit };
  const url = (path: string) =>
    `${naming.callback_base_url()}/${path}/${writeAddress(address, naming.vault)}`;
  const submit = String(about.submit);
  return {
    kind: operation.kind,
    amount: { minor: operation.amount_minor, currency: operation.currency },
    phone_number: operation.phone_number,
    description: operation.description,
    provider_options: operation.provider_options,
    capture: operation.capture,
    attempt_reference: callReference(operation, submit, naming.vault),
    call_reference: callReference(operation, about.call ?? submit, naming.vault),
    callback_url: provider.callbacks.url === "attempt" ? url("hooks") : null,
    return_url: provider.connector.returns === undefined ? null : url("returns"),
    refunded: refunded === null ? null : refundedPayment(refunded, naming.vault),
    subscription,
  };
}

/** Our name for one call: derived, so that it is the same after a crash. */
export function callReference(
  { slot, id }: Pick<StoredOperation, "slot" | "id">,
  call: string,
  vault: Vault,
): string {
  return attemptReference(slot, vault.digest("attempt reference", `${id}/${call}`));
}

function refundedPayment(payment: StoredOperation, vault: Vault): RefundedPayment {
  const { attempts, provider_reference, receipt } = payment.memory;
  const submit = submitInQuestion(payment) ?? 1;
  const took = attempts.findLast(({ kind, state }) => state === "ended" && kind !== "cancel");
  return {
    amount: { minor: payment.amount_minor, currency: payment.currency },
    attempt_reference: callReference(payment, String(submit), vault),
    call_reference: callReference(payment, String(took?.number ?? submit), vault),
    provider_reference,
    receipt,
    provider_options: payment.provider_options,
    ended_at: took?.ended_at ?? payment.updated_at,
    ...(payment.parent_id !== null && { of_subscription: true }),
  };
}

/** What is known once the payer has a page to go to: nothing was sent. */
export function pageFinding({ payer_url }: PayerPage): Finding {
  return {
    evidence: "answer",
    about: "operation",
    strength: "proof",
    reading: awaitingPayer,
    provider: noWords,
    provider_reference: null,
    receipt: null,
    amount_minor: null,
    payer_url,
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
      return { type: "attempt_not_sent", cause: exchange.cause, ...about };
    case "no_answer":
      return { type: "attempt_silent", cause: exchange.cause, ...about };
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
