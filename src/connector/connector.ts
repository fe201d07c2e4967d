import type { Money } from "../core/money.ts";
import type { OperationKind } from "../core/operation.ts";
import type { Finding } from "../core/outcome.ts";
import type { HttpAnswer, HttpRequest } from "./http.ts";
import type { Lookup } from "./lookup.ts";
import type { Notice } from "./notice.ts";
import type { Session } from "./session.ts";
import type { SubscriptionCalls } from "./subscription.ts";
import type { Unsubscribing } from "./unsubscribe.ts";

/** What a connector may know of an operation when it builds a request. */
export interface Order {
  readonly kind: OperationKind;
  /** Of a message, which costs nothing, it is 0 of the currency XXX. */
  readonly amount: Money;
  /** E.164 with `+`; null where the operation has no phone number. */
  readonly phone_number: string | null;
  /** Of a message, its text. */
  readonly description: string | null;
  /** Checked against the provider's own schema. */
  readonly provider_options: Readonly<Record<string, unknown>>;
  /** `manual`: hold the money now and take it later. */
  readonly capture: "automatic" | "manual";
  /** Our name for the submit that this call is or is about: 20 characters of `[A-Z0-9]`, never reused. */
  readonly attempt_reference: string;
  /** Our name for this very call, of the same form. A submit's is its `attempt_reference`; each inquiry has another. */
  readonly call_reference: string;
  /** Unguessable and of this attempt alone; null where the call carries no URL. */
  readonly callback_url: string | null;
  /** Where the payer's browser comes back to, as unguessable; null where payers visit no page. */
  readonly return_url: string | null;
  /** The payment that a refund gives back; null for everything else. */
  readonly refunded: RefundedPayment | null;
  /** What the provider gave for charging this customer again, where the payment belongs to a subscription; else null. */
  readonly subscription: SubscribedCustomer | null;
}

/** A payment that succeeded, as far as its refund has to name it. */
export interface RefundedPayment {
  readonly amount: Money;
  /** The submit's, and of the call that took the money: a capture's or a confirm's, or the submit's again. */
  readonly attempt_reference: string;
  readonly call_reference: string;
  readonly provider_reference: string | null;
  readonly receipt: string | null;
  readonly provider_options: Readonly<Record<string, unknown>>;
  /** When its money had moved, as far as we know: milliseconds since the epoch. */
  readonly ended_at: number;
  /** It was charged for a subscription. Left out: it stands alone. */
  readonly of_subscription?: true;
}

/** A subscription that a payment belongs to. */
export interface SubscribedCustomer {
  /** The provider's name for the subscription; null where it has none. */
  readonly provider_reference: string | null;
  /** What the provider gave us to charge this customer with, such as a token; null where there is no such thing. */
  readonly secret: string | null;
}

/** What is known of a submitted operation when we ask about it, or when somebody tells us about it. */
export interface Known extends Order {
  /** The provider's name for the operation; null while no answer has told us. */
  readonly provider_reference: string | null;
  /** Where the provider said that the outcome will be found; null where it named no place. */
  readonly outcome_url: string | null;
  /** What the payer gave for this call alone, a PIN or what a page handed over; null for every call but a confirm. */
  readonly payer_answer: string | null;
}

/** Instead of a call: the payer goes on at a page of the provider's, and nothing is sent before. */
export interface PayerPage {
  readonly payer_url: string;
}

export interface RawCallback {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const verified = Symbol("verified");
/** Only `markVerified` makes one of these, so that an unverified body cannot be read by mistake. */
export interface VerifiedCallback extends RawCallback {
  readonly [verified]: "signed" | "unsigned";
}

/** For `verifyCallback` alone. `unsigned` is for a provider that signs nothing: its callbacks are only hints. */
export function markVerified(callback: RawCallback, how: "signed" | "unsigned"): VerifiedCallback {
  return { ...callback, [verified]: how };
}

/** Whether the finding of this callback may count as proof. */
export function isSigned(callback: VerifiedCallback): boolean {
  return callback[verified] === "signed";
}

export type Verification =
  | { readonly verdict: "verified"; readonly callback: VerifiedCallback }
  /** Nothing that the message says may be used. `cause` is a sentence for the operator. */
  | { readonly verdict: "refused"; readonly cause: string };

/** A call that changes an operation which was submitted. */
export interface Change<Config> {
  request(known: Known, config: Config): HttpRequest;
  read(answer: HttpAnswer, known: Known): Finding;
}

/** How one kind of operation is made and asked about. */
export interface Calls<Config> {
  submit(order: Order, config: Config): HttpRequest | PayerPage;
  /**
   * True where the submit only asks the payer for a PIN, or sends them to a page, and nobody can be charged before a
   * confirm of ours. Then a payer who stays away was charged nothing, and neither was one whose PIN was lost. Left out: false.
   */
  onlyConfirmCharges?(order: Order): boolean;
  /** True of a refund that has to name its payment by the provider's own name for it. Left out: false. */
  readonly needs_payment_name?: true;
  readSubmit(answer: HttpAnswer, order: Order): Finding;
  /** `cannot_ask` where a lost answer left nothing to ask with: then only a callback or a person can tell. */
  inquire(known: Known, config: Config): HttpRequest | "cannot_ask";
  readInquiry(answer: HttpAnswer, known: Known): Finding;
}

/**
 * One provider, our side. Builds requests and reads answers; the engine does the talking.
 *
 * A connector never opens a socket, reads a clock, writes a log or touches the database, so that the same object runs
 * in production, in tests and in simulation. Readers are total: whatever bytes come, they answer with a finding.
 */
export interface Connector<Config> extends Calls<Config> {
  /** The kinds that are made in another way than the calls above. */
  readonly kinds?: Readonly<Partial<Record<OperationKind, Calls<Config>>>>;
  /** Only those that the provider knows. */
  readonly changes?: Readonly<Partial<Record<"capture" | "cancel" | "confirm", Change<Config>>>>;
  /** `now_ms`: milliseconds since the epoch on the database's clock, for freshness rules. */
  verifyCallback(callback: RawCallback, config: Config, now_ms: number): Verification;
  readCallback(callback: VerifiedCallback, known: Known, now_ms: number): Finding;
  /** How the payer's browser comes back; left out where payers visit no page. The same two steps as for a callback. */
  readonly returns?: {
    verify(request: RawCallback, config: Config, now_ms: number): Verification;
    read(request: VerifiedCallback, known: Known, now_ms: number): Finding;
    /** What the page handed over that a confirm has to send; null where it brought none. Left out: pages hand over nothing. */
    payerAnswer?(request: VerifiedCallback, known: Known): string | null;
    /** The merchant's page for the payer, from the order's options; null where they named none. */
    destination(order: Pick<Order, "provider_options">): string | null;
  };
  /** What a message at the connection's own URL is about; left out where each attempt has a URL of its own. */
  readonly notices?: { read(callback: VerifiedCallback, now_ms: number): Notice };
  /** Left out where every call carries its credentials itself. */
  readonly session?: Session<Config>;
  readonly lookup?: Lookup<Config>;
  readonly subscriptions?: SubscriptionCalls<Config>;
  /** Left out where each subscription has to be ended by itself. */
  readonly unsubscribe?: Unsubscribing<Config>;
}
