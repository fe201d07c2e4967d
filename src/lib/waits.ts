import { systemTimers, type Timers } from "./timers.ts";

export interface WaitsOptions {
  readonly clock: { readonly now: () => number };
  /** Left out: the system's. */
  readonly timers?: Timers | undefined;
}

/** Waits for moments of a clock that may be moved on meanwhile, as it is in development. */
export class Waits {
  readonly #clock: WaitsOptions["clock"];
  readonly #timers: Timers;
  readonly #waking = new Set<() => void>();

  constructor({ clock, timers = systemTimers }: WaitsOptions) {
    this.#clock = clock;
    this.#timers = timers;
  }

  /** Milliseconds on the clock. */
  async until(at: number): Promise<void> {
    for (let left = at - this.#clock.now(); left > 0; left = at - this.#clock.now()) await this.#atMost(left);
  }

  /** The clock was moved on: whoever's moment has come waits no longer. */
  poke(): void {
    for (const wake of [...this.#waking]) wake();
  }

  #atMost(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        takeBack();
        this.#waking.delete(wake);
        resolve();
      };
      const takeBack = this.#timers.after(ms, wake);
      this.#waking.add(wake);
    });
  }
}
