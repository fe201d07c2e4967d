import type { Language } from "../catalogue/reasons.ts";
import { showId } from "../core/ids.ts";
import { formatMoney } from "../core/money.ts";
import { maskDigits } from "../lib/mask.ts";
import { outcomeResource, wordsOf } from "./resource.ts";
import type { StoredSubscription } from "./stored-subscription.ts";

/**
 * A subscription as merchants see it, in the API and in webhooks alike. Phone numbers are masked, and so are provider
 * references that hold one; what the customer can be charged with is shown to nobody.
 */
export function subscriptionResourceOf(
  subscription: StoredSubscription,
  shows: {
    readonly reference_holds_number: boolean;
    /** The customer's part is a PIN. */
    readonly takes_pin: boolean;
    /** Of the words for the payer; left out: English. */
    readonly language?: Language;
  },
) {
  const { memory, amount_minor, currency, outcome, provider } = subscription;
  const reference = memory.provider_reference;
  const provider_reference =
    reference !== null && shows.reference_holds_number ? maskDigits(reference) : reference;
  return {
    id: showId("subscription", subscription.id),
    object: "subscription" as const,
    status: subscription.status,
    amount:
      amount_minor === null || currency === null ? null : formatMoney({ minor: amount_minor, currency }),
    provider,
    environment: subscription.environment,
    origin: subscription.origin,
    phone_number: subscription.phone_masked,
    reference: subscription.reference,
    description: subscription.description,
    metadata: subscription.metadata,
    provider_options: subscription.provider_options,
    trial_days: subscription.trial_days,
    activation: subscription.activation,
    provider_reference,
    renews_at: memory.renews_at === null ? null : new Date(memory.renews_at).toISOString(),
    outcome: {
      ...outcomeResource(outcome, shows.language ?? "en"),
      provider: { id: provider, ...wordsOf(outcome.provider), reference: provider_reference },
    },
    next_action: nextActionOf(subscription, shows),
    cancelling: memory.cancel_asked && subscription.status !== "ended",
    needs_review: memory.review !== null,
    version: subscription.version,
    created_at: new Date(subscription.created_at).toISOString(),
    updated_at: new Date(subscription.updated_at).toISOString(),
  };
}
export type SubscriptionResource = ReturnType<typeof subscriptionResourceOf>;

/** What the customer has to do for it to go on; null where nothing is asked of them. */
function nextActionOf({ memory }: StoredSubscription, { takes_pin }: { readonly takes_pin: boolean }) {
  if (!memory.awaiting_payer) return null;
  if (memory.payer_url !== undefined) return { type: "open_page" as const, url: memory.payer_url };
  return { type: takes_pin ? ("enter_pin" as const) : ("approve_on_phone" as const), url: null };
}
