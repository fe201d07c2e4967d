import { setTimeout } from "node:timers/promises";
import type { Database } from "../store/database.ts";
import type { DatabaseClock } from "../store/database-clock.ts";
import { readSchedule, type Schedule } from "../store/schedule.ts";

export interface PassageOptions {
  readonly database: Database;
  readonly clock: DatabaseClock;
  /** Has every part of the node look for what has fallen due. */
  readonly poke: () => void;
}

const LOOK_EVERY_MS = 2;
/** Whoever is busy for so long in real time waits for time itself, such as a call whose answer the sandbox holds back. */
const PATIENCE_MS = 400;
/** And so long for those who were waited for in vain before: what happened meanwhile may have been what they wait for. */
const GLANCE_MS = 30;
/** How far time goes in one step while somebody waits for it without our knowing until when. */
const STEP_MS = 1_000;

/**
 * Lets a node's time pass as fast as its work allows: each step ends when all that fell due in it is done. So an hour in
 * which somebody asks every few minutes takes a moment, and everything in it happens in its order.
 */
export class PassageOfTime {
  readonly #options: PassageOptions;
  #schedule: Schedule = { next_due_at: null, busy: [] };
  /** Those who were waited for in vain. */
  #stuck: ReadonlySet<string> = new Set();

  constructor(options: PassageOptions) {
    this.#options = options;
  }

  async advance(by_ms: number): Promise<void> {
    this.#options.clock.advance(by_ms);
    await this.#catchUp({ glance_ms: 0 });
  }

  async settle(): Promise<void> {
    await this.#catchUp({ glance_ms: GLANCE_MS });
  }

  /** Milliseconds until something falls due; null while nothing will by itself. */
  dueIn(): number | null {
    const { next_due_at, busy } = this.#schedule;
    const wait = next_due_at === null ? null : Math.max(1, next_due_at - this.#options.clock.now());
    if (busy.length === 0) return wait;
    return wait === null ? STEP_MS : Math.min(wait, STEP_MS);
  }

  /** Waits until nobody has anything to do before time goes on. */
  async #catchUp({ glance_ms }: { readonly glance_ms: number }): Promise<void> {
    const { database, clock, poke } = this.#options;
    const began_at = performance.now();
    for (;;) {
      this.#schedule = await readSchedule(database, clock.offset_ms);
      const { busy } = this.#schedule;
      const waited_ms = performance.now() - began_at;
      const patience_ms = busy.every((subject) => this.#stuck.has(subject)) ? glance_ms : PATIENCE_MS;
      if (busy.length === 0 || waited_ms >= patience_ms) {
        this.#stuck = new Set(busy);
        return;
      }
      poke();
      await setTimeout(LOOK_EVERY_MS);
    }
  }
}
