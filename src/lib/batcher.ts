/**
 * Gathers calls that arrive while earlier batches are in flight and makes one batch of them. There is no timer: a call
 * that finds a free place goes at once, so that a lone caller waits for nothing and a crowd shares the round trips.
 */
export class Batcher<Item, Result> {
  readonly #run: (items: readonly Item[]) => Promise<readonly PromiseSettledResult<Result>[]>;
  readonly #limits: BatchLimits;
  #waiting: Waiting<Item, Result>[] = [];
  #inFlight = 0;

  /** `run` answers in the order of its items and never rejects for the sake of one of them. */
  constructor(
    run: (items: readonly Item[]) => Promise<readonly PromiseSettledResult<Result>[]>,
    limits: BatchLimits,
  ) {
    this.#run = run;
    this.#limits = limits;
  }

  /** Rejects with `QueueFull` where too many wait already, and with the item's own error where it alone fails. */
  add(item: Item): Promise<Result> {
    if (this.#waiting.length >= this.#limits.queue_max) return Promise.reject(new QueueFull());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#start();
    });
  }

  #start(): void {
    while (this.#inFlight < this.#limits.batches_in_flight && this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, this.#limits.batch_max);
      this.#waiting = this.#waiting.slice(batch.length);
      this.#inFlight += 1;
      void this.#finish(batch);
    }
  }

  async #finish(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#run(batch.map((waiting) => waiting.item));
      for (const [index, waiting] of batch.entries()) settle(waiting, results[index]);
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    } finally {
      this.#inFlight -= 1;
      this.#start();
    }
  }
}

export interface BatchLimits {
  readonly batch_max: number;
  readonly batches_in_flight: number;
  /** Calls that may wait; beyond it the caller is told to come again. */
  readonly queue_max: number;
}

export class QueueFull extends Error {
  constructor() {
    super("Too many writes are waiting for the database.");
    this.name = "QueueFull";
  }
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

function settle<Item, Result>(
  waiting: Waiting<Item, Result>,
  result: PromiseSettledResult<Result> | undefined,
): void {
  if (result === undefined) waiting.reject(new Error("The batch gave no result for this item."));
  else if (result.status === "fulfilled") waiting.resolve(result.value);
  else waiting.reject(result.reason);
}
