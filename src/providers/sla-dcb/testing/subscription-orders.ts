import type { HttpAnswer } from "../../../connector/http.ts";
import type { SubscriptionOrder } from "../../../connector/subscription.ts";
import type { SubscriptionChange, SubscriptionFinding } from "../../../core/subscription.ts";
import { config } from "../config.ts";
import { connector } from "../connector.ts";
import { simulator } from "../simulator/index.ts";
import { answered } from "./orders.ts";

/** Of the sandbox, so that the same subscriptions can be asked of it and built by hand. */
export const shop = config.forSandbox("http://127.0.0.1:4020", simulator.credentials);

/** When the sandboxes of the tests begin. */
export const START_MS = Date.parse("2026-03-01T08:30:00Z");

/** A subscription that tests change to what they are about. */
export const subscription: SubscriptionOrder = {
  phone_number: "+2348090001234",
  provider_options: {},
  amount: null,
  trial_days: null,
  activation: "automatic",
  attempt_reference: "HKSUBSCRIPTION000001",
  call_reference: "HKSUBSCRIPTION000001",
  callback_url: null,
  return_url: "http://127.0.0.1:4010/returns/1",
  provider_reference: null,
  outcome_url: null,
  payer_answer: null,
  secret: null,
  created_at: START_MS,
  free_periods: null,
};

export const calls = subscriptionCalls();

function subscriptionCalls() {
  const { subscriptions } = connector;
  if (subscriptions === undefined) throw new Error("The connector has subscriptions.");
  return subscriptions;
}

/** The same, once the provider has named it. */
export const named: SubscriptionOrder = {
  ...subscription,
  provider_reference: "0d5f3a52-8f3e-4a55-9b1e-6a1f0c2d7e90",
};

export function changeOf(name: SubscriptionChange) {
  const change = calls.changes[name];
  if (change === undefined) throw new Error(`Nothing is offered under ${name}.`);
  return change;
}

/** How an answer to such a call is read. */
export function readerOf(name: SubscriptionChange): (answer: HttpAnswer) => SubscriptionFinding {
  return (answer) => changeOf(name).read(answer, named, shop);
}

export function error(code: string): HttpAnswer {
  return answered({ error: { category: "Any", code, message: "In any words" } });
}
