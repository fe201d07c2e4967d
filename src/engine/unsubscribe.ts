import type { Provider } from "../connector/provider.ts";
import type { Unsubscribed, Unsubscribing } from "../connector/unsubscribe.ts";
import type { StoredSubscription } from "../store/stored-subscription.ts";
import { listSubscriptions } from "../store/subscriptions.ts";
import { writeConnectionAddress } from "./callback-address.ts";
import { CustomerCalls, type CustomerSubject } from "./customer-calls.ts";
import { numberHider } from "./hidden-number.ts";
import { phoneDigest } from "./phone.ts";
import type { Subscriptions, SubscriptionsOptions } from "./subscriptions.ts";

export interface UnsubscribeQuestion extends CustomerSubject {
  readonly provider: Provider & { readonly connector: { readonly unsubscribe: Unsubscribing<unknown> } };
}

export interface UnsubscribeAnswer {
  /** What the provider says of all of them together. */
  readonly told: Unsubscribed;
  /** Those that are known here and did not end long ago, each with its cancel. */
  readonly subscriptions: readonly StoredSubscription[];
}

interface UnsubscribeOptions extends SubscriptionsOptions {
  readonly subscriptions: Pick<Subscriptions, "happenedAndGoOn">;
}

/**
 * Has the provider end all that a customer has there. That one call is not repeated by itself; but each subscription that is
 * known here is cancelled as well, and that goes on until the provider says that it is over.
 */
export async function unsubscribeCustomer(
  question: UnsubscribeQuestion,
  options: UnsubscribeOptions,
): Promise<UnsubscribeAnswer> {
  const told = await askProvider(question, options);
  const known = await knownAmong(question, options);
  const cancelled = await Promise.all(known.map((subscription) => cancel(subscription, options)));
  return { told, subscriptions: cancelled };
}

async function askProvider(
  question: UnsubscribeQuestion,
  options: UnsubscribeOptions,
): Promise<Unsubscribed> {
  const { connection, provider, phone_number } = question;
  const { unsubscribe } = provider.connector;
  const calls = new CustomerCalls(question, options);
  const address = writeConnectionAddress(connection.id, options.vault);
  const customer = { ...calls.customer(), callback_url: `${options.callback_base_url()}/hooks/${address}` };
  const call = unsubscribe.call(customer, connection.config);
  const exchange = await calls.make("unsubscribe", call);
  if (exchange.end !== "answer") return unanswered;
  const { state, because, code } = call.read(exchange.answer);
  const { inWords } = numberHider(phone_number);
  const hidden = (text: string | null) => (text === null ? null : inWords(text));
  return { state, because: hidden(because), code: hidden(code) };
}

const unanswered: Unsubscribed = {
  state: "unknown",
  because: "No answer came in time. Asking again ends no more than was asked for.",
  code: null,
};

const PAGE = 100;

/** Which the merchant has of this customer at this account, and which have not ended. */
async function knownAmong(
  { connection, provider, phone_number, provider_options }: UnsubscribeQuestion,
  options: UnsubscribeOptions,
): Promise<readonly StoredSubscription[]> {
  if (phone_number === null) return [];
  const { merchant_id, environment } = connection;
  const whose = { merchant_id, environment, provider: provider.id, status: null, reference: null };
  const phone_digest = phoneDigest(phone_number, options.vault);
  const found: StoredSubscription[] = [];
  for (let after: StoredSubscription | null = null; ; ) {
    const filter = { ...whose, phone_digest, created_from: null, created_to: null, after, limit: PAGE };
    const page: readonly StoredSubscription[] = await listSubscriptions(filter, options);
    found.push(...page);
    after = page.at(-1) ?? null;
    if (page.length < PAGE) break;
  }
  return found.filter(
    (subscription) =>
      subscription.status !== "ended" &&
      subscription.connection_id === connection.id &&
      provider.connector.unsubscribe.includes(subscription.provider_options, provider_options),
  );
}

/** One that cannot be cancelled at this moment comes back as it is. */
async function cancel(
  subscription: StoredSubscription,
  { subscriptions, clock }: UnsubscribeOptions,
): Promise<StoredSubscription> {
  const { slot, id } = subscription;
  const event = { type: "change_asked", change: "cancel", periods: null, at: clock.now() } as const;
  const applied = await subscriptions.happenedAndGoOn({ slot, id, event, raw: null });
  return applied?.subscription ?? subscription;
}
