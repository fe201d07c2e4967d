/** A try that takes longer is slow: its endpoint loses its queue in memory and its place among the quick. */
export const SLOW_MS = 3_000;
/** Tries to one endpoint at once, at most, on one node. An endpoint begins with one and earns the others. */
const PLACES_MAX = 50;
/** So much may wait in memory as the endpoint is likely to take in this time. */
const WAITING_MS = 500;
const WAITING_MAX = 1_000;
/** What cannot be sent now comes back after this time at the latest, so that an endpoint which recovers soon hears of it. */
const PUT_BACK_MS_MAX = 5 * 60_000;
/** How long a try takes, as long as nothing is known of the endpoint. */
const FIRST_GUESS_MS = 20;
/** The weight of the newest try in the average. */
const NEWEST = 0.2;

/** How a try ended, as far as the next ones are concerned. */
export interface TryEnd {
  readonly succeeded: boolean;
  readonly took_ms: number;
  /** How long the endpoint wants to be left alone. */
  readonly rest_ms: number;
}

/** One endpoint's queue, and what the endpoint has shown of itself. Times are milliseconds. */
export class Lane<Item> {
  readonly waiting: Item[] = [];
  running = 0;
  /** One of its tries hangs, or its last one did. */
  slow = false;
  #places = 1;
  #thrives = true;
  #average_ms = FIRST_GUESS_MS;
  #booked_until = 0;
  #rests_until = 0;

  get hasPlace(): boolean {
    return this.running < this.#places;
  }

  get hasRoom(): boolean {
    const takes = (WAITING_MS * this.#places) / this.#average_ms;
    return this.waiting.length < Math.min(takes, WAITING_MAX);
  }

  get isIdle(): boolean {
    return this.running === 0 && this.waiting.length === 0;
  }

  rests(now: number): boolean {
    return this.#rests_until > now;
  }

  /** One place more after a success, half of them after a failure: what is well gets fast, what is ill is left in peace. */
  learn({ succeeded, took_ms, rest_ms }: TryEnd, now: number): void {
    this.#places = succeeded
      ? Math.min(this.#places + 1, PLACES_MAX)
      : Math.max(Math.floor(this.#places / 2), 1);
    this.#thrives = succeeded;
    this.#average_ms += (took_ms - this.#average_ms) * NEWEST;
    this.#rests_until = Math.max(this.#rests_until, now + Math.min(rest_ms, PUT_BACK_MS_MAX));
  }

  /**
   * When an item that has to go back should come again: one after the other, at the pace of the endpoint, so that a
   * backlog is written once and not again and again. `chance`, from 0 to 1, spreads what comes at the very end.
   */
  comesAgainAt(now: number, chance: number): number {
    const from = Math.max(this.#booked_until, this.#rests_until, now);
    this.#booked_until = Math.min(from + this.#pace_ms, now + PUT_BACK_MS_MAX);
    return Math.round(Math.min(this.#booked_until, now + PUT_BACK_MS_MAX * (1 - chance / 2)));
  }

  /** It answers quickly again: what comes now need not queue behind what was put back. */
  forgetBookings(): void {
    this.#booked_until = 0;
  }

  /** Time for each item. An endpoint that does well is about to have all places, so it is not held to those it has. */
  get #pace_ms(): number {
    if (this.slow) return Math.max(this.#average_ms, SLOW_MS) / this.#places;
    return this.#average_ms / (this.#thrives ? PLACES_MAX : this.#places);
  }
}
