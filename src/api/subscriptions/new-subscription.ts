import { newId } from "../../core/ids.ts";
import { outcomeOf } from "../../core/operation.ts";
import type { Clock, Randomness } from "../../core/ports.ts";
import { accepted, noWords } from "../../core/readings.ts";
import { firstSubscriptionMemory } from "../../core/subscription-life.ts";
import { maskNumber } from "../../lib/mask.ts";
import type { Caller } from "../../store/keys.ts";
import type { StoredSubscription } from "../../store/stored-subscription.ts";
import type { Choice } from "../operations/choose-provider.ts";
import type { AcceptableSubscription, SubscriptionRequest } from "./order.ts";

interface Asked {
  readonly request: SubscriptionRequest;
  readonly order: AcceptableSubscription;
  readonly choice: Choice;
  readonly caller: Caller;
  readonly slot: number;
}

/** A subscription as it is when it was just taken: nothing sent, its create due at once. */
export function newSubscription(
  { request, order, choice, caller, slot }: Asked,
  source: { readonly clock: Clock; readonly randomness: Randomness },
): StoredSubscription {
  const created_at = source.clock.now();
  const { amount, phone_number, trial_days, activation, provider_options } = order;
  return {
    slot,
    id: newId(slot, source),
    merchant_id: caller.merchant_id,
    environment: caller.environment,
    connection_id: choice.connection.id,
    provider: choice.provider.id,
    origin: "merchant",
    status: "pending",
    version: 1,
    amount_minor: amount?.minor ?? null,
    currency: amount?.currency ?? null,
    trial_days,
    activation,
    reference: request.reference ?? null,
    description: request.description ?? null,
    metadata: request.metadata ?? {},
    provider_options,
    phone_number,
    phone_masked: phone_number === null ? null : maskNumber(phone_number),
    outcome: outcomeOf(accepted, { evidence: null, at: created_at, provider: noWords, safe: false }),
    memory: firstSubscriptionMemory("merchant", created_at),
    created_at,
    updated_at: created_at,
  };
}
