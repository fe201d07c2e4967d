import type { HttpRequest } from "../../src/connector/http.ts";
import type { BookEntry } from "../../src/connector/simulator.ts";
import { readId, slotOf } from "../../src/core/ids.ts";
import { isFinalStatus, type Status } from "../../src/core/outcome.ts";
import { attemptReference } from "../../src/core/reference.ts";
import { readAddress } from "../../src/engine/callback-address.ts";
import { QueueFull } from "../../src/lib/batcher.ts";
import type { Observation } from "../../src/lib/observe.ts";
import { DatabaseUnavailable, isPassingConflict } from "../../src/store/database.ts";
import type { Resource } from "../../src/store/resource.ts";
import type { Vault } from "../../src/store/vault.ts";
import { addressIn } from "./callbacks.ts";

/** The rules that nothing may break, by short names. */
export type Rule =
  | "one charge"
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

interface WebhookMessage {
  readonly type: string;
  readonly version: number;
  readonly data: Resource;
}

/** More attempts than any ladder has. */
const ATTEMPTS_MAX = 20;

/**
 * Stands outside of the system: it knows what merchants were told and what stands in the providers' books, and holds the
 * one against the other while the world goes on.
 */
export class Judge {
  readonly complaints: Complaint[] = [];
  /** By the merchant's key. */
  readonly #answers = new Map<string, { readonly id: string; readonly answer: Buffer }>();
  /** By the operation's id, here and below. */
  readonly #told = new Map<string, Told[]>();
  readonly #finals = new Map<string, Status>();
  readonly #lied = new Set<string>();
  readonly #decided = new Set<string>();
  /** Ids of operations by what stands in a provider's books of their attempts. */
  readonly #attempts = new Map<string, string>();
  readonly #webhooks = new Map<string, string>();
  /** Ids of webhooks by what they tell. */
  readonly #events = new Map<string, string>();
  readonly #vault: Vault;
  readonly #books: () => readonly BookEntry[];

  constructor(vault: Vault, books: () => readonly BookEntry[]) {
    this.#vault = vault;
    this.#books = books;
  }

  get acknowledgedIds(): readonly string[] {
    return [...new Set([...this.#answers.values()].map(({ id }) => id))];
  }

  complain(rule: Rule, says: string): void {
    this.complaints.push({ rule, says });
  }

  acknowledged(key: string, { id, answer }: { readonly id: string; readonly answer: Buffer }): void {
    const first = this.#answers.get(key);
    if (first !== undefined && !first.answer.equals(answer))
      this.complain("acknowledged is kept", `${key} was answered in two ways`);
    this.#answers.set(key, { id, answer });
    this.#learn(id);
  }

  /** A merchant may be told to come again, and nothing else. */
  refused(error: unknown): void {
    if (!passes(error)) this.complain("nothing breaks", `a request was refused: ${String(error)}`);
  }

  heard(webhook_id: string, message: WebhookMessage): void {
    const said = JSON.stringify(message);
    if ((this.#webhooks.get(webhook_id) ?? said) !== said)
      this.complain("merchants are told", `${webhook_id} came with two bodies`);
    this.#webhooks.set(webhook_id, said);
    const { status, object, id: shown } = message.data;
    const id = readId(object === "topup" ? "topup" : "payment", shown) ?? "";
    this.#happenedOnce(`${id}, version ${message.version}, ${message.type}`, webhook_id);
    this.#learn(id);
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
    const id = this.#operationOf(callback.url);
    if (id !== undefined) this.#lied.add(id);
  }

  /** A person may change what is final, having looked into the books. */
  decided(id: string): void {
    this.#decided.add(id);
  }

  booksChanged(): void {
    for (const [attempt, charges] of this.#chargesByAttempt())
      if (charges > 1) this.complain("one charge", `${attempt} was charged ${charges} times`);
    for (const id of this.acknowledgedIds)
      if (this.charges(id) > 1) this.complain("one charge", `${id} was charged ${this.charges(id)} times`);
  }

  /** What the providers took for an operation and have not given back. */
  charges(id: string): number {
    let charges = 0;
    for (const [attempt, count] of this.#chargesByAttempt())
      if (this.#operationOf(attempt) === id) charges += count;
    return charges;
  }

  /** Whether they ever did. */
  wasCharged(id: string): boolean {
    return this.#books().some(({ kind, attempt }) => kind === "charge" && this.#operationOf(attempt) === id);
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

  /** Our references of its attempts, by which the providers' books know them. */
  #learn(id: string): void {
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const digest = this.#vault.digest("attempt reference", `${id}/${attempt}`);
      this.#attempts.set(attemptReference(slotOf(id), digest), id);
    }
  }

  #toldInOrder(id: string): readonly Told[] {
    return [...(this.#told.get(id) ?? [])].sort((one, other) => one.version - other.version);
  }

  #believe(id: string, status: Status): void {
    if (status === "succeeded" && !this.wasCharged(id) && !this.#lied.has(id) && !this.#decided.has(id))
      this.complain("success is charged", `${id} is told as succeeded, and nobody was charged`);
    if (!isFinalStatus(status)) return;
    const before = this.#finals.get(id) ?? status;
    if (before !== status && !this.#decided.has(id))
      this.complain("a final status stays", `${id} was ${before} and is ${status}`);
    this.#finals.set(id, status);
  }

  #chargesByAttempt(): ReadonlyMap<string, number> {
    const charges = new Map<string, number>();
    for (const { attempt, kind } of this.#books())
      charges.set(attempt, (charges.get(attempt) ?? 0) + (kind === "charge" ? 1 : -1));
    return charges;
  }

  /** `attempt`: a callback URL of ours, or our reference. */
  #operationOf(attempt: string): string | undefined {
    const known = this.#attempts.get(attempt);
    if (known !== undefined || !URL.canParse(attempt)) return known;
    const id = readAddress(addressIn({ url: attempt }), this.#vault)?.operation_id;
    if (id !== undefined) this.#attempts.set(attempt, id);
    return id;
  }
}

/** The database was away or sent somebody back, which is said and not hidden. */
function passes(error: unknown): boolean {
  return error instanceof DatabaseUnavailable || error instanceof QueueFull || isPassingConflict(error);
}
