import { setImmediate as everythingThatFollows } from "node:timers/promises";
import type { HttpRequest } from "../../../src/connector/http.ts";
import type { Provider } from "../../../src/connector/provider.ts";
import type { Json, SimulatedAnswer } from "../../../src/connector/simulator.ts";
import { Chance } from "../../simulation/chance.ts";
import { ProviderWorld } from "../../simulation/provider-world.ts";
import { Scheduler } from "../../simulation/scheduler.ts";
import { Trace } from "../../simulation/trace.ts";
import type { Meanwhile } from "./conversation.ts";

/** Where everybody finds the provider. */
export function baseOf({ id }: Provider): string {
  return `https://${id}.example`;
}

/** The provider's simulator in memory, on a clock that stands until somebody waits. */
export class TheirSide {
  readonly #provider: Provider;
  readonly #scheduler: Scheduler;
  readonly #world: ProviderWorld;
  readonly #problems: unknown[] = [];
  #sent: readonly HttpRequest[] = [];

  constructor(provider: Provider, at_ms: number) {
    this.#provider = provider;
    this.#scheduler = new Scheduler(at_ms, new Trace(at_ms));
    this.#world = new ProviderWorld({
      provider,
      scheduler: this.#scheduler,
      chance: new Chance(1),
      settings: {},
      until: Number.POSITIVE_INFINITY,
      send: async (request) => {
        this.#sent = [...this.#sent, request];
        const { accepted, probes } = provider.callbacks;
        const { status, headers, body } = probes[request.method] ?? accepted;
        return { end: "answer", answer: { status, headers, body: Buffer.from(body) } };
      },
      changed: () => undefined,
      fault: (problem) => this.#problems.push(problem),
    });
  }

  /** Time goes on for as long as the call is held back. */
  async call(request: HttpRequest): Promise<SimulatedAnswer> {
    const { simulator } = this.#provider;
    const { pathname, searchParams } = new URL(request.url);
    let answer: SimulatedAnswer | "hang" | "reset" | undefined;
    void simulator
      .handle(this.#world.host, {
        method: request.method,
        path: pathname,
        query: Object.fromEntries(searchParams),
        headers: request.headers,
        body: Buffer.from(request.body ?? ""),
        base_url: baseOf(this.#provider),
      })
      .then((given) => {
        answer = given;
      })
      .catch((problem: unknown) => {
        this.#problems.push(problem);
        answer = "reset";
      });
    await everythingThatFollows();
    while (answer === undefined) await this.#step();
    this.#complain();
    if (typeof answer === "string") throw new Error(`There is no answer (${answer}).`);
    return answer;
  }

  /** Messages to the merchant since the last look, but for those that wait for their time. */
  async takeSent(): Promise<readonly HttpRequest[]> {
    await this.#pass(0);
    const sent = this.#sent;
    this.#sent = [];
    return sent;
  }

  async meanwhile({ seconds = 0, settings = {}, acts = {}, balances = {} }: Meanwhile["meanwhile"]) {
    const { simulator } = this.#provider;
    this.set(settings);
    for (const [wallet, balance] of Object.entries(balances))
      simulator.setBalance?.(this.#world.host, wallet, balance);
    for (const [phone_number, act] of Object.entries(acts))
      await simulator.act(this.#world.host, phone_number, act);
    await this.#pass(seconds * 1000);
  }

  set(settings: Readonly<Record<string, Json>>): void {
    for (const [name, value] of Object.entries(settings)) this.#world.set(name, value);
  }

  async #pass(ms: number): Promise<void> {
    let passed = false;
    this.#scheduler.after(ms, "time passes", () => {
      passed = true;
    });
    while (!passed) await this.#step();
    this.#complain();
  }

  async #step(): Promise<void> {
    const goesOn = await this.#scheduler.step(async () => ({ busy: [], next_due_at: null }));
    if (!goesOn) throw new Error("Nothing happens any more.");
  }

  #complain(): void {
    if (this.#problems.length > 0) throw this.#problems[0];
  }
}
