import type { RateLimit } from "../connector/provider.ts";
import type { Clock } from "../core/ports.ts";
import { Batcher } from "../lib/batcher.ts";
import type { Database } from "../store/database.ts";
import { type Turn, type TurnWish, takeTurnsWithin } from "../store/rates.ts";
import { runBatch } from "../store/run-batch.ts";
import type { Vault } from "../store/vault.ts";
import type { Account } from "./outgoing.ts";

/** A call that a provider's rate limits may hold up. */
export interface CallAhead {
  /** Whose limit counts too, where the call begins a charge; else null. */
  readonly phone_number: string | null;
  /** It was told to come back, or is late for another reason: it goes before those who come now. */
  readonly waited: boolean;
}

export interface TurnsOptions {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: Clock;
  /** Multiplies every span that a provider declares. */
  readonly time_scale: number;
}

/**
 * How far ahead a turn is given, for whoever is to wait in memory. Those who come back may reach further than those who
 * come now, so while anybody waits, all turns go to them, one after the other as they were told.
 */
const NEW_WITHIN_MS = 2_000;
const WAITED_WITHIN_MS = 4_000;
const LIMITS = { batch_max: 200, batches_in_flight: 2, queue_max: 20_000 };

/** A wish whose earliest moment is when its batch is asked. */
type Wish = Omit<TurnWish, "from"> & { readonly from: number | null };

/** Gives each call its turn under all limits that hold for it, over all nodes. */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #asks: Batcher<Wish, Turn>;

  constructor(options: TurnsOptions) {
    this.#options = options;
    this.#asks = new Batcher((batch) => runBatch(batch, (wishes) => this.#ask(wishes)), LIMITS);
  }

  /**
   * The connection's limits first, for its turn may come a little later. The phone's are then asked for that very moment,
   * so that however long the wait was, two calls to one phone are never closer than they may be.
   */
  async take({ connection, provider }: Account, call: CallAhead): Promise<Turn> {
    let at: number | null = null;
    for (const [index, limit] of inOrder(provider.limits.rates ?? [])) {
      if (limit.per === "phone" && call.phone_number === null) continue;
      const name = `${connection.id} ${index} ${limit.per === "phone" ? call.phone_number : ""}`;
      const ahead = call.waited ? WAITED_WITHIN_MS : NEW_WITHIN_MS;
      const turn: Turn = await this.#asks.add({
        digest: this.#options.vault.digest("rate", name),
        every_ms: Math.max(1, Math.ceil((limit.seconds * 1000 * this.#options.time_scale) / limit.count)),
        burst: limit.burst ?? 1,
        from: at,
        within_ms: limit.per === "phone" ? 0 : ahead,
      });
      if (!turn.given) return turn;
      at = turn.at;
    }
    return { given: true, at: at ?? this.#options.clock.now() };
  }

  async #ask(wishes: readonly Wish[]): Promise<readonly Turn[]> {
    const now = this.#options.clock.now();
    const dated = wishes.map((wish) => ({ ...wish, from: wish.from ?? now }));
    return await takeTurnsWithin(dated, this.#options.database);
  }
}

function inOrder(limits: readonly RateLimit[]): readonly (readonly [number, RateLimit])[] {
  const numbered = limits.map((limit, index) => [index, limit] as const);
  return [
    ...numbered.filter(([, { per }]) => per === "connection"),
    ...numbered.filter(([, { per }]) => per === "phone"),
  ];
}
