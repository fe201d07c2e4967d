import type { HttpRequest } from "../../src/connector/http.ts";
import type { Provider } from "../../src/connector/provider.ts";
import type { BookEntry } from "../../src/connector/simulator.ts";
import { readId } from "../../src/core/ids.ts";
import { type Amount, formatMoney, type Money, parseMoney } from "../../src/core/money.ts";
import { isFinalStatus, type Status } from "../../src/core/outcome.ts";
import { QueueFull } from "../../src/lib/batcher.ts";
import type { Observation } from "../../src/lib/observe.ts";
import { DatabaseUnavailable, isPassingConflict } from "../../src/store/database.ts";
import type { Resource } from "../../src/store/resource.ts";
import type { SubscriptionResource } from "../../src/store/subscription-resource.ts";
import type { Vault } from "../../src/store/vault.ts";
import { Books, sumOf } from "./books.ts";
import { MessageJudge } from "./message-judge.ts";
import { SubscriptionJudge } from "./subscription-judge.ts";

/** The rules that nothing may break, by short names. */
export type Rule =
  | "one charge"
  | "never more back than was taken"
  | "a refund is told as it is"
  | "a subscription is charged as it is told"
  | "no message twice"
  | "a message is told as it is"
  | "success is charged"
  | "failure is not charged"
  | "acknowledged is kept"
  | "a final status stays"
  | "events follow each other"
  | "everything comes to its end"
  | "merchants are told"
  | "nothing breaks";

export interface Complaint {
  readonly rule: Rule;
  readonly says: string;
}

/** What a merchant was told of an operation by one webhook. */
interface Told {
  readonly version: number;
  readonly status: Status;
}

export interface Witness {
  readonly vault: Vault;
  readonly providers: readonly Provider[];
  /** The books of all providers. */
  readonly entries: () => readonly BookEntry[];
  /** What stands on all phones. */
  readonly texts: () => readonly string[];
}

interface WebhookMessage {
  readonly type: string;
  readonly version: number;
  readonly data: Resource | SubscriptionResource;
}

/**
 * Stands outside of the system: it knows what merchants were told and what stands in the providers' books, and holds the
 * one against the other while the world goes on.
 */
export class Judge {
  readonly complaints: Complaint[] = [];
  readonly subscriptions: SubscriptionJudge;
  readonly #messages: MessageJudge;
  /** By the merchant's key. */
  readonly #answers = new Map<string, { readonly id: string; readonly answer: Buffer }>();
  /** By the operation's id, here and below. */
  readonly #told = new Map<string, Told[]>();
  readonly #finals = new Map<string, Status>();
  readonly #lied = new Set<string>();
  readonly #decided = new Set<string>();
  readonly #amounts = new Map<string, Money>();
  /** Ids of payments by their refunds'. */
  readonly #refunded = new Map<string, string>();
  readonly #whenSucceeded = new Map<string, () => void>();
  readonly #webhooks = new Map<string, string>();
  /** Ids of webhooks by what they tell. */
  readonly #events = new Map<string, string>();
  readonly #books: Books;

  constructor({ vault, providers, entries, texts }: Witness) {
    const books = new Books(vault, entries);
    this.#books = books;
    this.#messages = new MessageJudge(texts);
    const complain = (says: string) => this.complain("a subscription is charged as it is told", says);
    this.subscriptions = new SubscriptionJudge({ books, providers, complain });
  }

  /** Of operations. */
  get acknowledgedIds(): readonly string[] {
    const ids = new Set([...this.#answers.values()].map(({ id }) => id));
    return [...ids].filter((id) => !this.subscriptions.ids.includes(id));
  }

  complain(rule: Rule, says: string): void {
    this.complaints.push({ rule, says });
  }

  acknowledged(key: string, { id, answer }: { readonly id: string; readonly answer: Buffer }): void {
    const first = this.#answers.get(key);
    if (first !== undefined && !first.answer.equals(answer))
      this.complain("acknowledged is kept", `${key} was answered in two ways`);
    this.#answers.set(key, { id, answer });
    const resource = JSON.parse(answer.toString()) as Resource | SubscriptionResource;
    if (resource.object === "subscription") this.subscriptions.learn(resource);
    else this.#learn(id, resource);
  }

  /** Once, as soon as the merchant hears of it. */
  whenSucceeded(id: string, run: () => void): void {
    this.#whenSucceeded.set(id, run);
  }

  /** A part of what an operation is about, as the API wants it. */
  amountOf(id: string, minor: number): Amount {
    const { currency } = this.#moneyOf(id);
    return formatMoney({ minor: BigInt(minor), currency });
  }

  /** A merchant may be told to come again, and nothing else. */
  refused(error: unknown): void {
    if (!passes(error)) this.complain("nothing breaks", `a request was refused: ${String(error)}`);
  }

  heard(webhook_id: string, message: WebhookMessage, at: number): void {
    const said = JSON.stringify(message);
    if ((this.#webhooks.get(webhook_id) ?? said) !== said)
      this.complain("merchants are told", `${webhook_id} came with two bodies`);
    this.#webhooks.set(webhook_id, said);
    const { data } = message;
    this.#happenedOnce(`${data.id}, version ${message.version}, ${message.type}`, webhook_id);
    if (data.object === "subscription") {
      this.subscriptions.heard(data, at);
      return;
    }
    const { status } = data;
    const id = readId(data.object, data.id) ?? "";
    this.#learn(id, data);
    this.#told.set(id, [...(this.#told.get(id) ?? []), { version: message.version, status }]);
    this.#believe(id, status);
  }

  shown(id: string, resource: Resource | undefined): void {
    if (resource === undefined) this.complain("acknowledged is kept", `${id} is not found`);
    else this.#believe(id, resource.status);
  }

  observed(observation: Observation): void {
    if (observation.type !== "fault" || passes(observation.error)) return;
    this.complain("nothing breaks", `${observation.where}: ${String(observation.error)}`);
  }

  /** A provider has contradicted itself under its own signature, so one of its two words is false. */
  lied(callback: HttpRequest): void {
    const id = this.#books.operationIn(callback);
    if (id !== undefined) this.#lied.add(id);
  }

  /** A person may change what is final, having looked into the books. */
  decided(id: string): void {
    this.#decided.add(id);
  }

  booksChanged(): void {
    for (const id of this.#messages.doubled) this.complain("no message twice", `${id} was sent twice`);
    const entries = this.#books.entries();
    for (const [id, about] of Map.groupBy(entries, (entry) => this.#paymentOf(entry))) {
      // Of what nobody has heard yet.
      if (id === undefined || this.subscriptions.ids.includes(id)) continue;
      if (this.charges(id) > 1) this.complain("one charge", `${id} was charged ${this.charges(id)} times`);
      if (sumOf(about, "reversal") > sumOf(about, "charge"))
        this.complain("never more back than was taken", `${id}: ${JSON.stringify(about)}`);
    }
  }

  /** How often the providers took money for an operation and have not given it back of their own accord, or sent it. */
  charges(id: string): number {
    if (this.#messages.knows(id)) return this.#messages.arrivals(id);
    const about = this.#books.of(id);
    return this.refundedPayments.has(id)
      ? about.filter(({ kind }) => kind === "charge").length
      : countOf(about);
  }

  /** What a payment's refunds gave back stands under the payment's name or under their own. */
  #paymentOf(entry: BookEntry): string | undefined {
    const id = this.#books.operationOf(entry);
    return this.#refunded.get(id ?? "") ?? id;
  }

  isRefund(id: string): boolean {
    return this.#refunded.has(id);
  }

  /** Whether the books show what an operation was to do. While a refund is in doubt, no other of its payment begins. */
  wasCarriedOut(id: string): boolean {
    const payment_id = this.#refunded.get(id);
    if (payment_id === undefined) return this.charges(id) > 0;
    const others = this.refundsOf(payment_id).filter((other) => other !== id);
    const told = others.filter((other) => this.#finals.get(other) === "succeeded");
    return this.givenBack(payment_id) - this.#sumOf(told) >= this.#moneyOf(id).minor;
  }

  /** In the currency's smallest units, by the books. */
  givenBack(payment_id: string): bigint {
    const own = this.#books.entries().filter((entry) => this.#paymentOf(entry) === payment_id);
    return sumOf(own, "reversal");
  }

  get refundedPayments(): ReadonlySet<string> {
    return new Set(this.#refunded.values());
  }

  refundsOf(payment_id: string): readonly string[] {
    return [...this.#refunded].filter(([, payment]) => payment === payment_id).map(([id]) => id);
  }

  /** What the books say was given back, between what is told as done and what may be. */
  checkRefunds(
    payment_id: string,
    { done, in_question }: { readonly done: readonly string[]; readonly in_question: readonly string[] },
  ): void {
    const [least, given] = [this.#sumOf(done), this.givenBack(payment_id)];
    const most = least + this.#sumOf(in_question);
    if (given < least || given > most)
      this.complain(
        "a refund is told as it is",
        `${payment_id}: ${given} was given back, and ${least} to ${most} is told`,
      );
  }

  #sumOf(ids: readonly string[]): bigint {
    return ids.reduce((sum, id) => sum + this.#moneyOf(id).minor, 0n);
  }

  #moneyOf(id: string): Money {
    const money = this.#amounts.get(id);
    if (money === undefined) throw new Error(`Nobody has heard what ${id} is about.`);
    return money;
  }

  /** Whether they ever did. */
  wasCharged(id: string): boolean {
    if (this.#messages.knows(id)) return this.#messages.arrivals(id) > 0;
    return this.#books.of(id).some(({ kind }) => kind === "charge");
  }

  /** The status that the merchant's webhooks speak of last; undefined before the first one. */
  lastTold(id: string): Status | undefined {
    return this.#toldInOrder(id).at(-1)?.status;
  }

  /** Of what the webhooks said in the order of their versions: nothing follows a final status but the same one. */
  checkOrderOfTold(id: string): void {
    const statuses = this.#toldInOrder(id).map(({ status }) => status);
    const ended = statuses.findIndex(isFinalStatus);
    const changed = ended !== -1 && statuses.slice(ended).some((status) => status !== statuses[ended]);
    if (changed && !this.#decided.has(id))
      this.complain("a final status stays", `${id} was told as ${statuses}`);
  }

  /** One version of an operation says one thing: two events about it are two changes that did not know of each other. */
  #happenedOnce(what: string, webhook_id: string): void {
    if ((this.#events.get(what) ?? webhook_id) !== webhook_id)
      this.complain("events follow each other", `${what} happened twice`);
    this.#events.set(what, webhook_id);
  }

  /** A merchant may hear of an operation by a webhook before its request is answered. */
  #learn(id: string, resource: Resource): void {
    if ("amount" in resource) this.#amounts.set(id, moneyOf(resource.amount));
    if (resource.object === "refund" && "payment" in resource)
      this.#refunded.set(id, readId("payment", String(resource.payment)) ?? "");
    this.#books.learn(id);
    this.subscriptions.learnCharge(id, resource);
    this.#messages.learn(id, resource);
  }

  #toldInOrder(id: string): readonly Told[] {
    return [...(this.#told.get(id) ?? [])].sort((one, other) => one.version - other.version);
  }

  #believe(id: string, status: Status): void {
    const doubted = this.#lied.has(id) || this.#decided.has(id) || this.isRefund(id);
    if (status === "succeeded" && !this.wasCharged(id) && !doubted)
      this.complain("success is charged", `${id} is told as succeeded, and nobody was charged`);
    if (status === "succeeded") {
      this.#whenSucceeded.get(id)?.();
      this.#whenSucceeded.delete(id);
    }
    if (!isFinalStatus(status)) return;
    const before = this.#finals.get(id) ?? status;
    if (before !== status && !this.#decided.has(id))
      this.complain("a final status stays", `${id} was ${before} and is ${status}`);
    this.#finals.set(id, status);
  }
}

/** Charges that have not been undone. */
function countOf(entries: readonly BookEntry[]): number {
  return entries.reduce((count, { kind }) => count + (kind === "charge" ? 1 : -1), 0);
}

function moneyOf(amount: Amount): Money {
  const money = parseMoney(amount);
  if (typeof money === "string") throw new Error(`The gateway shows an amount that is ${money}.`);
  return money;
}

/** The database was away or sent somebody back, which is said and not hidden. */
function passes(error: unknown): boolean {
  return error instanceof DatabaseUnavailable || error instanceof QueueFull || isPassingConflict(error);
}
