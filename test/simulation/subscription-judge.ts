import type { Provider } from "../../src/connector/provider.ts";
import { readId } from "../../src/core/ids.ts";
import type { SubscriptionStatus } from "../../src/core/subscription.ts";
import type { Resource } from "../../src/store/resource.ts";
import type { SubscriptionResource } from "../../src/store/subscription-resource.ts";
import type { Books } from "./books.ts";

/** What a merchant was told of a subscription by one webhook. */
interface Told {
  readonly version: number;
  readonly status: SubscriptionStatus;
  readonly safe_to_charge_again: boolean;
  /** Milliseconds. */
  readonly at: number;
}

/** A payment of a subscription. */
interface Charge {
  readonly subscription_id: string;
  /** Milliseconds. */
  readonly created_at: number;
}

/** What was about to be charged when its merchant was told that all is over. */
const UNDER_WAY_MS = 60_000;

export interface SubscriptionJudgeParts {
  readonly books: Books;
  readonly providers: readonly Provider[];
  readonly complain: (says: string) => void;
}

/** Holds what merchants were told of subscriptions against what was charged. */
export class SubscriptionJudge {
  readonly #parts: SubscriptionJudgeParts;
  /** By the subscription's id, here and below. */
  readonly #told = new Map<string, Told[]>();
  readonly #providers = new Map<string, Provider>();
  readonly #decided = new Set<string>();
  readonly #cancelled = new Set<string>();
  /** By the payment's id. */
  readonly #charges = new Map<string, Charge>();
  /** Ids of payments by what the provider calls the charge. */
  readonly #payments = new Map<string, string>();

  constructor(parts: SubscriptionJudgeParts) {
    this.#parts = parts;
  }

  get ids(): readonly string[] {
    return [...this.#told.keys()];
  }

  learn(resource: SubscriptionResource): string {
    const { books, providers } = this.#parts;
    const id = readId("subscription", resource.id) ?? "";
    this.#told.set(id, this.#told.get(id) ?? []);
    const provider = providers.find((one) => one.id === resource.provider);
    if (provider !== undefined) this.#providers.set(id, provider);
    books.learn(id);
    if (resource.provider_reference !== null) books.call(resource.provider_reference, id);
    return id;
  }

  heard(resource: SubscriptionResource, at: number): void {
    const { version, status } = resource;
    const { safe_to_charge_again } = resource.outcome;
    this.#told.get(this.learn(resource))?.push({ version, status, safe_to_charge_again, at });
  }

  /** A payment that charges a subscription, be it the provider's or the merchant's. */
  learnCharge(id: string, resource: Resource): void {
    if (!("subscription" in resource) || resource.subscription === null) return;
    const { provider_reference, subscription, created_at } = resource;
    const subscription_id = readId("subscription", String(subscription)) ?? "";
    this.#charges.set(id, { subscription_id, created_at: Date.parse(created_at) });
    if (provider_reference === null) return;
    const first = this.#payments.get(provider_reference) ?? id;
    if (first !== id) this.#parts.complain(`${provider_reference} is told as ${first} and as ${id}`);
    this.#payments.set(provider_reference, id);
    this.#parts.books.call(provider_reference, id);
  }

  /** A person may say of it what nobody else knows. */
  decided(id: string): void {
    this.#decided.add(id);
  }

  /** Its merchant wants it over. */
  cancelled(id: string): void {
    this.#cancelled.add(id);
  }

  lastTold(id: string): SubscriptionStatus | undefined {
    return this.#inOrder(id).at(-1)?.status;
  }

  /** Each charge is told in its provider's way, and nothing is charged once it is over. */
  checkCharges(id: string): void {
    if (this.#decided.has(id)) return;
    const { charged_by_merchant, grace } = this.#providers.get(id)?.subscriptions ?? {};
    if (grace === null && charged_by_merchant !== true) this.#checkOnlyCharge(id);
    else this.#checkPayments(id);
    const ended_at = this.#endedAt(id) + UNDER_WAY_MS;
    if (charged_by_merchant === true) this.#checkOrders(id, ended_at);
    const late = this.#parts.books.chargesOfSubscription(id).find(({ at_ms }) => at_ms > ended_at);
    if (late !== undefined)
      this.#parts.complain(`${id} was told as ended, and charged afterwards: ${late.receipt}`);
  }

  /**
   * Of what is charged when it begins and never again, nobody tells: that it runs says it. One that was cancelled before
   * anybody heard that it runs is not told so any more, but nobody may take it for one that never began.
   */
  #checkOnlyCharge(id: string): void {
    const charges = this.#parts.books.chargesOfSubscription(id).length;
    const told = this.#inOrder(id);
    if (charges > 1) this.#parts.complain(`${id} was charged ${charges} times`);
    if (charges === 0 || told.some(({ status }) => status === "active")) return;
    const last = told.at(-1);
    const cancelled = last?.status === "ended" && this.#cancelled.has(id);
    if (!cancelled) this.#parts.complain(`${id} was charged, and never told as active`);
    if (last?.safe_to_charge_again === true)
      this.#parts.complain(`${id} was charged, and told as one that may be bought again`);
  }

  /** What is known as some payment's stands under that payment's name by now. */
  #checkPayments(id: string): void {
    for (const { provider_reference, receipt } of this.#parts.books.of(id))
      this.#parts.complain(`${receipt} of ${id} (${provider_reference}) is told as no payment`);
  }

  /** What the merchant ordered before may be charged whenever the provider gets to it. */
  #checkOrders(id: string, ended_at: number): void {
    for (const [payment_id, { subscription_id, created_at }] of this.#charges)
      if (subscription_id === id && created_at > ended_at)
        this.#parts.complain(`${id} was told as ended, and ${payment_id} was taken afterwards`);
  }

  /** Milliseconds; infinitely late while it has not ended. */
  #endedAt(id: string): number {
    const told = this.#inOrder(id);
    const since = told.slice(told.findLastIndex(({ status }) => status !== "ended") + 1).at(0);
    return since?.at ?? Infinity;
  }

  #inOrder(id: string): readonly Told[] {
    return [...(this.#told.get(id) ?? [])].sort((one, other) => one.version - other.version);
  }
}
