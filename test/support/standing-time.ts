import type { Timers } from "../../src/lib/timers.ts";
import { DueQueue } from "../../src/sandbox/due-queue.ts";
import type { Database } from "../../src/store/database.ts";

/** Time that passes only when nobody works: what is due next happens next, however long the machine takes for it. */
export class StandingTime {
  now: number;
  #working = 0;
  readonly #due = new DueQueue<() => void>();

  constructor(now: number) {
    this.now = now;
  }

  readonly timers: Timers = {
    elapsed: () => this.now,
    after: (ms, run) => {
      const due = this.#due.push(this.now + Math.max(0, Math.ceil(ms)), run);
      return () => {
        due.withdrawn = true;
      };
    },
  };

  /** The database that time waits for. */
  awaited(database: Database): Database {
    return {
      run: async (statement, values) => {
        this.#working += 1;
        try {
          return await database.run(statement, values);
        } finally {
          this.#working -= 1;
        }
      },
      close: () => database.close(),
    };
  }

  /** Lets time pass from one thing that is due to the next, until it is so or nothing is due any more. */
  async passUntil(isSo: () => boolean | Promise<boolean>): Promise<void> {
    await this.#rest();
    while (!(await isSo())) {
      const due = this.#due.popDue(this.#due.peek()?.due_at ?? this.now);
      if (due === undefined) throw new Error("Nothing is due any more.");
      this.now = Math.max(this.now, due.due_at);
      due.value();
      await this.#rest();
    }
  }

  /** Promises run on before an immediate does; a few of them, for a statement may follow upon another. */
  async #rest(): Promise<void> {
    for (let quiet = 0; quiet < 5; quiet = this.#working === 0 ? quiet + 1 : 0)
      await new Promise((resolve) => setImmediate(resolve));
  }
}
