import { showId } from "../../src/core/ids.ts";
import type { Chance } from "./chance.ts";
import type { Judge } from "./judge.ts";
import type { Merchant, Wish } from "./merchant.ts";
import type { Operator } from "./operator.ts";
import type { Scheduler } from "./scheduler.ts";
import type { SubscriptionWish, WishedChange } from "./wishes/repertoire.ts";

const SECOND_MS = 1_000;
const HOUR_MS = 60 * 60 * SECOND_MS;
const DAY_MS = 24 * HOUR_MS;
/** How often the same is asked for twice in a row, as by a merchant whose button was pressed twice. */
const TWICE = 0.3;

export interface SubscriberParts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly judge: Judge;
  readonly merchant: Merchant;
  readonly operator: Operator;
  /** Wants a payment of the merchant's, with all that is asked of it later. */
  readonly pay: (wish: Wish) => void;
}

/** What a merchant does with its subscriptions, from what their customers type to the cancel some days later. */
export class Subscribers {
  readonly #parts: SubscriberParts;

  constructor(parts: SubscriberParts) {
    this.#parts = parts;
  }

  wants({ request, changes, charges = [] }: SubscriptionWish): void {
    const { chance, merchant } = this.#parts;
    merchant.subscribes(request, (id) => {
      for (const wished of changes) this.#planChange(id, wished);
      for (const { within_ms, ...charge } of charges) this.#planCharge(id, charge, within_ms);
      this.#later(chance.between(0, 4 * DAY_MS), `cancels ${id}`, () => this.#cancel(id));
    });
  }

  #planChange(id: string, wished: WishedChange): void {
    const { chance } = this.#parts;
    const at = chance.between(1_000, wished.within_ms);
    const again = chance.happens(TWICE) ? [at + chance.between(0, 5 * SECOND_MS)] : [];
    for (const delay_ms of [at, ...again])
      this.#later(delay_ms, `${wished.change} of ${id}`, () => this.#ask(id, wished));
  }

  /** Whether it runs by then or not. */
  #planCharge(id: string, { request, ...charge }: Omit<Wish, "kind">, within_ms: number): void {
    const { chance, pay } = this.#parts;
    const subscription = showId("subscription", id);
    this.#later(chance.between(1_000, within_ms), `charges ${id}`, () =>
      pay({ kind: "payment", ...charge, request: { ...request, subscription } }),
    );
  }

  /** Again and again, until it is told that it is over. */
  #cancel(id: string): void {
    if (this.#parts.judge.subscriptions.lastTold(id) === "ended") return;
    this.#parts.judge.subscriptions.cancelled(id);
    this.#ask(id, { change: "cancel" });
    this.#later(30 * HOUR_MS, `cancels ${id} again`, () => this.#cancel(id));
  }

  #ask(id: string, { change, payer_answer, ...wished }: Omit<WishedChange, "within_ms">): void {
    const { scheduler, operator } = this.#parts;
    const asked = { type: "change_asked", change, periods: wished.periods ?? null } as const;
    operator.tellSubscription(id, { ...asked, at: scheduler.now }, payer_answer);
  }

  #later(ms: number, what: string, run: () => void): void {
    this.#parts.scheduler.after(ms, `merchant ${what}`, run);
  }
}
