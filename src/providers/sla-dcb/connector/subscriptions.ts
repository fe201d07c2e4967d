import type { SubscriptionCalls, SubscriptionOrder } from "../../../connector/subscription.ts";
import type { SlaConfig } from "../config.ts";
import { paths, post } from "../wire.ts";
import {
  readChargingChange,
  readCreation,
  readFreePeriod,
  readPin,
  readRemoval,
  readResumption,
} from "./subscription-answers.ts";
import { readReturn } from "./subscription-checkout.ts";
import { inquire, readInquiry } from "./subscription-inquiry.ts";
import { flowOf } from "./subscription-options.ts";
import { confirm, create, remove } from "./subscription-requests.ts";

/**
 * There is no pause: what their messages call paused is a subscription that they have removed by themselves, and nobody
 * can ask for that.
 */
export const subscriptions: SubscriptionCalls<SlaConfig> = {
  create,
  readCreate: (answer, order) => (flowOf(order) === "pin" ? readPin(answer) : readCreation(answer, order)),
  onlyConfirmCharges: (order) => flowOf(order) === "pin",
  inquire,
  readInquiry,
  readReturn,
  changes: {
    confirm: { request: confirm, read: readCreation },
    activate: {
      request: (order, config) => post(config, paths.activateSubscription, named(order)),
      // Documented: an activation that fails is the end.
      read: (answer) => readChargingChange(answer, "ended"),
    },
    resume: {
      request: (order, config) => post(config, paths.resumeSubscription, named(order)),
      read: readResumption,
    },
    free_period: {
      request: (order, config) =>
        post(config, paths.freePeriod, { ...named(order), period: String(order.free_periods ?? 1) }),
      read: readFreePeriod,
    },
    cancel: { request: remove, read: readRemoval },
  },
};

function named({ provider_reference }: SubscriptionOrder) {
  return { uuid: provider_reference };
}
