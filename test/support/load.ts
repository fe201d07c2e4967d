import { scheduler } from "node:timers/promises";
import { Agent } from "undici";
import { vi } from "vitest";
import type { Chance } from "./chance.ts";
import type { FaultWorld } from "./fault-world.ts";
import { askOnce, newWish, type Told, TRY_AGAIN_MS, type Wish } from "./wish.ts";

interface Refusal {
  /** As the API's list of errors has it. */
  readonly code: string;
  readonly took_ms: number;
}

const CLIENTS = 6;
/** From one wish of a client to the next, at most. */
const PAUSE_MS = 250;
/** Longer than the gateway may take for any answer. */
const PATIENCE_MS = 40_000;

/** Merchants who want things all the time, and repeat each request under its key until they hear 202. */
export class Load {
  readonly told: Told[] = [];
  /** Answers that say when to come again. */
  readonly refusals: Refusal[] = [];
  /** Answers that no client should ever get. */
  readonly mistakes: string[] = [];
  /** Requests that ended without any answer. */
  broken = 0;
  readonly #world: FaultWorld;
  readonly #chance: Chance;
  /** No connection is used twice, so that each request may meet another node. */
  readonly #agent = new Agent({ pipelining: 0, headersTimeout: PATIENCE_MS });
  readonly #clients: readonly Promise<void>[];
  #wishes = 0;
  #ending = false;

  constructor(world: FaultWorld, chance: Chance, clients = CLIENTS) {
    this.#world = world;
    this.#chance = chance;
    this.#clients = Array.from({ length: clients }, () => this.#client());
  }

  /** Waits until so many more wishes have been acknowledged. */
  async acknowledges(count: number): Promise<void> {
    const goal = this.told.length + count;
    await vi.waitUntil(() => this.told.length >= goal, { timeout: PATIENCE_MS, interval: 3 });
  }

  /** Waits until somebody is told that the database is not there, which is all that a client may hear of it. */
  async hearsOfNoDatabase(): Promise<void> {
    const told = () => this.refusals.filter(({ code }) => code === "database_unavailable").length;
    const before = told();
    await vi.waitUntil(() => told() > before, { timeout: 60_000, interval: 10 });
  }

  /** For whoever reads the report of a run. */
  get summary(): string {
    const slowest = Math.max(0, ...this.refusals.map(({ took_ms }) => took_ms));
    return [
      `${this.told.length} acknowledged`,
      `${this.broken} broken off`,
      `${this.refusals.length} told to come again, after ${Math.round(slowest)} ms at most`,
    ].join(", ");
  }

  /** Every client brings what it has begun to its answer, and wants nothing more. */
  async end(): Promise<void> {
    this.#ending = true;
    await Promise.all(this.#clients);
    await this.#agent.close();
  }

  async #client(): Promise<void> {
    while (!this.#ending) {
      const wish = await this.#wish();
      await this.#repeat(wish);
      await scheduler.wait(this.#chance.below(PAUSE_MS));
    }
  }

  async #wish(): Promise<Wish> {
    const system = this.#chance.oneOf(this.#world.systems);
    this.#wishes += 1;
    const wish = newWish(system, this.#wishes);
    const person = this.#chance.oneOf(system.people);
    if (person !== null) await this.#world.sideOf(system).play(person, wish.phone_number);
    return wish;
  }

  async #repeat(wish: Wish): Promise<void> {
    for (;;) {
      const heard = await this.#ask(wish).catch(() => "nothing" as const);
      if (heard === "told") return;
      if (heard === "nothing") this.broken += 1;
      await scheduler.wait(TRY_AGAIN_MS);
    }
  }

  async #ask(wish: Wish): Promise<"told" | "refused"> {
    const began = performance.now();
    const { status, headers, answer } = await askOnce(wish, { world: this.#world, agent: this.#agent });
    if (status === 202) {
      this.told.push({ ...wish, answer, id: JSON.parse(answer).id });
      return "told";
    }
    if (status !== 503 || !(Number(headers["retry-after"]) > 0)) this.mistakes.push(`${status} ${answer}`);
    if (status >= 400 && status < 500) return "told";
    this.refusals.push({ code: JSON.parse(answer).code, took_ms: performance.now() - began });
    return "refused";
  }
}
