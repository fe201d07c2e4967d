import type { RawCallback, VerifiedCallback } from "../connector/connector.ts";
import { showId, slotOf } from "../core/ids.ts";
import type { SubscriptionFinding } from "../core/subscription.ts";
import { readSubscriptions } from "../store/subscriptions.ts";
import type { CallbackAddress } from "./callback-address.ts";
import { type SubscriptionSubject, subscriptionOrder } from "./subscription-calls.ts";
import type { Subscriptions, SubscriptionsOptions } from "./subscriptions.ts";

interface CallbacksOptions extends SubscriptionsOptions {
  readonly subscriptions: Pick<Subscriptions, "happenedAndGoOn">;
}

/** Where a payer's browser goes on, and the shown id of the subscription it is about. */
export interface ReturnedSubscriber {
  /** The merchant's page for the payer; null where they named none. */
  readonly destination: string | null;
  readonly shown_id: string;
}

/**
 * A message at the URL that a create carried. Answers why nothing came of it, in a sentence; null where something did, and
 * undefined where no subscription is meant.
 */
export async function callBackSubscription(
  address: Omit<CallbackAddress, "attempt">,
  { verified, raw }: { readonly verified: VerifiedCallback; readonly raw: Uint8Array },
  options: CallbacksOptions,
): Promise<string | null | undefined> {
  const subject = await subjectOf(address, options);
  if (subject === undefined) return undefined;
  const finding = readAbout(subject, verified, options);
  if (finding === undefined) return "This provider says nothing of subscriptions at such a URL.";
  const { slot, id } = subject.subscription;
  const event = { type: "found", finding, at: options.clock.now() } as const;
  const applied = await options.subscriptions.happenedAndGoOn({ slot, id, event, raw });
  return applied?.because ?? null;
}

function readAbout(
  subject: SubscriptionSubject,
  verified: VerifiedCallback,
  options: CallbacksOptions,
): SubscriptionFinding | undefined {
  const { connector } = subject.provider;
  const now = options.clock.now();
  const order = subscriptionOrder(subject, "callback", options);
  if (connector.subscriptions?.readCallback !== undefined)
    return connector.subscriptions.readCallback(verified, order, now);
  const notice = connector.notices?.read(verified, now);
  return notice?.about === "subscription" ? notice.read(order) : undefined;
}

/**
 * A payer's browser comes back from the page of a create. Whatever becomes of what it brings, the payer goes on to the
 * merchant's page. Undefined where no subscription is meant.
 */
export async function returnSubscriber(
  address: Omit<CallbackAddress, "attempt">,
  raw: RawCallback,
  options: CallbacksOptions,
): Promise<ReturnedSubscriber | undefined> {
  const subject = await subjectOf(address, options);
  const returns = subject?.provider.connector.returns;
  if (subject === undefined || returns === undefined) return undefined;
  const { slot, id } = subject.subscription;
  const order = subscriptionOrder(subject, "return", options);
  const now = options.clock.now();
  const verification = returns.verify(raw, subject.connection.config, now);
  const finding =
    verification.verdict === "verified"
      ? subject.provider.connector.subscriptions?.readReturn?.(verification.callback, order, now)
      : undefined;
  if (finding !== undefined)
    await options.subscriptions
      .happenedAndGoOn({ slot, id, event: { type: "found", finding, at: now }, raw: null })
      .catch((error: unknown) =>
        options.observe({ type: "fault", where: "a subscriber who came back", error }),
      );
  return { destination: returns.destination(order), shown_id: showId("subscription", id) };
}

async function subjectOf(
  { operation_id: id, connection_id }: Omit<CallbackAddress, "attempt">,
  options: CallbacksOptions,
): Promise<SubscriptionSubject | undefined> {
  const subscription = (await readSubscriptions([{ slot: slotOf(id), id }], options)).get(id);
  const connection = await options.connections.get(connection_id);
  const provider = connection && options.providers.get(connection.provider);
  return subscription && connection && provider && { subscription, connection, provider };
}
