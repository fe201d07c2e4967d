import { systemTimers, type Timers } from "./timers.ts";

export interface RepeatOptions {
  readonly every_ms: number;
  readonly onError: (error: unknown) => void;
  /** Left out: the system's. */
  readonly timers?: Timers | undefined;
}

/** Runs a task again and again with a pause after each run, so that two runs never overlap. */
export class Repeat {
  readonly #task: () => Promise<void>;
  readonly #options: RepeatOptions;
  readonly #timers: Timers;
  #takeBack: (() => void) | undefined;
  #run: Promise<void> | undefined;
  #again = false;
  #stopped = true;

  constructor(task: () => Promise<void>, options: RepeatOptions) {
    this.#task = task;
    this.#options = options;
    this.#timers = options.timers ?? systemTimers;
  }

  start(): void {
    this.#stopped = false;
    this.#schedule(this.#options.every_ms);
  }

  /** Runs without waiting for the pause to end; a run that is under way is followed by another. */
  now(): void {
    if (this.#stopped) return;
    if (this.#run !== undefined) this.#again = true;
    else this.#schedule(0);
  }

  /** Resolves when the run that is under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#takeBack?.();
    await this.#run;
  }

  #schedule(delay_ms: number): void {
    this.#takeBack?.();
    this.#takeBack = this.#timers.after(delay_ms, () => {
      this.#run = this.#task()
        .catch(this.#options.onError)
        .finally(() => this.#ended());
    });
  }

  #ended(): void {
    this.#run = undefined;
    if (this.#stopped) return;
    const delay = this.#again ? 0 : this.#options.every_ms;
    this.#again = false;
    this.#schedule(delay);
  }
}
