import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { customerOf } from "../checks/customers.ts";
import { checkAbility } from "../checks/permissions.ts";
import { serviceOf } from "../checks/service-checks.ts";
import { type ApiCall, checkParameters } from "../parameters.ts";
import { acknowledged } from "../replies.ts";
import { operatorOf } from "../subscription/attempts.ts";
import { deleteIfLive } from "../subscription/renewal.ts";
import { findSubscription, type Subscription, subscriptionsOf } from "../subscription/subscriptions.ts";

/** Only says that the request has come; a notification tells of the end, if there was anything to end. */
export function deleteSubscription(call: ApiCall): SimulatedAnswer {
  const named = call.parameters.has("uuid") ? namedByUuid(call) : namedByCustomer(call);
  for (const subscription of named) {
    deleteIfLive(call.host, subscription, "DELETE");
  }
  return acknowledged();
}

function namedByUuid({ host, credential, parameters }: ApiCall): readonly Subscription[] {
  const found = findSubscription(host, parameters.text("uuid"));
  if (found?.merchant !== credential.merchant) return [];
  checkAbility(operatorOf(found), "remove");
  return [found];
}

function namedByCustomer(call: ApiCall): readonly Subscription[] {
  checkParameters(call, ["msisdn", "campaign", "merchant"]);
  const service = serviceOf(call, "allowed");
  const { operator, msisdn } = customerOf(call, "name");
  checkAbility(operator, "remove");
  return subscriptionsOf(call.host, { msisdn, campaign: service.uri });
}
