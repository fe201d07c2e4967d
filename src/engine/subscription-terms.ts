import type { Provider } from "../connector/provider.ts";
import { subscriptionChanges } from "../core/subscription.ts";
import type { SubscriptionTerms } from "../core/subscription-life.ts";
import type { StoredSubscription } from "../store/stored-subscription.ts";

/** A provider's declaration as milliseconds, scaled: 1 in production. */
export function subscriptionTermsOf(
  { id, subscriptions, connector, timing }: Provider,
  { activation }: Pick<StoredSubscription, "activation">,
  scale: number,
): SubscriptionTerms {
  if (subscriptions === undefined) throw new Error(`The provider ${id} knows no subscriptions.`);
  const ms = (seconds: number) => Math.round(seconds * 1000 * scale);
  const { check_every } = subscriptions;
  return {
    challenge: subscriptions.payer_challenge,
    activation,
    changes: subscriptionChanges.filter((change) => connector.subscriptions?.changes[change] !== undefined),
    inquiry_at: subscriptions.inquiry_at.map(ms),
    deadline: ms(subscriptions.deadline),
    check_every: check_every === null ? null : ms(check_every),
    retry_after: timing.resubmit_after.map(ms),
  };
}
