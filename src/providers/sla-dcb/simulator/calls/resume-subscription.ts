import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { refusal } from "../api-error.ts";
import { ownLiveSubscription } from "../checks/own-subscription.ts";
import { passOn } from "../operator/charging.ts";
import { type ApiCall, checkParameters } from "../parameters.ts";
import { json } from "../replies.ts";
import { DAY_MS } from "../subscription/calendar.ts";
import { startPeriod } from "../subscription/start.ts";
import { fieldsOfSubscription } from "../subscription/subscriptions.ts";
import { resultOf } from "../transactions.ts";

/** How long a subscription that was removed can come back. */
const RESUMABLE_MS = 30 * DAY_MS;

/** Brings back a subscription that was removed, and charges a new period at once. */
export function resumeSubscription(call: ApiCall): SimulatedAnswer {
  checkParameters(call, ["uuid"]);
  const { host } = call;
  const before = ownLiveSubscription(call);
  if (before.state !== "REMOVED") throw refusal("2021", {});
  if (host.now() > (before.removed_at_ms ?? 0) + RESUMABLE_MS) throw refusal("2011", {});
  const { subscription, asked } = startPeriod(host, { ...before, mode: "API" }, "REMOVED");
  return json(200, resultOf(host, passOn(asked), fieldsOfSubscription(host, subscription)));
}
