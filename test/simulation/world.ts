import type { Provider } from "../../src/connector/provider.ts";
import { Engine, type EngineOptions } from "../../src/engine/engine.ts";
import type { Database } from "../../src/store/database.ts";
import { readSchedule } from "../../src/store/schedule.ts";
import { Vault } from "../../src/store/vault.ts";
import { Callbacks } from "./callbacks.ts";
import { Calls } from "./calls.ts";
import { Chance } from "./chance.ts";
import { DatabaseLink } from "./database-link.ts";
import { Faults } from "./faults.ts";
import { Judge } from "./judge.ts";
import { MemoryDatabase } from "./memory-database.ts";
import { Merchant, type Wish } from "./merchant.ts";
import { caller, openAccount } from "./merchant-account.ts";
import { SimulatedNode } from "./node.ts";
import { Operator } from "./operator.ts";
import { ProviderWorld } from "./provider-world.ts";
import { Scheduler } from "./scheduler.ts";
import { Subscribers } from "./subscribers.ts";
import { Trace } from "./trace.ts";
import { judgeAtRest } from "./verdict.ts";
import { repertoires, settingsOf, subscriptionWishes } from "./wishes/repertoires.ts";

/**
 * A whole world from one seed, in one thread: gateway nodes, their database, five providers, a merchant and an operator.
 *
 * Everything of ours is the real thing, from the acceptance of a request to the webhook: the nodes are wired as in the
 * gateway, and the providers are the sandbox's own simulators. What the world puts in their place is only what lies
 * between them: the database (plain tables, held against PostgreSQL by a test of their own), the wires, time and chance.
 *
 * The scheduler takes one happening after the other: a statement that reaches the database, a call that arrives, an
 * answer, a callback, the end of a wait, a person's wish. At each of them the seed may strike with a fault, and between
 * any two of them a node may die: then nothing that it was about to do is ever done, while what it had sent goes on.
 *
 * There are two phases. First faults strike and safety is judged: who was charged, and what merchants were told. Then
 * faults stop, all nodes run, time passes, and liveness is judged: everything ends, and everybody was told.
 *
 * The same seed makes the same world to the letter. So nothing in it may read a clock, draw from another chance, or wait
 * for the real outside: nodes get time, waiting and randomness through their ports, the store is its port, and HTTP is
 * theirs. Promises run on in one order always. The trace's digest tells whether two runs were the same.
 */
export interface WorldOptions {
  readonly seed: number;
  /** Left out: tables in memory. `now`: the server's clock. */
  readonly openDatabase?: (now: () => number) => Database;
  /** Flaws put in on purpose, to see whether the judge finds them. */
  readonly newEngine?: (options: EngineOptions) => Engine;
  readonly flawed?: (provider: Provider) => Provider;
  readonly print?: (line: string) => void;
}

export const START_MS = Date.UTC(2026, 10, 21, 10);
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A world in so many has subscriptions, which make it go on for days. */
const SUBSCRIBED = 0.25;
/** More renewals than any merchant waits for. */
const PROVIDERS_CLOSE_MS = 30 * DAY_MS;

/** Everybody whose doings follow from the seed. */
export class World {
  readonly trace: Trace;
  readonly chance: Chance;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly judge: Judge;
  readonly calls: Calls;
  readonly database: Database;
  readonly #link: DatabaseLink;
  readonly #vault: Vault;
  readonly #providers: ReadonlyMap<string, ProviderWorld>;
  readonly #declared: ReadonlyMap<string, Provider>;
  readonly #merchant: Merchant;
  readonly #operator: Operator;
  readonly #subscribers: Subscribers;
  readonly #nodes: SimulatedNode[] = [];
  readonly #newEngine: (options: EngineOptions) => Engine;

  constructor({ seed, print, openDatabase, newEngine, flawed }: WorldOptions) {
    this.trace = new Trace(START_MS, print);
    this.chance = new Chance(seed);
    this.scheduler = new Scheduler(START_MS, this.trace);
    this.faults = new Faults(this.chance);
    const now = () => this.scheduler.now;
    this.database = openDatabase?.(now) ?? new MemoryDatabase({ now });
    this.#newEngine = newEngine ?? ((options) => new Engine(options));
    this.#vault = new Vault(this.chance.bytes(32), this.chance);
    this.judge = new Judge({
      vault: this.#vault,
      providers: repertoires.map(({ provider }) => provider),
      entries: () => [...this.#providers.values()].flatMap((provider) => provider.books()),
      texts: () => [...this.#providers.values()].flatMap((provider) => provider.texts()),
    });
    const parts = { ...this, judge: this.judge, caller, node: () => this.#anyNode() };
    this.#providers = this.#openProviders(
      new Callbacks({ ...parts, lied: (callback) => this.judge.lied(callback) }),
    );
    const declared = repertoires.map(({ provider }) => flawed?.(provider) ?? provider);
    this.#declared = new Map(declared.map((provider) => [provider.id, provider]));
    this.#link = new DatabaseLink(parts);
    this.calls = new Calls({ ...parts, providers: this.#providers });
    this.#merchant = new Merchant(parts);
    this.#operator = new Operator(parts);
    const pay = (wish: Wish) => this.#want(wish);
    const people = { merchant: this.#merchant, operator: this.#operator };
    this.#subscribers = new Subscribers({ ...parts, ...people, pay });
  }

  #openProviders(callbacks: Callbacks): ReadonlyMap<string, ProviderWorld> {
    const opened = repertoires.map((repertoire) => {
      const world = new ProviderWorld({
        scheduler: this.scheduler,
        chance: this.chance,
        provider: repertoire.provider,
        settings: settingsOf(repertoire, this.chance),
        until: START_MS + PROVIDERS_CLOSE_MS,
        send: (request, from) => callbacks.send(request, from),
        changed: () => this.judge.booksChanged(),
        fault: (error) => this.judge.complain("nothing breaks", `a simulator: ${String(error)}`),
      });
      return [repertoire.provider.id, world] as const;
    });
    return new Map(opened);
  }

  get operations(): number {
    return this.#merchant.wishes;
  }

  /** The merchant with its connections and its endpoint, the nodes, and all that somebody will want. */
  async begin(): Promise<void> {
    const providers = this.#providers.values();
    await openAccount({ ...this, vault: this.#vault, providers, created_at: START_MS });
    for (let count = this.chance.between(2, 3); count > 0; count -= 1) this.#startNode(`node-${count}`);
    for (let count = this.chance.between(2, 6); count > 0; count -= 1) this.#planWish();
    const subscribed = this.chance.happens(SUBSCRIBED);
    for (let count = subscribed ? this.chance.between(1, 3) : 0; count > 0; count -= 1)
      this.#planSubscription();
    this.#operator.begin();
    // Renewals come after a day, and some are to come while faults strike.
    const calm_after = this.chance.pick(subscribed ? [30, 600, 3_000] : [5, 30, 150, 600]) * MINUTE_MS;
    this.scheduler.after(calm_after, "faults stop", () => this.faults.stop());
  }

  /** False once nothing will happen any more. */
  async step(): Promise<boolean> {
    if (this.faults.strikes("node_crash")) this.#crash();
    if (this.faults.strikes("node_pause")) this.#pause();
    return await this.scheduler.step(() => readSchedule(this.database, 0));
  }

  async judgeAtRest(): Promise<void> {
    await judgeAtRest(this.judge, { database: this.database, vault: this.#vault });
  }

  #planWish(): void {
    const wish = this.chance.pick(repertoires).wish(this.chance);
    const { kind, request } = wish;
    const delay_ms = this.chance.between(0, this.chance.pick([1_000, 30_000, 10 * MINUTE_MS]));
    this.scheduler.after(delay_ms, `merchant wants a ${kind} of ${request.phone_number}`, () =>
      this.#want(wish),
    );
  }

  #want(wish: Wish): void {
    this.#merchant.wants(wish, (id) => this.#operationTaken(id, wish));
  }

  #planSubscription(): void {
    const wish = this.chance.pick(subscriptionWishes)(this.chance);
    this.scheduler.after(this.chance.between(0, MINUTE_MS), "merchant wants a subscription", () =>
      this.#subscribers.wants(wish),
    );
  }

  #operationTaken(id: string, wish: Wish): void {
    this.#operator.takesInterestIn(id);
    for (const { within_ms, ...asked } of wish.later ?? [])
      this.scheduler.after(this.chance.between(1_000, within_ms), `merchant: ${asked.type} of ${id}`, () =>
        this.#operator.tell(id, asked),
      );
    this.judge.whenSucceeded(id, () => this.#giveBack(id, wish.refunds ?? []));
    const delay_ms = this.chance.between(0, 30 * MINUTE_MS);
    this.scheduler.after(delay_ms, `merchant looks at ${id}`, () => this.#merchant.look(id));
  }

  /** Some at the same moment, some after the other. */
  #giveBack(payment_id: string, parts: readonly (number | null)[]): void {
    for (const part of parts)
      this.scheduler.after(
        this.chance.between(10, this.chance.pick([20, 60_000, 30 * MINUTE_MS])),
        `merchant gives back ${part ?? "what is left"} of ${payment_id}`,
        () => this.#merchant.givesBack(payment_id, part),
      );
  }

  #startNode(name: string): void {
    const node = new SimulatedNode(name, {
      scheduler: this.scheduler,
      chance: this.chance,
      link: this.#link,
      calls: this.calls,
      vault: this.#vault,
      providers: this.#declared,
      post: this.#merchant.post,
      observe: (observation) => this.judge.observed(observation),
      newEngine: this.#newEngine,
    });
    this.#nodes.push(node);
  }

  #anyNode(): SimulatedNode | undefined {
    return this.#nodes.length === 0 ? undefined : this.chance.pick(this.#nodes);
  }

  /** Some are started anew under their old name, some under a new one, as a process that is named by its number. */
  #crash(): void {
    const node = this.#anyNode();
    if (node === undefined) return;
    node.crash();
    this.#nodes.splice(this.#nodes.indexOf(node), 1);
    this.trace.note(this.scheduler.now, `${node.name} dies`);
    const name = this.chance.happens(0.5) ? node.name : `${node.name}'`;
    this.scheduler.after(this.chance.between(10, 20_000), `${name} starts`, () => this.#startNode(name));
  }

  #pause(): void {
    const node = this.#anyNode();
    const pause_ms = this.chance.between(1_000, 20_000);
    node?.pause(pause_ms);
    this.trace.note(this.scheduler.now, `${node?.name} stands still for ${pause_ms} ms`);
  }
}
