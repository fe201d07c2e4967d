import { setImmediate as yieldToOthers } from "node:timers/promises";
import { DueQueue } from "./due-queue.ts";

/** Must not throw: whoever sets an alarm deals with what goes wrong in it. */
export type Alarm = () => Promise<void> | void;

/** The sandbox's time, and the things that happen when their time comes. */
export interface SandboxClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Sandbox seconds in a real second; 0 where only `advance` moves the clock. */
  readonly scale: number;
  /** Rings `alarm` once when the clock reaches `due_at`. Returns what withdraws it. */
  at(due_at: number, alarm: Alarm): () => void;
  /** Moves the clock forward, ringing in order what falls due, each after the one before has finished. */
  advance(ms: number): Promise<void>;
  /** Sets a clock that is behind `ms` to it. */
  notBefore(ms: number): void;
  /** Rings no alarm any more. */
  stop(): void;
}

/** Runs by itself from the present, `scale` times as fast as real time. */
export function runningClock(scale = 1): SandboxClock {
  if (!(scale > 0)) throw new Error(`A clock cannot run at ${scale} times real time; give a number above 0.`);
  return new AlarmClock(Date.now(), scale);
}

/** Stands still until it is advanced. What is due already still happens at once. */
export function standingClock(start_ms: number): SandboxClock {
  return new AlarmClock(start_ms, 0);
}

/** The longest that a timer of Node.js can wait; a longer one would ring at once. */
const TIMER_MS_MAX = 2_147_483_647;

class AlarmClock implements SandboxClock {
  readonly scale: number;
  private readonly queue = new DueQueue<Alarm>();
  private readonly ringing = new Set<Promise<void>>();
  private anchor: { readonly real_ms: number; readonly sandbox_ms: number };
  private timer: NodeJS.Timeout | undefined;
  private lastAdvance: Promise<void> = Promise.resolve();
  private advancing = false;
  private stopped = false;

  constructor(start_ms: number, scale: number) {
    this.scale = scale;
    this.anchor = { real_ms: Date.now(), sandbox_ms: start_ms };
  }

  now(): number {
    return Math.floor(this.anchor.sandbox_ms + (Date.now() - this.anchor.real_ms) * this.scale);
  }

  at(due_at: number, alarm: Alarm): () => void {
    const due = this.queue.push(due_at, alarm);
    if (this.queue.peek() === due) this.setTimer();
    return () => {
      due.withdrawn = true;
    };
  }

  advance(ms: number): Promise<void> {
    const advanced = this.lastAdvance.then(() => this.ringUntil(this.now() + ms));
    this.lastAdvance = advanced;
    return advanced;
  }

  notBefore(ms: number): void {
    if (this.now() < ms) this.moveTo(ms);
    this.setTimer();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private moveTo(sandbox_ms: number): void {
    this.anchor = { real_ms: Date.now(), sandbox_ms };
  }

  private async ringUntil(end: number): Promise<void> {
    this.advancing = true;
    clearTimeout(this.timer);
    await Promise.all(this.ringing);
    while (!this.stopped) {
      const due = this.queue.popDue(end);
      if (due === undefined) break;
      if (this.now() < due.due_at) this.moveTo(due.due_at);
      await due.value();
      // Somebody who waited for this alarm may set the next one, and is given the chance before time goes on.
      await yieldToOthers();
    }
    if (this.now() < end) this.moveTo(end);
    this.advancing = false;
    this.setTimer();
  }

  private setTimer(): void {
    const next = this.queue.peek();
    if (next === undefined || this.advancing || this.stopped) return;
    const wait_ms = next.due_at - this.now();
    clearTimeout(this.timer);
    if (wait_ms > 0 && this.scale === 0) return;
    const real_ms = wait_ms > 0 ? Math.ceil(wait_ms / this.scale) : 0;
    this.timer = setTimeout(() => this.ringDue(), Math.min(real_ms, TIMER_MS_MAX));
  }

  /** Starts everything that is due without waiting for it: one receiver that hangs must not hold up the others. */
  private ringDue(): void {
    if (this.advancing) return;
    for (let due = this.queue.popDue(this.now()); due !== undefined; due = this.queue.popDue(this.now())) {
      const rung = Promise.resolve(due.value()).finally(() => this.ringing.delete(rung));
      this.ringing.add(rung);
    }
    this.setTimer();
  }
}
