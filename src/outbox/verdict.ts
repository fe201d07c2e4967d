import type { DeliveryResult } from "../store/delivery-work.ts";
import type { Posted } from "./post.ts";
import { readRetryAfter } from "./retry-after.ts";
import { waitAfter } from "./retry-ladder.ts";

/** What a try means for its delivery and its endpoint. */
export interface Verdict {
  readonly result: Omit<DeliveryResult, "work">;
  /** The endpoint says that it is gone for good. */
  readonly gone: boolean;
  /** Milliseconds that the endpoint wants to be left alone. */
  readonly rest_ms: number;
}

export interface TryContext {
  /** Tries before this one. */
  readonly tries: number;
  readonly now: number;
  /** From 0 to 1. */
  readonly chance: number;
  readonly time_scale: number;
}

const GONE = 410;

/** Only 2xx says that a webhook was received. Whatever else comes, or nothing, brings the next try, while there is one. */
export function judge(posted: Posted, context: TryContext): Verdict {
  const { now } = context;
  const last_status = posted.answered ? posted.status : null;
  const end = { sent: true, last_status, next_try_at: null, delivered_at: null } as const;
  if (posted.answered && posted.status >= 200 && posted.status < 300)
    return {
      result: { ...end, status: "delivered", last_problem: null, delivered_at: now },
      gone: false,
      rest_ms: 0,
    };
  const last_problem = posted.answered ? refusalOf(posted.status) : posted.problem;
  if (last_status === GONE)
    return { result: { ...end, status: "abandoned", last_problem }, gone: true, rest_ms: 0 };
  const rest_ms = posted.answered ? readRetryAfter(posted.headers, now) : 0;
  const wait = waitAfter(context.tries + 1, context);
  if (wait === undefined)
    return { result: { ...end, status: "abandoned", last_problem }, gone: false, rest_ms };
  const next_try_at = now + Math.max(wait, rest_ms);
  return { result: { ...end, status: "pending", last_problem, next_try_at }, gone: false, rest_ms };
}

function refusalOf(status: number): string {
  if (status === GONE) return "The endpoint answered 410 Gone, and was disabled for that.";
  if (status >= 300 && status < 400)
    return `The endpoint answered with a redirect (${status}), and redirects are not followed.`;
  return `The endpoint answered ${status}.`;
}
