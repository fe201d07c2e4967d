import { canAsk, type Next, type Operation } from "./operation.ts";

/**
 * The next step of an open operation: the next rung of its inquiry ladder, or the deadline.
 * Where nothing is left to ask with, only the shorter deadline counts.
 */
export function nextStep(operation: Operation, now: number): Next {
  const { opened_at, inquiries } = operation.memory;
  const origin = opened_at ?? now;
  const { terms } = operation;
  if (!canAsk(operation)) return { do: "give_up", at: Math.max(now, origin + terms.deadline_unaskable) };
  const end = origin + terms.deadline;
  const at = Math.max(now, origin + rung(terms.inquiry_at, inquiries));
  return at < end ? { do: "inquire", at } : { do: "give_up", at: Math.max(now, end) };
}

/** When inquiry number `index` (from 0) is due after the opening; past the list its last interval repeats. */
function rung(ladder: readonly number[], index: number): number {
  const at = ladder[index];
  if (at !== undefined) return at;
  const last = ladder.at(-1) ?? 0;
  const interval = last - (ladder.at(-2) ?? 0);
  return last + Math.max(interval, INTERVAL_MS_MIN) * (index - ladder.length + 1);
}

/** A ladder with one rung, or with equal ones, must not make us ask without a pause. */
const INTERVAL_MS_MIN = 10;
