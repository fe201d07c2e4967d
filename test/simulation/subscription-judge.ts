import { readId } from "../../src/core/ids.ts";
import type { SubscriptionStatus } from "../../src/core/subscription.ts";
import type { Resource } from "../../src/store/resource.ts";
import type { SubscriptionResource } from "../../src/store/subscription-resource.ts";
import type { Books } from "./books.ts";

/** What a merchant was told of a subscription by one webhook. */
interface Told {
  readonly version: number;
  readonly status: SubscriptionStatus;
  /** Milliseconds. */
  readonly at: number;
}

/** What the provider was about to charge when it was told that all is over. */
const UNDER_WAY_MS = 60_000;

/** Holds what merchants were told of subscriptions against what was charged. */
export class SubscriptionJudge {
  readonly #books: Books;
  readonly #complain: (says: string) => void;
  /** By the subscription's id, here and below. */
  readonly #told = new Map<string, Told[]>();
  readonly #decided = new Set<string>();
  /** Ids of payments by what the provider calls the charge. */
  readonly #payments = new Map<string, string>();

  constructor(books: Books, complain: (says: string) => void) {
    this.#books = books;
    this.#complain = complain;
  }

  get ids(): readonly string[] {
    return [...this.#told.keys()];
  }

  learn(resource: SubscriptionResource): string {
    const id = readId("subscription", resource.id) ?? "";
    this.#told.set(id, this.#told.get(id) ?? []);
    this.#books.learn(id);
    if (resource.provider_reference !== null) this.#books.call(resource.provider_reference, id);
    return id;
  }

  heard(resource: SubscriptionResource, at: number): void {
    const { version, status } = resource;
    this.#told.get(this.learn(resource))?.push({ version, status, at });
  }

  /** A payment that a subscription's charge became. */
  learnCharge(id: string, resource: Resource): void {
    const { provider_reference } = resource;
    if (!("subscription" in resource) || resource.subscription === null || provider_reference === null)
      return;
    const first = this.#payments.get(provider_reference) ?? id;
    if (first !== id) this.#complain(`${provider_reference} is told as ${first} and as ${id}`);
    this.#payments.set(provider_reference, id);
    this.#books.call(provider_reference, id);
  }

  /** A person may say of it what nobody else knows. */
  decided(id: string): void {
    this.#decided.add(id);
  }

  lastTold(id: string): SubscriptionStatus | undefined {
    return this.#inOrder(id).at(-1)?.status;
  }

  /** Each charge is some payment's, and nothing is charged once it is over. */
  checkCharges(id: string): void {
    if (this.#decided.has(id)) return;
    for (const { provider_reference, receipt } of this.#books.of(id))
      this.#complain(`${receipt} of ${id} (${provider_reference}) is told as no payment`);
    const told = this.#inOrder(id);
    const since = told.slice(told.findLastIndex(({ status }) => status !== "ended") + 1).at(0);
    const late = this.#books
      .chargesOfSubscription(id)
      .find(({ at_ms }) => at_ms > (since?.at ?? Infinity) + UNDER_WAY_MS);
    if (late !== undefined)
      this.#complain(`${id} was told as ended, and charged afterwards: ${late.receipt}`);
  }

  #inOrder(id: string): readonly Told[] {
    return [...(this.#told.get(id) ?? [])].sort((one, other) => one.version - other.version);
  }
}
