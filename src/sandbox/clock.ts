import { AlarmClock } from "./alarm-clock.ts";
import type { Follower } from "./clock-followers.ts";

/** The sandbox's time, and the things that happen when their time comes. */
export interface SandboxClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Sandbox seconds in a real second; 0 where only `advance` moves the clock. */
  readonly scale: number;
  /** Rings `alarm` once when the clock reaches `due_at`, which must not throw. Returns what withdraws it. */
  at(due_at: number, alarm: () => Promise<void> | void): () => void;
  /** Moves the clock forward, ringing in order what falls due, each after the one before has finished. */
  advance(ms: number): Promise<void>;
  /** From now on the clock runs so many times as fast as real time; 0 makes it stand still. */
  setScale(scale: number): void;
  /** Sets a clock that is behind `ms` to it. */
  notBefore(ms: number): void;
  /**
   * Moves somebody else's clock, which runs in real time, along with this one: told at once how far this one was moved
   * ahead already, and then of every step. An alarm that falls due in a step rings after the follower was told of it.
   */
  takeAlong(follower: Follower): void;
  /** True where somebody follows, who can be moved on, but not be held back. */
  readonly followed: boolean;
  /** A clock of its own that shows the same time and goes along with every `advance` and `setScale` of this one. */
  split(): SandboxClock;
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
