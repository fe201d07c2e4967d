import pLimit, { type LimitFunction } from "p-limit";
import type { Account } from "./outgoing.ts";

/**
 * Calls of one node that may wait in memory for a place, those of all connections together: well below what the engine
 * holds. A provider that hangs would fill any room, so beyond this only short lines grow, and the others go on as ever.
 */
const WAITING_MAX = 2_000;
const SHORT_LINE = 100;
/** Whoever is sent away comes back one after the other, so that a long backlog is looked at no oftener than a short one. */
const FIRST_BACK_MS = 1_000;
const BACK_EVERY_MS = 10;
const BACK_WITHIN_MS = 5 * 60_000;

interface Line {
  readonly limit: LimitFunction;
  /** Milliseconds on the database's clock: when the last one that was sent away comes back. */
  booked_until: number;
}

/** As many calls at once to each connection as its provider bears; the others stand in a line. */
export class Lines {
  readonly #lines = new Map<string, Line>();

  /** Runs it when a place is free. */
  stand<Result>(account: Account, run: () => Promise<Result>): Promise<Result> {
    return this.#lineOf(account).limit(run);
  }

  /** Null where the line is open to one more; else when to come back to it. */
  closedUntil(account: Account, now: number): number | null {
    const line = this.#lineOf(account);
    if (line.limit.pendingCount < SHORT_LINE || this.#waiting < WAITING_MAX) {
      line.booked_until = 0;
      return null;
    }
    const next = Math.max(line.booked_until + BACK_EVERY_MS, now + FIRST_BACK_MS);
    line.booked_until = Math.min(next, now + BACK_WITHIN_MS);
    return line.booked_until;
  }

  get #waiting(): number {
    return this.#lines.values().reduce((sum, { limit }) => sum + limit.pendingCount, 0);
  }

  #lineOf({ connection, provider }: Account): Line {
    const known = this.#lines.get(connection.id);
    if (known !== undefined) return known;
    const line = { limit: pLimit(provider.limits.calls_in_flight), booked_until: 0 };
    this.#lines.set(connection.id, line);
    return line;
  }
}
