import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { presentAccount } from "../accounts.ts";
import { refusal } from "../api-error.ts";
import { priceOf } from "../checks/charge-amount.ts";
import { ownLiveSubscription } from "../checks/own-subscription.ts";
import { checkAgreement } from "../checks/permissions.ts";
import { checkSubscriptionSettings } from "../checks/service-checks.ts";
import { passOn } from "../operator/charging.ts";
import { type ApiCall, checkParameters } from "../parameters.ts";
import { json } from "../replies.ts";
import { operatorOf } from "../subscription/attempts.ts";
import { startPeriod } from "../subscription/start.ts";
import { fieldsOfSubscription, serviceOfSubscription } from "../subscription/subscriptions.ts";
import { resultOf } from "../transactions.ts";

/** Charges a subscription that was made without a charge. */
export function activateSubscription(call: ApiCall): SimulatedAnswer {
  checkParameters(call, ["uuid"]);
  const { host } = call;
  const before = ownLiveSubscription(call);
  const service = serviceOfSubscription(host, before);
  const operator = operatorOf(before);
  checkSubscriptionSettings(service);
  checkAgreement(call, service, operator);
  priceOf(service, operator);
  if (before.state !== "INACTIVE") throw refusal("2018", {});
  if (presentAccount(host, before.msisdn).case === "create_refused")
    throw refusal("9001", { message: "Operator refused" });
  const { subscription, asked } = startPeriod(host, { ...before, mode: "API" }, "PURGED");
  return json(200, resultOf(host, passOn(asked), fieldsOfSubscription(host, subscription)));
}
