/** Everything that the pure part must not know enters through these. */

/** Milliseconds since the epoch on the database's clock, plus an offset that is zero in production. */
export interface Clock {
  now(): number;
}

export interface Randomness {
  /** `count` bytes from a secure source, or from a seed in a simulation. */
  bytes(count: number): Uint8Array;
}
