import type { Chance } from "./chance.ts";

/** What can go wrong, and how often at most: at one occasion of this many. */
const occasions = {
  /** The statement never reached the database, and the node is told so. */
  statement_not_done: 60,
  /** The database did it, and its answer never came. */
  statement_answer_lost: 60,
  statement_slow: 100,
  /** Two writers met in the wrong order, and this one was sent back. */
  statement_conflict: 80,
  database_down: 1_500,
  node_crash: 250,
  /** A process that its machine lets stand for longer than its leases last, and that goes on as if nothing had been. */
  node_pause: 80,
  call_not_sent: 6,
  call_lost_before_effect: 5,
  call_lost_after_effect: 4,
  /** An error page of whatever stands before the provider, which never heard of the call. */
  error_page_before_effect: 8,
  error_page_after_effect: 8,
  answer_garbled: 8,
  answer_cut_short: 8,
  /** It comes after the caller has given up. */
  answer_too_late: 8,
  /** It comes when the callback has been here already. */
  answer_after_callback: 5,
  callback_lost: 3,
  callback_answer_lost: 8,
  callback_doubled: 3,
  callback_delayed: 4,
  callback_day_late: 10,
  callback_altered: 5,
  callback_forged: 5,
  callback_contradicting: 6,
  webhook_lost: 4,
  webhook_answer_lost: 5,
  webhook_refused: 5,
  request_lost: 5,
  request_answer_lost: 4,
  request_doubled: 4,
} as const;

export type Fault = keyof typeof occasions;
export const faultKinds = Object.keys(occasions) as readonly Fault[];

export type FaultCounts = Readonly<Record<Fault, number>>;

/** No world suffers everything: where all calls are lost nobody learns what a doubled callback does. */
const SUFFERED = 0.6;

/** Strikes where its seed says so, and keeps count. */
export class Faults {
  readonly counts = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<Fault, number>;
  readonly #chance: Chance;
  readonly #rates: Readonly<Record<Fault, number>>;
  #on = true;

  constructor(chance: Chance) {
    this.#chance = chance;
    const rates = faultKinds.map((kind) => [kind, chance.happens(SUFFERED) ? rateOf(kind, chance) : 0]);
    this.#rates = Object.fromEntries(rates) as Record<Fault, number>;
  }

  get on(): boolean {
    return this.#on;
  }

  stop(): void {
    this.#on = false;
  }

  strikes(kind: Fault): boolean {
    if (!this.#on || !this.#chance.happens(this.#rates[kind])) return false;
    this.counts[kind] += 1;
    return true;
  }
}

function rateOf(kind: Fault, chance: Chance): number {
  return (chance.between(1, 100) / 100) * (1 / occasions[kind]);
}
