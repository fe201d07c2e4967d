import { Lane, SLOW_MS, type TryEnd } from "./lane.ts";

/**
 * Tries of one node at once, to quick endpoints and to slow ones. Each holds a socket and a few kilobytes. An endpoint
 * that begins to hang moves to the slow ones with all its tries, so that it takes places of the quick for `SLOW_MS` only.
 */
const RUNNING_QUICK_MAX = 500;
const RUNNING_SLOW_MAX = 500;
/** What is known of more endpoints than this is forgotten, while nothing is under way to them. */
const LANES_MAX = 10_000;

export interface LanesOptions<Item> {
  /** Begins a try; `ended` is called when it is over. */
  start(item: Item): void;
  /** Gives an item up until then (milliseconds): others may have it. */
  putBack(item: Item, until: number): void;
  now(): number;
  /** From 0 to 1. */
  chance(): number;
}

/**
 * Decides who may be sent to next, so that no endpoint holds up another: each has a lane of its own, the lanes take
 * turns, and an endpoint that hangs loses its queue at once and has one try after the other.
 */
export class Lanes<Item> {
  readonly #options: LanesOptions<Item>;
  readonly #lanes = new Map<string, Lane<Item>>();
  /** Lanes with something waiting and a place to send it, in the order of their turns. */
  readonly #ready = new Set<Lane<Item>>();
  #running_quick = 0;
  #running_slow = 0;

  constructor(options: LanesOptions<Item>) {
    this.#options = options;
  }

  /** Starts the item, lets it wait, or puts it back. */
  offer(endpoint_id: string, item: Item): void {
    const lane = this.#laneOf(endpoint_id);
    if (lane.rests(this.#options.now())) this.#putBack(lane, [item]);
    else if (lane.slow) this.#offerToSlow(lane, item);
    else if (lane.hasRoom) {
      lane.waiting.push(item);
      this.#ready.add(lane);
      this.#startReady();
    } else this.#putBack(lane, [item]);
  }

  /** A try to this endpoint has taken longer than `SLOW_MS`, and still runs. */
  hangs(endpoint_id: string): void {
    this.#setSlow(this.#laneOf(endpoint_id), true);
    this.#startReady();
  }

  ended(endpoint_id: string, end: TryEnd): void {
    const lane = this.#laneOf(endpoint_id);
    const now = this.#options.now();
    this.#count(lane, -1);
    lane.learn(end, now);
    this.#setSlow(lane, end.took_ms >= SLOW_MS);
    if (lane.rests(now)) this.#putBack(lane, this.takeWaiting(endpoint_id));
    if (lane.waiting.length > 0) this.#ready.add(lane);
    if (lane.isIdle && this.#lanes.size > LANES_MAX) this.#lanes.delete(endpoint_id);
    this.#startReady();
  }

  /** Hands out what waits in memory for this endpoint. */
  takeWaiting(endpoint_id: string): readonly Item[] {
    const lane = this.#laneOf(endpoint_id);
    this.#ready.delete(lane);
    return lane.waiting.splice(0);
  }

  /** Hands out all that waits in memory. */
  takeAllWaiting(): readonly Item[] {
    return [...this.#lanes.keys()].flatMap((endpoint_id) => this.takeWaiting(endpoint_id));
  }

  #laneOf(endpoint_id: string): Lane<Item> {
    const known = this.#lanes.get(endpoint_id);
    if (known !== undefined) return known;
    const lane = new Lane<Item>();
    this.#lanes.set(endpoint_id, lane);
    return lane;
  }

  /** One item of each lane in turn, while there are places. */
  #startReady(): void {
    for (const lane of this.#ready) {
      if (this.#running_quick >= RUNNING_QUICK_MAX) return;
      this.#ready.delete(lane);
      const item = lane.hasPlace ? lane.waiting.shift() : undefined;
      if (item === undefined) continue;
      this.#start(lane, item);
      // Added again, it stands at the end, and the loop comes back to it.
      if (lane.waiting.length > 0) this.#ready.add(lane);
    }
  }

  #offerToSlow(lane: Lane<Item>, item: Item): void {
    if (lane.hasPlace && this.#running_slow < RUNNING_SLOW_MAX) this.#start(lane, item);
    else this.#putBack(lane, [item]);
  }

  #start(lane: Lane<Item>, item: Item): void {
    this.#count(lane, 1);
    this.#options.start(item);
  }

  #count(lane: Lane<Item>, change: 1 | -1): void {
    lane.running += change;
    if (lane.slow) this.#running_slow += change;
    else this.#running_quick += change;
  }

  #setSlow(lane: Lane<Item>, slow: boolean): void {
    if (lane.slow === slow) return;
    lane.slow = slow;
    this.#running_slow += slow ? lane.running : -lane.running;
    this.#running_quick += slow ? -lane.running : lane.running;
    if (!slow) lane.forgetBookings();
    else {
      this.#ready.delete(lane);
      this.#putBack(lane, lane.waiting.splice(0));
    }
  }

  #putBack(lane: Lane<Item>, items: readonly Item[]): void {
    const now = this.#options.now();
    for (const item of items) this.#options.putBack(item, lane.comesAgainAt(now, this.#options.chance()));
  }
}
