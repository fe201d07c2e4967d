import type { Resource } from "../../src/store/resource.ts";

/** Counts how often the messages that merchants know of have reached a phone, for no money moves that could tell of it. */
export class MessageJudge {
  readonly #onPhones: () => readonly string[];
  /** By the message's id. No two messages of a world have the same text. */
  readonly #texts = new Map<string, string>();

  /** `onPhones`: all texts that stand there. */
  constructor(onPhones: () => readonly string[]) {
    this.#onPhones = onPhones;
  }

  learn(id: string, resource: Resource): void {
    if ("text" in resource) this.#texts.set(id, resource.text ?? "");
  }

  knows(id: string): boolean {
    return this.#texts.has(id);
  }

  arrivals(id: string): number {
    const text = this.#texts.get(id);
    return this.#onPhones().filter((one) => one === text).length;
  }

  /** Ids of those that came more than once. */
  get doubled(): readonly string[] {
    return [...this.#texts.keys()].filter((id) => this.arrivals(id) > 1);
  }
}
