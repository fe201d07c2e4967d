import type { RawCallback, VerifiedCallback } from "../connector/connector.ts";
import type { Provider } from "../connector/provider.ts";
import type { SubscriptionEvent } from "../core/subscription-event.ts";
import type { Observe } from "../lib/observe.ts";
import type { Timers } from "../lib/timers.ts";
import {
  applyToSubscription,
  type SubscriptionApplied,
  type SubscriptionHappening,
} from "../store/apply-subscription.ts";
import type { Connections } from "../store/connections.ts";
import { HeldWork, type WorkSubject } from "../store/held-work.ts";
import type { StoredSubscription } from "../store/stored-subscription.ts";
import { readSubscriptions } from "../store/subscriptions.ts";
import type { CallbackAddress } from "./callback-address.ts";
import type { Outgoing } from "./outgoing.ts";
import { recordPatiently } from "./record-patiently.ts";
import { callBackSubscription, type ReturnedSubscriber, returnSubscriber } from "./subscription-callbacks.ts";
import { type ChargesOptions, takeCharges } from "./subscription-charges.ts";
import { type NoticedSubscription, noticeSubscription } from "./subscription-notices.ts";
import { SubscriptionSteps, showSubscription } from "./subscription-steps.ts";
import { subscriptionTermsOf } from "./subscription-terms.ts";
import { type UnsubscribeAnswer, type UnsubscribeQuestion, unsubscribeCustomer } from "./unsubscribe.ts";

export interface SubscriptionsOptions extends ChargesOptions {
  /** Left out: the system's. */
  readonly timers?: Timers;
  readonly connections: Connections;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly outgoing: Outgoing;
  readonly observe: Observe;
  /** Where providers reach us, without a slash at the end. */
  readonly callback_base_url: () => string;
}

const CLAIM_MAX = 200;
const HELD_MAX = 2_000;
/** One that wants this many steps at once is going round in circles. */
const STEPS_MAX = 20;

/**
 * The durable loop of subscriptions, like that of operations: what is due is claimed, done and applied; whoever dies in
 * between leaves a lease that ends, and another node goes on from what is written.
 */
export class Subscriptions {
  readonly #options: SubscriptionsOptions;
  readonly #steps: SubscriptionSteps;
  readonly #work: HeldWork;
  /** Those that were to be taken while they were held: they are looked at once more. */
  readonly #again = new Set<string>();

  constructor(options: SubscriptionsOptions) {
    this.#options = options;
    this.#steps = new SubscriptionSteps(options, (happening) =>
      recordPatiently(() => this.happened(happening), {
        isStopping: () => this.#work.isStopping,
        timers: options.timers,
      }),
    );
    this.#work = new HeldWork({
      ...options,
      kind: "subscription",
      claim_max: CLAIM_MAX,
      held_max: HELD_MAX,
      takeUp: async (claimed) => {
        for (const key of claimed) this.#hold(key, () => this.#resume(key));
      },
    });
  }

  start(): void {
    this.#work.start();
  }

  /** Takes no new work, and lets the calls that are under way come to their end. */
  async stop(): Promise<void> {
    await this.#work.stop();
  }

  /** Something may have fallen due: looks at once. */
  poke(): void {
    this.#work.poke();
  }

  /** Goes on with a subscription whose work row this node holds. */
  take(subscription: StoredSubscription): void {
    if (this.#work.has(subscription.id)) this.#again.add(subscription.id);
    else if (!this.#work.isFull) this.#hold(subscription, () => this.#drive(subscription));
  }

  /**
   * Writes down what happened to a subscription; null where there is no such subscription. Charges that the message tells
   * of are payments before it is written down: whoever dies in between hears of them again.
   */
  async happened(happening: SubscriptionHappening): Promise<SubscriptionApplied | null> {
    const unpriced = await this.#takeCharges(happening);
    const applied = await applyToSubscription(happening, this.#applyContext());
    if (applied?.verdict === "applied") this.#options.announced();
    if (applied !== null) this.#observeStep(happening.event, applied);
    if (!unpriced || applied === null) return applied;
    const { slot, id, event } = happening;
    const asked = { type: "sync_asked", at: event.at } as const;
    const sync = await applyToSubscription({ slot, id, event: asked, raw: null }, this.#applyContext());
    return sync?.verdict === "applied" ? sync : applied;
  }

  /** The same, and goes on at once with what it made due. `payer_answer`: what a confirm that was asked for is to send. */
  async happenedAndGoOn(
    happening: SubscriptionHappening,
    payer_answer?: string,
  ): Promise<SubscriptionApplied | null> {
    const applied = await this.happened(happening);
    if (applied?.verdict !== "applied") return applied;
    if (payer_answer !== undefined) this.#steps.keepPayerAnswer(happening.id, payer_answer);
    this.take(applied.subscription);
    return applied;
  }

  /** Ends all that a customer has at a provider, also what is not known here. */
  async endAllOf(question: UnsubscribeQuestion): Promise<UnsubscribeAnswer> {
    return await unsubscribeCustomer(question, { ...this.#options, subscriptions: this });
  }

  /** A message at a connection's own URL. Answers why nothing came of it, in a sentence; null where something did. */
  async noticed(noticed: NoticedSubscription): Promise<string | null> {
    const applied = await noticeSubscription(noticed, { ...this.#options, subscriptions: this });
    return applied === undefined ? "No subscription is known by that name." : applied.because;
  }

  /** A message at the URL that a create carried; undefined where no subscription is meant. */
  async calledBack(
    address: Omit<CallbackAddress, "attempt">,
    message: { readonly verified: VerifiedCallback; readonly raw: Uint8Array },
  ): Promise<string | null | undefined> {
    return await callBackSubscription(address, message, { ...this.#options, subscriptions: this });
  }

  /** A payer's browser that comes back from the page of a create; undefined where no subscription is meant. */
  async cameBack(
    address: Omit<CallbackAddress, "attempt">,
    raw: RawCallback,
  ): Promise<ReturnedSubscriber | undefined> {
    return await returnSubscriber(address, raw, { ...this.#options, subscriptions: this });
  }

  /** True where a charge was told of that could not be taken, so that the provider is to be asked. */
  async #takeCharges({ slot, id, event }: SubscriptionHappening): Promise<boolean> {
    if (event.type !== "found" || event.finding.charges.length === 0 || event.finding.about === "call")
      return false;
    const subscription = (await readSubscriptions([{ slot, id }], this.#options)).get(id);
    const subject = subscription && (await this.#steps.subjectOf(subscription));
    if (subject === undefined) return false;
    const unpriced = await takeCharges(subject, event.finding, this.#options);
    return unpriced.length > 0 && event.finding.evidence !== "inquiry";
  }

  #hold({ slot, id }: WorkSubject, work: () => Promise<void>): void {
    this.#work.hold({ slot, id }, async () => {
      try {
        await work();
        await this.#lookAgain({ slot, id });
      } finally {
        this.#again.delete(id);
      }
    });
  }

  async #lookAgain(key: WorkSubject): Promise<void> {
    while (this.#again.delete(key.id)) {
      const subscription = (await readSubscriptions([key], this.#options)).get(key.id);
      if (subscription !== undefined) await this.#drive(subscription);
    }
  }

  /** One whose call was under way when it was claimed: whoever made it is gone, and so is the answer. */
  async #resume(key: WorkSubject): Promise<void> {
    const subscription = (await readSubscriptions([key], this.#options)).get(key.id);
    if (subscription === undefined) return;
    const attempt = subscription.memory.attempts.at(-1);
    if (attempt?.state !== "sending") {
      // The database has said that it is due; this node's own reading of the time may be a little behind.
      const stepped = await this.#steps.next(subscription);
      return stepped && (await this.#drive(stepped));
    }
    const cause = "The process that made the call stopped before it wrote down an answer.";
    const event = {
      type: "attempt_silent",
      attempt: attempt.number,
      cause,
      at: this.#options.clock.now(),
    } as const;
    const applied = await this.happened({ ...key, event, raw: null });
    if (applied !== null) await this.#drive(applied.subscription);
  }

  /** Does what is due, one step after the other, until nothing is due any more. */
  async #drive(subscription: StoredSubscription): Promise<void> {
    let current: StoredSubscription | undefined = subscription;
    for (let steps = 0; current !== undefined; steps += 1) {
      const { next }: StoredSubscription["memory"] = current.memory;
      if (next === null || next.at > this.#options.clock.now()) return;
      if (steps === STEPS_MAX) throw new Error("A subscription wanted too many steps at once.");
      current = await this.#steps.next(current);
    }
  }

  #observeStep(event: SubscriptionEvent, { subscription, verdict }: SubscriptionApplied): void {
    const { provider, status } = subscription;
    if (event.type === "found" && !event.finding.reading.known) {
      const code = event.finding.provider.code ?? "";
      this.#options.observe({ type: "unmapped_code", provider, code });
    }
    if (verdict === "applied") this.#options.observe({ type: "status_reached", provider, status });
  }

  #applyContext() {
    const providerOf = (subscription: StoredSubscription): Provider => {
      const provider = this.#options.providers.get(subscription.provider);
      if (provider === undefined)
        throw new Error(`No provider is known by the name ${subscription.provider}.`);
      return provider;
    };
    return {
      ...this.#options,
      subscriptionTermsOf: (subscription: StoredSubscription) =>
        subscriptionTermsOf(providerOf(subscription), subscription, this.#options.time_scale),
      subscriptionResourceOf: (subscription: StoredSubscription) =>
        showSubscription(subscription, providerOf(subscription)),
    };
  }
}
