import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { refusal } from "../api-error.ts";
import { ownLiveSubscription } from "../checks/own-subscription.ts";
import { type ApiCall, checkParameters } from "../parameters.ts";
import { json } from "../replies.ts";
import { awaitAttempt } from "../subscription/attempts.ts";
import { daysOf, periodEnd } from "../subscription/calendar.ts";
import { serviceOfSubscription } from "../subscription/subscriptions.ts";
import { wholeSeconds } from "../timestamps.ts";

/** Skips the next renewals of a subscription. */
export function freePeriod(call: ApiCall): SimulatedAnswer {
  checkParameters(call, ["uuid", "period"]);
  const { host, parameters } = call;
  const before = ownLiveSubscription(call);
  const period = Number(parameters.text("period"));
  if (period <= 0) throw refusal("2017", {});
  const { service_name, free_period_enabled, max_free_days, frequency } = serviceOfSubscription(host, before);
  if (!free_period_enabled) throw refusal("5501", { service_name });
  if (period * daysOf(frequency) > max_free_days)
    throw refusal("5502", { max_free_days: String(max_free_days) });
  if (before.state !== "ACTIVE" || before.next_payment_ms === null) throw refusal("2019", {});
  let next = before.next_payment_ms;
  for (let skipped = 0; skipped < period; skipped++) next = periodEnd(next, frequency);
  const { uuid, state } = awaitAttempt(host, { ...before, state: "FREE", pool: null }, next);
  return json(200, {
    success: { type: "subscription", uuid, status: state, next_payment_timestamp: wholeSeconds(next) },
  });
}
