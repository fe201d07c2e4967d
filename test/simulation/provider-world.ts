import type { Exchange, HttpRequest } from "../../src/connector/http.ts";
import type { Provider } from "../../src/connector/provider.ts";
import type {
  BookEntry,
  Json,
  Records,
  SimulatedAnswer,
  SimulatedRequest,
  SimulatorHost,
} from "../../src/connector/simulator.ts";
import type { Chance } from "./chance.ts";
import type { Scheduler } from "./scheduler.ts";

export interface ProviderParts {
  readonly provider: Provider;
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly settings: Readonly<Record<string, Json>>;
  /** The provider goes out of business, so that what it renews for ever ends with its world. */
  readonly until: number;
  /** Brings a message to the merchant's side. */
  send(request: HttpRequest, from: ProviderWorld): Promise<Exchange>;
  /** Told whenever the books may have changed. */
  changed(world: ProviderWorld): void;
  fault(error: unknown): void;
}

/** One provider's real simulator, hosted in memory and driven by the world's scheduler. */
export class ProviderWorld {
  readonly provider: Provider;
  readonly host: SimulatorHost;
  readonly #parts: ProviderParts;
  readonly #settings: Map<string, Json>;

  constructor(parts: ProviderParts) {
    this.#parts = parts;
    this.#settings = new Map(Object.entries(parts.settings));
    this.provider = parts.provider;
    this.host = this.#newHost();
    this.provider.simulator.seed(this.host);
  }

  get base_url(): string {
    return `http://${this.provider.id}`;
  }

  /** As the merchant does it in the provider's portal. */
  set(name: string, value: Json): void {
    this.#settings.set(name, value);
  }

  books(): readonly BookEntry[] {
    return this.provider.simulator.books(this.host);
  }

  /** What its customers have received. */
  texts(): readonly string[] {
    const phones = this.provider.simulator.phones(this.host);
    return phones.flatMap(({ messages = [] }) => messages.map(({ text }) => text));
  }

  async handle(request: HttpRequest): Promise<SimulatedAnswer | "hang" | "reset"> {
    const { simulator } = this.provider;
    try {
      return await simulator.handle(this.host, asReceived(request));
    } catch (error) {
      this.#parts.fault(error);
      return "reset";
    } finally {
      this.#parts.changed(this);
    }
  }

  #newHost(): SimulatorHost {
    const { scheduler, chance, until } = this.#parts;
    const { id } = this.provider;
    return {
      now: () => scheduler.now,
      random: (below) => chance.below(below),
      records: memoryRecords(),
      schedule: (due_at, task) => {
        if (due_at > until) return;
        const what = `${id} goes on: ${JSON.stringify(task)}`;
        scheduler.after(Math.max(0, due_at - scheduler.now), what, () => void this.#perform(task));
      },
      wait: (ms) => new Promise((resolve) => scheduler.after(ms, `${id} has waited`, resolve)),
      send: (request) => this.#parts.send(request, this),
      note: () => undefined,
      setting: (name) => this.#settings.get(name),
    };
  }

  async #perform(task: Json): Promise<void> {
    try {
      const performed = this.provider.simulator.perform(this.host, task);
      this.#parts.changed(this);
      await performed;
    } catch (error) {
      this.#parts.fault(error);
    }
  }
}

function memoryRecords(): Records {
  const kinds = new Map<string, Map<string, Json>>();
  const of = (kind: string): Map<string, Json> => {
    const known = kinds.get(kind) ?? new Map<string, Json>();
    kinds.set(kind, known);
    return known;
  };
  return {
    get: <T extends Json>(kind: string, id: string) => of(kind).get(id) as T | undefined,
    put: (kind, id, document) => void of(kind).set(id, document),
    remove: (kind, id) => void of(kind).delete(id),
    all: <T extends Json>(kind: string) => [...of(kind)] as unknown as readonly (readonly [string, T])[],
  };
}

function asReceived({ method, url, headers, body }: HttpRequest): SimulatedRequest {
  const { pathname, searchParams } = new URL(url);
  return {
    method,
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers,
    body: Buffer.from(body ?? ""),
  };
}
