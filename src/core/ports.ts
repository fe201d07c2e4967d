/** Everything that the pure part must not know enters through these. */

/** Milliseconds since the epoch on the database's clock, plus an offset that is zero in production. */
export interface Clock {
  now(): number;
}

/** The time that all nodes share. */
export interface SharedClock extends Clock {
  /** Milliseconds that a sandbox is ahead of the database; statements that look at due times add it to `now()`. */
  readonly offset_ms: number;
}

export interface Randomness {
  /** `count` bytes from a secure source, or from a seed in a simulation. */
  bytes(count: number): Uint8Array;
}
