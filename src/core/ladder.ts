import { canAsk, type Next, type Operation } from "./operation.ts";

/**
 * The next step of an open operation: the next rung of its inquiry ladder, or the deadline.
 * Where nothing is left to ask with, only the shorter deadline counts.
 */
export function nextStep(operation: Operation, now: number): Next {
  const { terms, memory } = operation;
  const opened_at = memory.opened_at ?? now;
  if (!canAsk(operation)) return { do: "give_up", at: Math.max(now, opened_at + terms.deadline_unaskable) };
  const end = opened_at + terms.deadline;
  const at = opened_at + rungAfter(terms.inquiry_at, now - opened_at);
  return at < end ? { do: "inquire", at } : { do: "give_up", at: Math.max(now, end) };
}

/**
 * The first rung later than `elapsed`; past the list its last interval repeats. Rungs that were missed, because the
 * gateway stood still or an answer took long, are not made up for, so that there is a pause between any two inquiries.
 */
export function rungAfter(ladder: readonly number[], elapsed: number): number {
  const listed = ladder.find((rung) => rung > elapsed);
  if (listed !== undefined) return listed;
  const last = ladder.at(-1);
  if (last === undefined) return Number.POSITIVE_INFINITY;
  const interval = lastInterval(ladder);
  return last + interval * (Math.floor((elapsed - last) / interval) + 1);
}

/** How long nobody asks between two inquiries once the list has been gone through; endless where there is no rung. */
export function lastInterval(ladder: readonly number[]): number {
  const last = ladder.at(-1);
  if (last === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(last - (ladder.at(-2) ?? 0), INTERVAL_MS_MIN);
}

/** A ladder that ends in two equal rungs must not make us ask without a pause. */
const INTERVAL_MS_MIN = 10;
