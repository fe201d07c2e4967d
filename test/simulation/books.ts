import type { HttpRequest } from "../../src/connector/http.ts";
import type { BookEntry } from "../../src/connector/simulator.ts";
import { slotOf } from "../../src/core/ids.ts";
import { attemptReference } from "../../src/core/reference.ts";
import { readAddress } from "../../src/engine/callback-address.ts";
import { correlatorIdOf } from "../../src/providers/mtn/connector/correlator-id.ts";
import type { Vault } from "../../src/store/vault.ts";
import { addressIn } from "./callbacks.ts";

/** More attempts than any ladder has. */
const ATTEMPTS_MAX = 20;

/** What stands in the books of all providers, by the operations of ours that it is about. */
export class Books {
  readonly #vault: Vault;
  readonly #entries: () => readonly BookEntry[];
  /** Ids of operations by our names for their attempts. */
  readonly #operations = new Map<string, string>();
  readonly #learned = new Set<string>();

  constructor(vault: Vault, entries: () => readonly BookEntry[]) {
    this.#vault = vault;
    this.#entries = entries;
  }

  /** From now on the operation's attempts are known by each of the names that providers have for them. */
  learn(id: string): void {
    if (this.#learned.has(id)) return;
    this.#learned.add(id);
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const digest = this.#vault.digest("attempt reference", `${id}/${attempt}`);
      const reference = attemptReference(slotOf(id), digest);
      this.#operations.set(reference, id);
      this.#operations.set(correlatorIdOf(reference), id);
    }
  }

  /** By this name of the provider's, too: it may be a charge's or a subscription's. */
  call(provider_reference: string, id: string): void {
    this.#operations.set(provider_reference, id);
  }

  entries(): readonly BookEntry[] {
    return this.#entries();
  }

  of(id: string): readonly BookEntry[] {
    return this.#entries().filter((entry) => this.operationOf(entry) === id);
  }

  /** Whatever became of them, where each is known as a payment of its own. */
  chargesOfSubscription(id: string): readonly BookEntry[] {
    return this.#entries().filter(({ kind, attempt }) => kind === "charge" && this.#namedIn(attempt) === id);
  }

  operationOf({ provider_reference, attempt }: BookEntry): string | undefined {
    return this.#operations.get(provider_reference) ?? this.#namedIn(attempt);
  }

  /** Its URL tells, or somewhere in it stands our name for an attempt. */
  operationIn({ url, body }: Pick<HttpRequest, "url" | "body">): string | undefined {
    const by_url = this.#named(url);
    if (by_url !== undefined || body === null) return by_url;
    return [...this.#operations].find(([reference]) => body.includes(reference))?.[1];
  }

  /** Our name may stand before one of theirs. */
  #namedIn(attempt: string): string | undefined {
    return this.#named(attempt) ?? this.#named(attempt.split(" ")[0] ?? "");
  }

  /** `attempt`: a callback URL of ours, or our reference. */
  #named(attempt: string): string | undefined {
    const known = this.#operations.get(attempt);
    if (known !== undefined || !URL.canParse(attempt)) return known;
    const id = readAddress(addressIn({ url: attempt }), this.#vault)?.operation_id;
    if (id !== undefined) this.#operations.set(attempt, id);
    return id;
  }
}

/** In the currency's smallest units. */
export function sumOf(entries: readonly BookEntry[], wanted: BookEntry["kind"]): bigint {
  const amounts = entries.filter(({ kind }) => kind === wanted).map((entry) => BigInt(entry.amount_minor));
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
