import type { Known } from "../../../src/connector/connector.ts";
import type { Json } from "../../../src/connector/simulator.ts";
import type { SubscriptionOrder } from "../../../src/connector/subscription.ts";
import type { Unsubscriber } from "../../../src/connector/unsubscribe.ts";
import { type Amount, type Money, parseMoney } from "../../../src/core/money.ts";
import type { OperationKind } from "../../../src/core/operation.ts";
import { nothingSpecial } from "../../support/known.ts";
import type { Conversation, Facts, Step } from "./conversation.ts";

/** All that is known when this step is made, from the merchant's wish and the steps before it. */
export function factsAt({ order = {}, messages }: Conversation, step: Step): Facts {
  const until = messages.slice(0, messages.indexOf(step) + 1);
  const known = until.flatMap((one) => ("order" in one && one.order !== undefined ? [one.order] : []));
  return Object.fromEntries([order, ...known].flatMap((facts) => Object.entries(facts)));
}

const unsaid = {
  phone_number: null,
  provider_options: {},
  callback_url: null,
  return_url: null,
  provider_reference: null,
  outcome_url: null,
  payer_answer: null,
} as const;

export function operationOf(kind: OperationKind, facts: Facts): Known {
  const { refunded } = facts;
  const isRefund = typeof refunded === "object" && refunded !== null;
  return {
    ...nothingSpecial,
    ...unsaid,
    description: null,
    capture: "automatic",
    call_reference: facts["attempt_reference"],
    ...facts,
    kind,
    amount: moneyOf(facts["amount"]) ?? { minor: 0n, currency: "XXX" },
    refunded: isRefund ? refundedOf(refunded as Facts) : null,
  } as unknown as Known;
}

function refundedOf(facts: Facts): Known["refunded"] {
  return {
    call_reference: facts["attempt_reference"],
    provider_reference: null,
    receipt: null,
    provider_options: {},
    ...facts,
    amount: moneyOf(facts["amount"]),
  } as unknown as Known["refunded"];
}

export function subscriptionOf(facts: Facts): SubscriptionOrder {
  return {
    ...unsaid,
    trial_days: null,
    activation: "automatic",
    secret: null,
    free_periods: null,
    created_at: 0,
    call_reference: facts["attempt_reference"],
    ...facts,
    amount: moneyOf(facts["amount"]),
  } as unknown as SubscriptionOrder;
}

/** Whoever unsubscribes a customer is told at the URL of the whole connection. */
export function unsubscriberOf(facts: Facts): Unsubscriber {
  return { provider_options: {}, ...facts } as unknown as Unsubscriber;
}

function moneyOf(amount: Json | undefined): Money | null {
  if (amount === undefined || amount === null) return null;
  const money = parseMoney(amount as unknown as Amount);
  if (typeof money === "string") throw new Error(money);
  return money;
}
