import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { type Operator, operatorByCode } from "../operator/operators.ts";
import { putSubscription, type Subscription } from "./subscriptions.ts";

/** The operator is asked at the given time, unless something happens before. */
export function awaitAttempt(
  host: SimulatorHost,
  subscription: Subscription,
  next_payment_ms: number,
): Subscription {
  host.schedule(next_payment_ms, { do: "renew", uuid: subscription.uuid, due_at_ms: next_payment_ms });
  return putSubscription(host, { ...subscription, next_payment_ms });
}

export function operatorOf({ operator: code }: Subscription): Operator {
  const operator = operatorByCode(code);
  if (operator === undefined) throw new Error(`The operator ${code} of a subscription is gone.`);
  return operator;
}
