import { DueQueue } from "../../src/sandbox/due-queue.ts";
import type { Schedule } from "../../src/store/schedule.ts";
import type { Trace } from "./trace.ts";

interface Happening {
  readonly what: string;
  readonly run: () => void | Promise<void>;
}

/**
 * The only clock and the only queue of a world. It takes what is due next, runs it, and lets all that follows from it at
 * once come to an end before it takes the next.
 *
 * Nodes look for due work several times a second, mostly in vain. Where nobody holds work and none is due, time goes in
 * one leap to whatever happens next, as for a process that its machine paused: the looks on the way come late.
 */
export class Scheduler {
  #now: number;
  #steps = 0;
  readonly #trace: Trace;
  readonly #happenings = new DueQueue<Happening>();
  readonly #waits = new DueQueue<Happening>();

  constructor(start_ms: number, trace: Trace) {
    this.#now = start_ms;
    this.#trace = trace;
  }

  get now(): number {
    return this.#now;
  }

  get steps(): number {
    return this.#steps;
  }

  /** Something that will happen after so long. The answer takes it back. */
  after(ms: number, what: string, run: Happening["run"]): () => void {
    return withdrawal(this.#happenings.push(this.#now + ms, { what, run }));
  }

  /** A wait of a node, over which time may leap. */
  wait(ms: number, what: string, run: Happening["run"]): () => void {
    return withdrawal(this.#waits.push(this.#now + ms, { what, run }));
  }

  /** False where nothing will happen any more. `readSchedule`: what the nodes have before them. */
  async step(readSchedule: () => Promise<Schedule>): Promise<boolean> {
    const happening = this.#happenings.peek();
    const wait = this.#waits.peek();
    if (wait === undefined && happening === undefined) return false;
    if (wait === undefined || (happening !== undefined && happening.due_at <= wait.due_at)) {
      this.#now = Math.max(this.#now, happening?.due_at ?? 0);
      await this.#run(this.#happenings);
      return true;
    }
    if (wait.due_at > this.#now) {
      const { busy, next_due_at } = await readSchedule();
      const next = Math.min(
        happening?.due_at ?? Number.POSITIVE_INFINITY,
        next_due_at ?? Number.POSITIVE_INFINITY,
      );
      if (busy.length === 0 && next === Number.POSITIVE_INFINITY) return false;
      this.#now = busy.length === 0 ? Math.max(wait.due_at, next) : wait.due_at;
    }
    await this.#run(this.#waits);
    return true;
  }

  async #run(queue: DueQueue<Happening>): Promise<void> {
    const due = queue.popDue(this.#now);
    if (due === undefined) return;
    this.#steps += 1;
    this.#trace.note(this.#now, due.value.what);
    await due.value.run();
    await everythingThatFollows();
  }
}

function withdrawal(due: { withdrawn: boolean }): () => void {
  return () => {
    due.withdrawn = true;
  };
}

/** Promises that are settled run on before this; nothing in a world waits for the real outside. */
function everythingThatFollows(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
