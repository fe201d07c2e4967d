import { setImmediate as yieldToOthers } from "node:timers/promises";
import { ClockFollowers, type Follower } from "./clock-followers.ts";
import { DueQueue } from "./due-queue.ts";

type Alarm = () => Promise<void> | void;

/** The longest that a timer of Node.js can wait; a longer one would ring at once. */
const TIMER_MS_MAX = 2_147_483_647;

/** How often followers of a clock that runs fast are moved along. */
const FOLLOW_EVERY_MS = 50;

/** Time that can be read, moved and scaled, with alarms in the order of their time. */
export class AlarmClock {
  private readonly queue = new DueQueue<Alarm>();
  private readonly ringing = new Set<Promise<void>>();
  private readonly followers = new ClockFollowers();
  private readonly children = new Set<AlarmClock>();
  private readonly leave: (child: AlarmClock) => void;
  private runs_at: number;
  private anchor: { readonly real_ms: number; readonly sandbox_ms: number };
  private timer: NodeJS.Timeout | undefined;
  private following: NodeJS.Timeout | undefined;
  private lastAdvance: Promise<void> = Promise.resolve();
  private advancing = false;
  private stopped = false;

  /** `leave` is told when the clock stops. */
  constructor(start_ms: number, scale: number, leave: (child: AlarmClock) => void = () => undefined) {
    this.runs_at = scale;
    this.anchor = { real_ms: Date.now(), sandbox_ms: start_ms };
    this.leave = leave;
  }

  now(): number {
    return Math.floor(this.exactly(Date.now()));
  }

  get scale(): number {
    return this.runs_at;
  }

  get followed(): boolean {
    return this.followers.some;
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
    return Promise.all([advanced, ...[...this.children].map((child) => child.advance(ms))]).then(
      () => undefined,
    );
  }

  setScale(scale: number): void {
    this.settle();
    this.runs_at = scale;
    for (const child of this.children) child.setScale(scale);
    this.keepFollowersUp();
    this.setTimer();
  }

  notBefore(ms: number): void {
    if (this.now() < ms) this.jumpTo(ms);
    void this.followers.tell();
    this.setTimer();
  }

  takeAlong(follower: Follower): void {
    this.settle();
    this.followers.add(follower);
    this.keepFollowersUp();
  }

  split(): AlarmClock {
    const child = new AlarmClock(this.now(), this.runs_at, (gone) => this.children.delete(gone));
    this.children.add(child);
    return child;
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    clearInterval(this.following);
    for (const child of this.children) child.stop();
    this.leave(this);
  }

  private exactly(real_ms: number): number {
    return this.anchor.sandbox_ms + (real_ms - this.anchor.real_ms) * this.runs_at;
  }

  /** Begins to count anew from here, and notes what a fast clock has gained on real time meanwhile. */
  private settle(): void {
    const real_ms = Date.now();
    if (this.runs_at > 1) this.followers.gain((real_ms - this.anchor.real_ms) * (this.runs_at - 1));
    this.anchor = { real_ms, sandbox_ms: this.exactly(real_ms) };
  }

  private jumpTo(sandbox_ms: number): void {
    this.settle();
    this.followers.gain(sandbox_ms - this.anchor.sandbox_ms);
    this.anchor = { real_ms: this.anchor.real_ms, sandbox_ms };
  }

  private keepFollowersUp(): void {
    clearInterval(this.following);
    if (this.runs_at <= 1 || !this.followed || this.stopped) return;
    this.following = setInterval(() => {
      this.settle();
      void this.followers.tell();
    }, FOLLOW_EVERY_MS);
  }

  private async ringUntil(end: number): Promise<void> {
    this.advancing = true;
    clearTimeout(this.timer);
    await Promise.all(this.ringing);
    await this.followers.settle();
    while (!this.stopped) {
      await this.stepTo(
        Math.min(this.queue.peek()?.due_at ?? end, this.now() + (this.followers.dueIn() ?? end), end),
      );
      const due = this.queue.popDue(Math.min(this.now(), end));
      if (due === undefined && this.now() >= end) break;
      if (due !== undefined) await this.ring(due.value);
    }
    this.advancing = false;
    this.setTimer();
  }

  /** Somebody who waited for this alarm may set the next one, and is given the chance before time goes on. */
  private async ring(alarm: Alarm): Promise<void> {
    await alarm();
    await yieldToOthers();
    await this.followers.settle();
  }

  private async stepTo(sandbox_ms: number): Promise<void> {
    if (this.now() < sandbox_ms) this.jumpTo(sandbox_ms);
    await this.followers.tell();
  }

  private setTimer(): void {
    const next = this.queue.peek();
    if (next === undefined || this.advancing || this.stopped) return;
    const wait_ms = next.due_at - this.now();
    clearTimeout(this.timer);
    if (wait_ms > 0 && this.runs_at === 0) return;
    const real_ms = wait_ms > 0 ? Math.ceil(wait_ms / this.runs_at) : 0;
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
