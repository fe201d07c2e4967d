import { showId } from "../core/ids.ts";
import { Batcher } from "../lib/batcher.ts";
import { Repeat } from "../lib/repeat.ts";
import { systemTimers, type Timers } from "../lib/timers.ts";
import type { Database } from "../store/database.ts";
import {
  type DeliveryResult,
  putBackDeliveries,
  readDueDeliveries,
  recordDeliveryResults,
} from "../store/delivery-work.ts";
import { type EndpointTarget, readEndpointTargets } from "../store/endpoint-secrets.ts";
import { disableEndpoint } from "../store/endpoints.ts";
import { runBatch } from "../store/run-batch.ts";
import type { Vault } from "../store/vault.ts";
import { claimWork, renewWork, type Work } from "../store/work.ts";
import type { TargetRules } from "./guard/url.ts";
import { SLOW_MS } from "./lane.ts";
import { Lanes } from "./lanes.ts";
import { type WebhookHttp, webhookHttp } from "./post.ts";
import { chanceOf, type Item, type Tried, type TryOptions, tryDelivery } from "./try-delivery.ts";

export interface OutboxOptions extends Omit<TryOptions, "post">, TargetRules {
  /** Left out: real HTTP, after the rules for targets. */
  readonly http?: WebhookHttp;
  readonly database: Database;
  readonly vault: Vault;
  /** Names this process among the others. */
  readonly node: string;
  /** How long a delivery stays with a node that says nothing any more. */
  readonly lease_ms: number;
}

/** As for operations: how often a node looks for due work, and how much of it one claim and one node's memory take. */
const POLL_MS = 250;
const CLAIM_MAX = 500;
const HELD_MAX = 5_000;
const WRITES = { batch_max: 200, batches_in_flight: 2, queue_max: 2 * HELD_MAX };
/** So long may tries that are under way end by themselves when the process stops. What is cut off is sent again. */
const STOP_GRACE_MS = 2_000;

/**
 * Brings events to merchants, each at least once. What is due is claimed and loaded in bulk, sent lane by lane, and the
 * results are written in bulk. Whoever dies in between leaves a lease that ends, and another node sends the same id.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #timers: Timers;
  readonly #http: WebhookHttp;
  readonly #lanes: Lanes<Item>;
  /** The newest claim of each delivery that this node holds, by the delivery's id. */
  readonly #held = new Map<string, Work>();
  readonly #running = new Set<Promise<void>>();
  readonly #results: Batcher<DeliveryResult, boolean>;
  readonly #put_backs: Batcher<{ readonly work: Work; readonly due_at: number }, boolean>;
  readonly #poll: Repeat;
  readonly #renew: Repeat;
  readonly #cut = new AbortController();
  #poked = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#timers = options.timers ?? systemTimers;
    this.#http = options.http ?? webhookHttp({ rules: options });
    this.#lanes = new Lanes({
      start: (item) => this.#track("sending a webhook", this.#send(item)),
      putBack: (item, until) => this.#track("putting a webhook back", this.#putBack(item, until)),
      now: () => options.clock.now(),
      chance: () => chanceOf(options.randomness),
    });
    this.#results = new Batcher(
      (batch) => runBatch(batch, (items) => recordDeliveryResults(items, options)),
      WRITES,
    );
    this.#put_backs = new Batcher(
      (batch) => runBatch(batch, (items) => putBackDeliveries(items, options)),
      WRITES,
    );
    this.#poll = new Repeat(() => this.#claim(), {
      every_ms: POLL_MS,
      timers: this.#timers,
      onError: (error) => this.#fault("claiming due webhooks", error),
    });
    this.#renew = new Repeat(() => renewWork([...this.#held.values()], this.#claimContext()), {
      every_ms: options.lease_ms / 3,
      timers: this.#timers,
      onError: (error) => this.#fault("renewing the leases of webhooks", error),
    });
  }

  start(): void {
    this.#poll.start();
    this.#renew.start();
  }

  /** There may be something new to send: looks at once. May be called for every event. */
  poke(): void {
    // Once is enough until the next look; asking again and again would push it away.
    if (this.#poked) return;
    this.#poked = true;
    this.#poll.now();
  }

  /** Takes no new work, gives back what only waits, and lets the tries that are under way end, for a moment. */
  async stop(): Promise<void> {
    await this.#poll.stop();
    this.#giveBack(this.#lanes.takeAllWaiting());
    const spare = this.#timers.after(STOP_GRACE_MS, () => this.#cut.abort());
    await Promise.allSettled([...this.#running]);
    spare();
    await this.#renew.stop();
    await this.#http.close();
  }

  async #claim(): Promise<void> {
    this.#poked = false;
    const room = Math.min(CLAIM_MAX, HELD_MAX - this.#held.size);
    if (room <= 0) return;
    const claimed = await claimWork("delivery", room, this.#claimContext());
    const fresh = claimed.filter((work) => !this.#held.has(work.subject_id));
    for (const work of claimed) this.#held.set(work.subject_id, work);
    try {
      await this.#load(fresh);
    } catch (error) {
      for (const work of fresh) this.#held.delete(work.subject_id);
      throw error;
    }
    if (claimed.length === room) this.poke();
  }

  async #load(claimed: readonly Work[]): Promise<void> {
    if (claimed.length === 0) return;
    const deliveries = await readDueDeliveries(claimed, this.#options.database);
    const wanted = new Set([...deliveries.values()].map((delivery) => delivery.endpoint_id));
    const endpoints = await readEndpointTargets([...wanted], this.#options.clock.now(), this.#options);
    for (const { subject_id } of claimed) {
      const delivery = deliveries.get(subject_id);
      const endpoint = endpoints.get(delivery?.endpoint_id ?? "");
      if (delivery === undefined || endpoint === undefined)
        this.#abandon(subject_id, "The endpoint was deleted.");
      else if (endpoint.disabled_because !== null)
        this.#abandon(subject_id, `The endpoint is disabled: ${endpoint.disabled_because}`);
      else this.#lanes.offer(endpoint.id, { delivery, endpoint });
    }
  }

  async #send(item: Item): Promise<void> {
    const { delivery, endpoint } = item;
    const isQuick = this.#timers.after(SLOW_MS, () => this.#lanes.hangs(endpoint.id));
    const tried = await tryDelivery(item, { ...this.#options, post: this.#http.post }, this.#cut.signal);
    isQuick();
    const { gone, rest_ms, result } = tried.verdict;
    const waiting = gone ? this.#lanes.takeWaiting(endpoint.id) : [];
    const succeeded = result.status === "delivered";
    this.#lanes.ended(endpoint.id, { succeeded, rest_ms, took_ms: tried.took_ms });
    if (tried.interrupted) return await this.#putBack(item, this.#options.clock.now());
    this.#observe(tried);
    if (gone)
      await this.#disable(endpoint).catch((error: unknown) => this.#fault("disabling an endpoint", error));
    // What waited meets the disabled endpoint when it is claimed again.
    this.#giveBack(waiting);
    await this.#record(delivery.id, result);
  }

  async #disable(endpoint: EndpointTarget): Promise<void> {
    const because = "It answered a webhook with 410 Gone.";
    const disabled = await disableEndpoint(
      { ...endpoint, because, at: this.#options.clock.now() },
      this.#options.database,
    );
    if (disabled === undefined) return;
    this.#options.observe({
      type: "endpoint_disabled",
      endpoint: showId("endpoint", endpoint.id),
      because,
    });
  }

  #abandon(id: string, last_problem: string): void {
    const nothing = { sent: false, next_try_at: null, last_status: null, delivered_at: null };
    const recorded = this.#record(id, { ...nothing, status: "abandoned", last_problem });
    this.#track("abandoning a webhook", recorded);
  }

  #giveBack(items: readonly Item[]): void {
    const now = this.#options.clock.now();
    for (const item of items) this.#track("putting a webhook back", this.#putBack(item, now));
  }

  async #record(id: string, result: Omit<DeliveryResult, "work">): Promise<void> {
    await this.#letGo(id, (work) => this.#results.add({ ...result, work }));
  }

  async #putBack({ delivery }: Item, due_at: number): Promise<void> {
    await this.#letGo(delivery.id, (work) => this.#put_backs.add({ work, due_at }));
  }

  /** Writes under the newest claim. Where the writing fails, the lease ends by itself. */
  async #letGo(id: string, write: (work: Work) => Promise<boolean>): Promise<void> {
    const work = this.#held.get(id);
    if (work === undefined) return;
    try {
      await write(work);
    } finally {
      this.#held.delete(id);
    }
  }

  #track(where: string, work: Promise<void>): void {
    const running = work
      .catch((error: unknown) => this.#fault(where, error))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  #observe({ verdict, took_ms }: Tried): void {
    const { status } = verdict.result;
    const result = status === "pending" ? "failed" : status;
    this.#options.observe({ type: "delivery_tried", result, milliseconds: took_ms });
  }

  #claimContext() {
    return { ...this.#options, offset_ms: this.#options.clock.offset_ms };
  }

  #fault(where: string, error: unknown): void {
    this.#options.observe({ type: "fault", where, error });
  }
}
