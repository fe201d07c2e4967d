import type { PayerPage } from "../connector/connector.ts";
import type { Exchange, HttpAnswer, HttpRequest } from "../connector/http.ts";
import type { Provider } from "../connector/provider.ts";
import type { SubscriptionOrder } from "../connector/subscription.ts";
import type { SubscriptionFinding } from "../core/subscription.ts";
import type { SubscriptionEvent } from "../core/subscription-event.ts";
import type { SubscriptionAttempt } from "../core/subscription-life.ts";
import type { Connection } from "../store/connections.ts";
import type { StoredSubscription } from "../store/stored-subscription.ts";
import { writeAddress } from "./callback-address.ts";
import { callReference, type Naming } from "./calls.ts";

/** What a subscription and its connection say to the connector. */
export interface SubscriptionSubject {
  readonly subscription: StoredSubscription;
  readonly connection: Connection;
  readonly provider: Provider;
}

/** One call about a subscription: its request, and how its answer reads. */
export interface SubscriptionCall {
  readonly request: HttpRequest;
  read(answer: HttpAnswer): SubscriptionFinding;
}

/** The event that an attempt begins, with what its connector knows of it beforehand. */
export function subscriptionBeginning(
  subject: SubscriptionSubject,
  { kind, number }: SubscriptionAttempt,
  naming: Naming,
): Omit<SubscriptionEvent & { type: "attempt_began" }, "at"> {
  const order = () => subscriptionOrder(subject, String(number), naming);
  const { onlyConfirmCharges } = subject.provider.connector.subscriptions ?? {};
  const asksOnly = kind === "create" && onlyConfirmCharges?.(order()) === true;
  return { type: "attempt_began", ...(asksOnly && { only_confirm_charges: true }) };
}

/** The call that an attempt makes, or the page that stands in for it; undefined where the provider knows no such call. */
export function subscriptionCall(
  subject: SubscriptionSubject,
  { attempt, payer_answer }: { readonly attempt: SubscriptionAttempt; readonly payer_answer: string | null },
  naming: Naming,
): SubscriptionCall | PayerPage | undefined {
  const calls = subject.provider.connector.subscriptions;
  const { config } = subject.connection;
  const known = subscriptionOrder(subject, String(attempt.number), naming);
  const order = { ...known, payer_answer, free_periods: attempt.periods };
  if (attempt.kind === "create") {
    if (calls === undefined) return undefined;
    const request = calls.create(order, config);
    return "payer_url" in request ? request : { request, read: (answer) => calls.readCreate(answer, order) };
  }
  const change = calls?.changes[attempt.kind];
  return (
    change && {
      request: change.request(order, config),
      read: (answer) => change.read(answer, order, config),
    }
  );
}

interface SubscriptionInquiry extends SubscriptionCall {
  /** What the create was called by us. */
  readonly our_name: string;
}

export function subscriptionInquiry(
  subject: SubscriptionSubject,
  naming: Naming,
): SubscriptionInquiry | "cannot_ask" {
  const calls = subject.provider.connector.subscriptions;
  const call = `inquiry ${subject.subscription.memory.inquiries + 1}`;
  const order = subscriptionOrder(subject, call, naming);
  const request = calls?.inquire(order, subject.connection.config) ?? "cannot_ask";
  if (calls === undefined || request === "cannot_ask") return "cannot_ask";
  const our_name = order.attempt_reference;
  return { request, read: (answer) => calls.readInquiry(answer, order), our_name };
}

/** What the connector may know of it. `call`: what the call at hand is called among those of its subscription. */
export function subscriptionOrder(
  { subscription, connection, provider }: SubscriptionSubject,
  call: string,
  { vault, callback_base_url }: Naming,
): SubscriptionOrder {
  const { memory, amount_minor, currency } = subscription;
  const attempt = createInQuestion(subscription);
  const address = { connection_id: connection.id, operation_id: subscription.id, attempt };
  const url = (path: string) => `${callback_base_url()}/${path}/${writeAddress(address, vault)}`;
  return {
    phone_number: subscription.phone_number,
    provider_options: subscription.provider_options,
    amount: amount_minor === null || currency === null ? null : { minor: amount_minor, currency },
    trial_days: subscription.trial_days,
    activation: subscription.activation,
    attempt_reference: callReference(subscription, String(attempt), vault),
    call_reference: callReference(subscription, call, vault),
    callback_url: provider.callbacks.url === "attempt" ? url("hooks") : null,
    return_url: provider.connector.returns === undefined ? null : url("returns"),
    provider_reference: memory.provider_reference,
    outcome_url: memory.outcome_url ?? null,
    payer_answer: null,
    secret: memory.secret,
    created_at: subscription.created_at,
    free_periods: null,
  };
}

/** Number of the create that counts: every other one is proven not to have started anything. */
function createInQuestion({ memory }: Pick<StoredSubscription, "memory">): number {
  const creates = memory.attempts.filter(({ kind }) => kind === "create");
  const counting = creates.findLast(({ state }) => state !== "not_started") ?? creates.at(-1);
  return counting?.number ?? 1;
}

/** What the end of a call means: its three ends are three different events. */
export function subscriptionEvent(
  exchange: Exchange,
  call: SubscriptionCall,
  about: { readonly attempt: number; readonly at: number },
): SubscriptionEvent {
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
export function subscriptionInquiryEvent(
  exchange: Exchange,
  { read, our_name }: SubscriptionInquiry,
  at: number,
): SubscriptionEvent {
  if (exchange.end !== "answer") return { type: "inquiry_silent", cause: exchange.cause, at };
  const finding = read(exchange.answer);
  const repeated = finding.provider_reference === our_name;
  return { type: "found", finding, at, ...(repeated && { repeats_our_name: true }) };
}
