import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { has } from "../operator/operators.ts";
import { awaitAttempt, operatorOf } from "./attempts.ts";
import { DAY_MS, nextFixedHour } from "./calendar.ts";
import { type Subscription, serviceOfSubscription } from "./subscriptions.ts";

/** An attempt has failed: the next follows, evenly over the day, until the grace period is over. */
export function enterPool(host: SimulatorHost, tried: Subscription): Subscription {
  const { grace_period_days, retries_per_day } = serviceOfSubscription(host, tried);
  const first_failed_ms = tried.pool?.first_failed_ms ?? host.now();
  const attempts = (tried.pool?.attempts ?? 0) + 1;
  const ends_ms = first_failed_ms + grace_period_days * DAY_MS;
  const next_ms = retries_per_day === 0 ? ends_ms : nextAttempt(host, tried, retries_per_day);
  const over = next_ms >= ends_ms;
  const waiting: Subscription = { ...tried, pool: { first_failed_ms, attempts, over } };
  return awaitAttempt(host, waiting, over ? ends_ms : next_ms);
}

function nextAttempt(host: SimulatorHost, tried: Subscription, perDay: number): number {
  if (has(operatorOf(tried), "fixed_retry_hours")) return nextFixedHour(host.now(), perDay);
  return host.now() + Math.floor(DAY_MS / perDay);
}
