import type { RateLimit } from "../connector/provider.ts";
import type { Clock } from "../core/ports.ts";
import { Batcher } from "../lib/batcher.ts";
import type { Database } from "../store/database.ts";
import {
  holdTurns,
  nextTurns,
  type SharedLimit,
  type Turn,
  type TurnWish,
  takeTurnsWithin,
} from "../store/rates.ts";
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

/** Calls that are not to be made before a moment, for their provider has refused one. */
export interface Hold {
  /** `connection`: all of them. `phone`: those that begin a charge of this number. */
  readonly per: RateLimit["per"];
  readonly phone_number: string | null;
  readonly until: number;
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
/** Beyond what those who come back may reach, in case the nodes' clocks differ. */
const HELD_BEYOND_MS = WAITED_WITHIN_MS + 1_000;
/** A turn that is not used so soon is missed, so that many which came late do not go at once. */
export const TURN_LASTS_MS = 500;
/** Calls that leave one after the other arrive together where the first of them are held up for so long. */
const ON_THE_WAY_MS = 500;
const LIMITS = { batch_max: 200, batches_in_flight: 2, queue_max: 20_000 };

/** A wish whose earliest moment is when its batch is asked. */
type Wish = Omit<TurnWish, "from"> & { readonly from: number | null };

/** Gives each call its turn under all limits that hold for it, over all nodes. */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #asks: Batcher<Wish, Turn>;
  readonly #looks: Batcher<SharedLimit, number>;

  constructor(options: TurnsOptions) {
    this.#options = options;
    this.#asks = new Batcher((batch) => runBatch(batch, (wishes) => this.#ask(wishes)), LIMITS);
    this.#looks = new Batcher(
      (batch) => runBatch(batch, (limits) => nextTurns(limits, options.database)),
      LIMITS,
    );
  }

  /**
   * The connection's limits first, for its turn may come a little later. The phone's are then asked for that very moment,
   * so that however long the wait was, two calls to one phone are never closer than they may be.
   */
  async take(account: Account, call: CallAhead): Promise<Turn> {
    const ahead = call.waited ? WAITED_WITHIN_MS : NEW_WITHIN_MS;
    let at: number | null = null;
    for (const { per, limit } of this.#limitsOf(account, call.phone_number)) {
      const within_ms = per === "phone" ? 0 : ahead;
      const turn: Turn = await this.#asks.add({ ...limit, from: at, within_ms });
      if (!turn.given) return turn;
      at = turn.at;
    }
    return { given: true, at: at ?? this.#options.clock.now() };
  }

  /** Nobody has a turn before then, on any node. Where the provider declares no such limit, nothing is held. */
  async hold(account: Account, { per, phone_number, until }: Hold): Promise<void> {
    const held = this.#limitsOf(account, phone_number).filter((limit) => limit.per === per);
    if (held.length === 0) return;
    const limits = held.map(({ limit }) => limit);
    await holdTurns(limits, Math.ceil(until), this.#options.database);
  }

  /**
   * Whether calls were held after this one was given its turn. Nobody is given one far ahead, so a limit whose next turn is
   * farther away than any that could have been given is being held.
   */
  async isHeld(account: Account, { phone_number }: CallAhead): Promise<boolean> {
    const limits = this.#limitsOf(account, phone_number);
    const nexts = await Promise.all(limits.map(({ limit }) => this.#looks.add(limit)));
    const given_until = this.#options.clock.now() + HELD_BEYOND_MS;
    return limits.some(({ limit }, index) => (nexts[index] ?? 0) > given_until + limit.every_ms);
  }

  #limitsOf(
    { connection, provider }: Account,
    phone_number: string | null,
  ): readonly { readonly per: RateLimit["per"]; readonly limit: SharedLimit }[] {
    const { vault, time_scale } = this.#options;
    return inOrder(provider.limits.rates ?? []).flatMap(([index, { per, seconds, count, burst = 1 }]) => {
      if (per === "phone" && phone_number === null) return [];
      const digest = vault.digest("rate", `${connection.id} ${index} ${per === "phone" ? phone_number : ""}`);
      const every_ms = Math.max(1, Math.ceil((seconds * 1000 * time_scale) / count));
      return [{ per, limit: { digest, every_ms, burst: burstLeft(burst, every_ms) } }];
    });
  }

  async #ask(wishes: readonly Wish[]): Promise<readonly Turn[]> {
    const now = this.#options.clock.now();
    const dated = wishes.map((wish) => ({ ...wish, from: wish.from ?? now }));
    return await takeTurnsWithin(dated, this.#options.database);
  }
}

/** The provider counts calls as they arrive: of those that it bears at once, room is left for as many as may catch others up. */
function burstLeft(burst: number, every_ms: number): number {
  return Math.max(1, burst - Math.ceil((TURN_LASTS_MS + ON_THE_WAY_MS) / every_ms));
}

function inOrder(limits: readonly RateLimit[]): readonly (readonly [number, RateLimit])[] {
  const numbered = limits.map((limit, index) => [index, limit] as const);
  return [
    ...numbered.filter(([, { per }]) => per === "connection"),
    ...numbered.filter(([, { per }]) => per === "phone"),
  ];
}
