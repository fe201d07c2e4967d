import type { Exchange } from "../connector/http.ts";
import type { Provider } from "../connector/provider.ts";
import type { SubscriptionEvent } from "../core/subscription-event.ts";
import { chargingCalls, type SubscriptionAttempt } from "../core/subscription-life.ts";
import type { SubscriptionApplied, SubscriptionHappening } from "../store/apply-subscription.ts";
import { rememberCallReference } from "../store/call-references.ts";
import type { StoredSubscription } from "../store/stored-subscription.ts";
import { type SubscriptionResource, subscriptionResourceOf } from "../store/subscription-resource.ts";
import { postponeWork } from "../store/work.ts";
import { callReference } from "./calls.ts";
import {
  type SubscriptionSubject,
  subscriptionBeginning,
  subscriptionCall,
  subscriptionEvent,
  subscriptionInquiry,
  subscriptionInquiryEvent,
} from "./subscription-calls.ts";
import type { SubscriptionsOptions } from "./subscriptions.ts";
import type { CallAhead } from "./turns.ts";

/** Where a connection is missing or disabled, somebody has to mend it first. */
const UNUSABLE_WAIT_MS = 60_000;
/** What is so late was told to come back. */
const LATE_MS = 1_000;

type Record = (happening: SubscriptionHappening) => Promise<SubscriptionApplied | null>;
type Stepped = StoredSubscription | undefined;

/** What a node does for a subscription whose time has come: a call, an inquiry, or giving up. */
export class SubscriptionSteps {
  readonly #options: SubscriptionsOptions;
  readonly #happened: Record;
  /** What payers gave for a confirm that is planned. In memory alone: a PIN is for one call, and is written down nowhere. */
  readonly #payerAnswers = new Map<string, string>();

  constructor(options: SubscriptionsOptions, happened: Record) {
    this.#options = options;
    this.#happened = happened;
  }

  keepPayerAnswer(id: string, answer: string): void {
    this.#payerAnswers.set(id, answer);
  }

  /** Undefined where nothing is due, or the subscription is gone. */
  async next(subscription: StoredSubscription): Promise<Stepped> {
    switch (subscription.memory.next?.do) {
      case undefined:
        return undefined;
      case "attempt":
        return await this.#attempt(subscription);
      case "inquire":
        return await this.#inquire(subscription);
      case "give_up":
        return await this.#record(subscription, { type: "deadline_passed", at: this.#now() });
    }
  }

  /** Undefined where no call can be made: somebody has to mend the connection or the settings first. */
  async subjectOf(subscription: StoredSubscription): Promise<SubscriptionSubject | undefined> {
    const { providers, connections, callback_base_url, observe } = this.#options;
    const provider = providers.get(subscription.provider);
    const connection = await connections.get(subscription.connection_id);
    if (provider === undefined || connection === undefined) return undefined;
    const secure = callback_base_url().startsWith("https://");
    if (connection.environment === "live" && provider.callbacks.url !== "none" && !secure) {
      const error = new Error("The callback base URL is not https.");
      observe({ type: "fault", where: "telling a live provider our callback URL", error });
      return undefined;
    }
    return { subscription, connection, provider };
  }

  /** Writes the intent down, calls, and writes down what came of it. */
  async #attempt(subscription: StoredSubscription): Promise<Stepped> {
    const subject = await this.subjectOf(subscription);
    const attempt = subscription.memory.attempts.at(-1);
    if (attempt?.kind === "confirm" && this.#payerAnswer(subscription) === null)
      return await this.#record(subscription, { type: "payer_answer_gone", at: this.#now() });
    if (subject === undefined || attempt === undefined || !knowsCall(subject.provider, attempt))
      return await this.#holdBack(subscription);
    const ahead = this.#ahead(subscription, attempt);
    const begin = async () => {
      await this.#rememberCall(subject, attempt);
      const { slot, id } = subscription;
      const event = { ...subscriptionBeginning(subject, attempt, this.#options), at: this.#now() };
      const began = await this.#happened({ slot, id, event, raw: null });
      // Otherwise another node has begun it and makes the call, or it has ended meanwhile.
      if (began?.verdict !== "applied") return began?.subscription;
      return await this.#call({ ...subject, subscription: began.subscription });
    };
    // No other node knows what the payer gave, so this one keeps it for a while.
    const is_here = attempt.kind === "confirm" && this.#payerAnswers.has(subscription.id);
    const turned = is_here
      ? await this.#options.outgoing.inTurnHere(subject, ahead, begin)
      : await this.#options.outgoing.inTurn(subject, ahead, begin);
    if (turned.state === "done") return turned.result;
    if (!is_here) return await this.#comeBack(subscription, turned.come_back_at);
    this.#payerAnswers.delete(subscription.id);
    return await this.#record(subscription, { type: "payer_answer_gone", at: this.#now() });
  }

  /** Makes the call that was begun, which need not be the one that was planned when this node looked first. */
  async #call(subject: SubscriptionSubject): Promise<Stepped> {
    const { subscription } = subject;
    const attempt = subscription.memory.attempts.at(-1);
    const payer_answer = attempt?.kind === "confirm" ? this.#payerAnswer(subscription) : null;
    const call = attempt && subscriptionCall(subject, { attempt, payer_answer }, this.#options);
    if (attempt === undefined || call === undefined)
      throw new Error("A call was begun that this provider does not know.");
    if ("payer_url" in call)
      return await this.#record(subscription, { type: "page_named", ...call, at: this.#now() });
    const exchange = await this.#options.outgoing.exchange(subject, attempt.kind, call.request);
    const event = subscriptionEvent(exchange, call, { attempt: attempt.number, at: this.#now() });
    await this.#options.outgoing.heedEvent(subject, subscription.phone_number, event);
    const stepped = await this.#record(subscription, event, rawOf(exchange));
    if (stepped?.memory.attempts.at(-1)?.state !== "planned") this.#payerAnswers.delete(subscription.id);
    return stepped;
  }

  /** What the payer gave to us, or what a page handed over. */
  #payerAnswer({ id, memory }: StoredSubscription): string | null {
    return this.#payerAnswers.get(id) ?? memory.payer_answer;
  }

  /** Where notices come to one URL for all, our name for the call that charged may be all that they can say. */
  async #rememberCall(
    { subscription, provider, connection }: SubscriptionSubject,
    attempt: SubscriptionAttempt,
  ) {
    if (provider.callbacks.url !== "connection" || !chargingCalls.includes(attempt.kind)) return;
    const { vault } = this.#options;
    const call_reference = callReference(subscription, String(attempt.number), vault);
    await rememberCallReference(
      { connection_id: connection.id, call_reference },
      { operation_id: subscription.id, attempt: attempt.number },
      this.#options,
    );
  }

  async #inquire(subscription: StoredSubscription): Promise<Stepped> {
    const subject = await this.subjectOf(subscription);
    const unusable = {
      type: "inquiry_silent",
      cause: "The connection cannot be used.",
      at: this.#now(),
    } as const;
    if (subject === undefined) return await this.#record(subscription, unusable);
    const call = subscriptionInquiry(subject, this.#options);
    if (call === "cannot_ask")
      return await this.#record(subscription, { type: "cannot_ask", at: this.#now() });
    const turned = await this.#options.outgoing.inTurn(subject, this.#ahead(subscription, null), async () => {
      const exchange = await this.#options.outgoing.exchange(subject, "inquiry", call.request);
      const event = subscriptionInquiryEvent(exchange, call, this.#now());
      await this.#options.outgoing.heedEvent(subject, subscription.phone_number, event);
      return await this.#record(subscription, event, rawOf(exchange));
    });
    if (turned.state === "done") return turned.result;
    return await this.#comeBack(subscription, turned.come_back_at);
  }

  /** A turn at the provider is far off: the work row alone moves, and any node comes back then. */
  async #comeBack({ slot, id }: StoredSubscription, at: number): Promise<undefined> {
    const { clock } = this.#options;
    const work = { slot, kind: "subscription", subject_id: id } as const;
    await postponeWork(work, at - clock.now(), { ...this.#options, offset_ms: clock.offset_ms });
  }

  /** Only a call that can charge counts against the phone's own limit. */
  #ahead({ phone_number, memory }: StoredSubscription, attempt: SubscriptionAttempt | null): CallAhead {
    const due_at = memory.next?.at ?? this.#now();
    const charges = attempt !== null && chargingCalls.includes(attempt.kind);
    return { phone_number: charges ? phone_number : null, waited: this.#now() - due_at > LATE_MS };
  }

  async #holdBack(subscription: StoredSubscription): Promise<Stepped> {
    const at = this.#now();
    return await this.#record(subscription, { type: "held", until: at + UNUSABLE_WAIT_MS, at });
  }

  async #record(
    { slot, id }: StoredSubscription,
    event: SubscriptionEvent,
    raw: Uint8Array | null = null,
  ): Promise<Stepped> {
    return (await this.#happened({ slot, id, event, raw }))?.subscription;
  }

  #now(): number {
    return this.#options.clock.now();
  }
}

/** A subscription as its merchant sees it. */
export function showSubscription(subscription: StoredSubscription, provider: Provider): SubscriptionResource {
  return subscriptionResourceOf(subscription, {
    reference_holds_number: provider.capabilities.reference_holds_number,
    takes_pin: provider.subscriptions?.payer_challenge === "pin",
  });
}

function knowsCall({ connector }: Provider, { kind }: SubscriptionAttempt): boolean {
  const calls = connector.subscriptions;
  return kind === "create" ? calls !== undefined : calls?.changes[kind] !== undefined;
}

function rawOf(exchange: Exchange): Uint8Array | null {
  return exchange.end === "answer" ? exchange.answer.body : null;
}
