import { gatherAcceptances } from "../../src/api/operations/acceptances.ts";
import { show } from "../../src/api/operations/show.ts";
import { type Taking, take } from "../../src/api/operations/take.ts";
import { type RefundTaking, takeRefund } from "../../src/api/operations/take-refund.ts";
import { type SubscriptionTaking, takeSubscription } from "../../src/api/subscriptions/take.ts";
import type { RawCallback } from "../../src/connector/connector.ts";
import type { CallbackAnswer, Provider } from "../../src/connector/provider.ts";
import { slotOf } from "../../src/core/ids.ts";
import type { SharedClock } from "../../src/core/ports.ts";
import type { Engine, EngineOptions } from "../../src/engine/engine.ts";
import { Outgoing } from "../../src/engine/outgoing.ts";
import { subscribedCustomer } from "../../src/engine/subscribed-customer.ts";
import { Subscriptions } from "../../src/engine/subscriptions.ts";
import { Inbox } from "../../src/inbox/inbox.ts";
import type { Observe } from "../../src/lib/observe.ts";
import type { Timers } from "../../src/lib/timers.ts";
import { Outbox } from "../../src/outbox/outbox.ts";
import type { Post } from "../../src/outbox/post.ts";
import type { Accepted } from "../../src/store/accept.ts";
import type { Applied, Happening } from "../../src/store/apply.ts";
import type { SubscriptionApplied, SubscriptionHappening } from "../../src/store/apply-subscription.ts";
import { Connections } from "../../src/store/connections.ts";
import type { Database } from "../../src/store/database.ts";
import { readOperations } from "../../src/store/operations.ts";
import type { Resource } from "../../src/store/resource.ts";
import type { Vault } from "../../src/store/vault.ts";
import type { Calls } from "./calls.ts";
import type { Chance } from "./chance.ts";
import type { DatabaseLink } from "./database-link.ts";
import type { Scheduler } from "./scheduler.ts";

/** Where providers reach all nodes. */
export const CALLBACK_BASE_URL = "http://gateway";
const LEASE_MS = 5_000;

export interface NodeParts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly link: DatabaseLink;
  readonly calls: Calls;
  readonly vault: Vault;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly post: Post;
  readonly observe: Observe;
  readonly newEngine: (options: EngineOptions) => Engine;
}

type Asked = Parameters<typeof take>[0];

/** One process of the gateway, wired from the real parts, on the world's clock and chance. It dies without a word. */
export class SimulatedNode {
  readonly name: string;
  alive = true;
  #paused_until = 0;
  readonly #scheduler: Scheduler;
  readonly #engine: Engine;
  readonly #inbox: Inbox;
  readonly #subscriptions: Subscriptions;
  readonly #api: Taking & RefundTaking & SubscriptionTaking;
  readonly #database: Database;

  constructor(name: string, parts: NodeParts) {
    this.name = name;
    this.#scheduler = parts.scheduler;
    const { chance, calls, vault, providers, link, post, observe } = parts;
    const timers = this.#timers();
    this.#database = link.connect(this);
    const shared = {
      database: this.#database,
      vault,
      clock: clockOf(parts),
      timers,
      randomness: chance,
      connections: new Connections(this.#database, vault, timers),
      providers,
      observe,
      node: name,
      lease_ms: LEASE_MS,
      time_scale: 1,
    };
    const callback_base_url = () => CALLBACK_BASE_URL;
    const postFromHere: Post = (webhook, signal) =>
      new Promise((resolve) => {
        void post(webhook, signal).then((posted) => this.hears(() => resolve(posted)));
      });
    const http = { post: postFromHere, close: async () => undefined };
    const outbox = new Outbox({ ...shared, http, allow_insecure_targets: true });
    const announced = () => outbox.poke();
    const customerOf = (subscription_id: string) => subscribedCustomer(subscription_id, shared);
    const outgoing = new Outgoing({ ...shared, transport: (request) => calls.carry(request, this) });
    const wired = { ...shared, announced, callback_base_url, outgoing, subscribedCustomer: customerOf };
    this.#engine = parts.newEngine(wired);
    this.#subscriptions = new Subscriptions({ ...wired, engine: this.#engine });
    this.#inbox = new Inbox({ ...wired, engine: this.#engine, subscriptions: this.#subscriptions });
    const acceptances = gatherAcceptances(shared);
    const driven = { engine: this.#engine, subscriptions: this.#subscriptions };
    this.#api = { ...shared, ...driven, outbox, acceptances };
    for (const part of [this.#engine, this.#subscriptions, this.#inbox, outbox]) part.start();
  }

  /** It stands still and does not know it: all that comes meanwhile, it hears afterwards. */
  pause(ms: number): void {
    this.#paused_until = this.#scheduler.now + ms;
  }

  hears(what: () => void): void {
    const wait_ms = this.#paused_until - this.#scheduler.now;
    if (wait_ms > 0) this.#scheduler.after(wait_ms, `${this.name} goes on`, () => this.hears(what));
    else if (this.alive) what();
  }

  /** Whatever it was about to do, it does not do; whoever waits for it waits in vain. */
  crash(): void {
    this.alive = false;
  }

  take(asked: Asked): Promise<Accepted> {
    return this.#ask(() => take(asked, this.#api));
  }

  /** In the payment's slot, as the API does it. */
  giveBack(
    payment_id: string,
    { identity, ...asked }: Omit<Parameters<typeof takeRefund>[0], "payment">,
  ): Promise<Accepted> {
    const slot = slotOf(payment_id);
    return this.#ask(async () => {
      const payment = (await readOperations([{ slot, id: payment_id }], this.#api)).get(payment_id);
      if (payment === undefined) throw new Error("The payment is not stored.");
      return await takeRefund({ ...asked, payment, identity: { ...identity, slot } }, this.#api);
    });
  }

  subscribe(asked: Parameters<typeof takeSubscription>[0]): Promise<Accepted> {
    return this.#ask(() => takeSubscription(asked, this.#api));
  }

  happenedToSubscription(
    happening: SubscriptionHappening,
    payer_answer?: string,
  ): Promise<SubscriptionApplied | null> {
    return this.#ask(() => this.#subscriptions.happenedAndGoOn(happening, payer_answer));
  }

  happened(happening: Happening, payer_answer?: string): Promise<Applied | null> {
    return this.#ask(() => this.#engine.happenedAndGoOn(happening, payer_answer));
  }

  /** What a GET shows. */
  show(asked: { readonly slot: number; readonly id: string }): Promise<Resource | undefined> {
    return this.#ask(async () => {
      const operation = (await readOperations([asked], this.#api)).get(asked.id);
      return operation && show(operation, this.#api);
    });
  }

  /** As the callback routes answer: what could not be stored is to be sent again. */
  receive(address: string, raw: RawCallback): Promise<CallbackAnswer> {
    return this.#ask(async () => {
      try {
        return (await this.#inbox.receive(address, raw)) ?? { status: 404, headers: {}, body: "" };
      } catch {
        return { status: 503, headers: {}, body: "" };
      }
    });
  }

  #ask<Result>(run: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => this.hears(() => void run().then(resolve, reject)));
  }

  #timers(): Timers {
    const scheduler = this.#scheduler;
    return {
      elapsed: () => scheduler.now,
      after: (ms, run) => scheduler.wait(Math.ceil(ms), `${this.name} has waited`, () => this.hears(run)),
    };
  }
}

/** A node's reading of the database's clock is off by some of the round trip in which it read it. */
function clockOf({ scheduler, chance }: Pick<NodeParts, "scheduler" | "chance">): SharedClock {
  const off_ms = chance.between(-40, 40);
  return { now: () => scheduler.now + off_ms, offset_ms: 0 };
}
