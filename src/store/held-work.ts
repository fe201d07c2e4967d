import type { SharedClock } from "../core/ports.ts";
import type { Observe } from "../lib/observe.ts";
import { Repeat } from "../lib/repeat.ts";
import type { Timers } from "../lib/timers.ts";
import type { Database } from "./database.ts";
import { claimWork, postponeWork, renewWork, type Work, type WorkKind } from "./work.ts";

/** What a work row is about. */
export interface WorkSubject {
  readonly slot: number;
  /** UUID. */
  readonly id: string;
}

export interface HeldWorkOptions {
  readonly kind: WorkKind;
  readonly database: Database;
  readonly clock: SharedClock;
  /** Left out: the system's. */
  readonly timers?: Timers | undefined;
  readonly observe: Observe;
  /** Names this process among the others. */
  readonly node: string;
  /** How long work stays with a node that says nothing any more. */
  readonly lease_ms: number;
  /** One claim takes no more than this. */
  readonly claim_max: number;
  /** Nor is more than this held in memory: the rest waits in the database, where any node finds it. */
  readonly held_max: number;
  /** Calls `hold` for each that it takes up; a row that it leaves is claimed again when its lease ends. */
  readonly takeUp: (claimed: readonly WorkSubject[]) => Promise<void>;
}

/** How often a node looks for due work: with the lease, this bounds how late a dead node's work goes on. */
const POLL_MS = 250;

/**
 * The work of one kind that this node holds: rows that it claimed when they were due, or that were born its own. Each stays
 * with it while it is worked on; whoever dies leaves a lease that ends, and another node claims the row.
 */
export class HeldWork {
  readonly #options: HeldWorkOptions;
  readonly #held = new Map<string, Omit<Work, "claims">>();
  readonly #running = new Set<Promise<void>>();
  readonly #poll: Repeat;
  readonly #renew: Repeat;
  #stopping = false;

  constructor(options: HeldWorkOptions) {
    this.#options = options;
    const { lease_ms, timers } = options;
    this.#poll = new Repeat(() => this.#claim(), {
      every_ms: POLL_MS,
      timers,
      onError: (error) => this.#fault("claiming what is due", error),
    });
    this.#renew = new Repeat(() => renewWork([...this.#held.values()], this.#context()), {
      every_ms: lease_ms / 3,
      timers,
      onError: (error) => this.#fault("renewing leases", error),
    });
  }

  get isFull(): boolean {
    return this.#held.size >= this.#options.held_max;
  }

  get isStopping(): boolean {
    return this.#stopping;
  }

  start(): void {
    this.#poll.start();
    this.#renew.start();
  }

  /** Takes no new work, and lets what is under way come to its end. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#poll.stop();
    await Promise.allSettled([...this.#running]);
    await this.#renew.stop();
  }

  /** Something may have fallen due: looks at once. */
  poke(): void {
    this.#poll.now();
  }

  has(id: string): boolean {
    return this.#held.has(id);
  }

  /** Keeps the row until the work on it has ended, whatever comes of it. */
  hold({ slot, id }: WorkSubject, work: () => Promise<void>): void {
    this.#held.set(id, { slot, kind: this.#options.kind, subject_id: id });
    const running = work()
      .catch((error: unknown) => this.#fault("doing what is due", error))
      .finally(() => {
        this.#held.delete(id);
        this.#running.delete(running);
      });
    this.#running.add(running);
  }

  /** Gives a row back, due again after a while. */
  async postpone({ slot, id }: WorkSubject, by_ms: number): Promise<void> {
    await postponeWork({ slot, kind: this.#options.kind, subject_id: id }, by_ms, this.#context());
  }

  async #claim(): Promise<void> {
    const { kind, claim_max, held_max } = this.#options;
    const room = Math.min(claim_max, held_max - this.#held.size);
    if (room <= 0) return;
    const claimed = await claimWork(kind, room, this.#context());
    const fresh = claimed
      .filter(({ subject_id }) => !this.#held.has(subject_id))
      .map(({ slot, subject_id }) => ({ slot, id: subject_id }));
    if (fresh.length > 0) await this.#options.takeUp(fresh);
    if (claimed.length === room) this.poke();
  }

  #context() {
    return { ...this.#options, offset_ms: this.#options.clock.offset_ms };
  }

  #fault(doing: string, error: unknown): void {
    this.#options.observe({ type: "fault", where: `${doing} (${this.#options.kind})`, error });
  }
}
