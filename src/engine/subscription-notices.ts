import { isDeepStrictEqual } from "node:util";
import type { Notice } from "../connector/notice.ts";
import type { Provider } from "../connector/provider.ts";
import { newId, slotOf } from "../core/ids.ts";
import { outcomeOf } from "../core/operation.ts";
import { accepted, noWords } from "../core/readings.ts";
import { firstSubscriptionMemory } from "../core/subscription-life.ts";
import { maskNumber } from "../lib/mask.ts";
import { discoverSubscription } from "../store/accept-subscription.ts";
import type { SubscriptionApplied } from "../store/apply-subscription.ts";
import { findCallReference } from "../store/call-references.ts";
import type { Connection } from "../store/connections.ts";
import type { StoredSubscription } from "../store/stored-subscription.ts";
import { findSubscriptionByReference, referenceKey } from "../store/subscription-references.ts";
import { readSubscriptions, subscriptionsWithoutReference } from "../store/subscriptions.ts";
import { phoneDigest } from "./phone.ts";
import { subscriptionOrder } from "./subscription-calls.ts";
import { showSubscription } from "./subscription-steps.ts";
import type { Subscriptions, SubscriptionsOptions } from "./subscriptions.ts";

/** A message at a connection's own URL that is about a subscription. */
export interface NoticedSubscription {
  readonly connection: Connection;
  readonly provider: Provider;
  readonly notice: Extract<Notice, { readonly about: "subscription" }>;
  /** The message as it came, kept sealed as the evidence. */
  readonly raw: Uint8Array;
}

interface NoticesOptions extends SubscriptionsOptions {
  readonly subscriptions: Pick<Subscriptions, "happenedAndGoOn" | "take">;
}

/** Finds the subscription that a notice is about, or takes up one that a customer started without us, and tells it. */
export async function noticeSubscription(
  noticed: NoticedSubscription,
  options: NoticesOptions,
): Promise<SubscriptionApplied | undefined> {
  const { connection, provider, notice, raw } = noticed;
  const subscription = (await findMeant(noticed, options)) ?? (await discover(noticed, options));
  if (subscription === undefined) return undefined;
  const { slot, id } = subscription;
  const order = subscriptionOrder({ subscription, connection, provider }, "notice", options);
  const found = { type: "found", finding: notice.read(order), at: options.clock.now() } as const;
  const repeats_our_name = await repeatsOurName(subscription, noticed, options);
  const event = repeats_our_name ? { ...found, repeats_our_name } : found;
  const applied = await options.subscriptions.happenedAndGoOn({ slot, id, event, raw });
  if (applied?.verdict === "ignored") options.subscriptions.take(applied.subscription);
  return applied ?? undefined;
}

async function findMeant(
  noticed: NoticedSubscription,
  options: NoticesOptions,
): Promise<StoredSubscription | undefined> {
  const { connection, notice } = noticed;
  const { provider_reference, call_reference } = notice;
  const named = await findSubscriptionByReference(
    { connection_id: connection.id, provider_reference },
    options,
  );
  const id = named ?? (await findByCall(connection, call_reference, options));
  if (id === undefined) return await findUnnamed(noticed, options);
  return (await readSubscriptions([{ slot: slotOf(id), id }], options)).get(id);
}

/** Only of interest until somebody has told what the provider calls it. */
async function repeatsOurName(
  { id, memory }: StoredSubscription,
  { connection, notice }: NoticedSubscription,
  options: NoticesOptions,
): Promise<boolean> {
  if (memory.provider_reference !== null) return false;
  return (await findByCall(connection, notice.call_reference, options)) === id;
}

async function findByCall(
  { id: connection_id }: Connection,
  call_reference: string | undefined,
  options: NoticesOptions,
): Promise<string | undefined> {
  if (call_reference === undefined) return undefined;
  return (await findCallReference({ connection_id, call_reference }, options))?.operation_id;
}

/** Ours, whose create was not answered yet: its customer and all that the notice says of the product are the same. */
async function findUnnamed(
  { connection, notice }: NoticedSubscription,
  options: NoticesOptions,
): Promise<StoredSubscription | undefined> {
  const { phone_number, provider_options } = notice;
  if (phone_number === null) return undefined;
  const { id: connection_id, merchant_id } = connection;
  const phone_digest = phoneDigest(phone_number, options.vault);
  const theirs = await subscriptionsWithoutReference({ merchant_id, phone_digest, connection_id }, options);
  return theirs.find(
    (subscription) =>
      subscription.memory.attempts.some(({ began_at }) => began_at !== null) &&
      Object.entries(provider_options).every(([name, value]) =>
        isDeepStrictEqual(subscription.provider_options[name], value),
      ),
  );
}

/** Stored as unverified: the provider is asked before anybody hears that it runs. Of two notices the first one stores it. */
async function discover(
  noticed: NoticedSubscription,
  options: NoticesOptions,
): Promise<StoredSubscription | undefined> {
  const { notice, provider } = noticed;
  if (!notice.may_be_new || provider.connector.subscriptions === undefined) return undefined;
  const subscription = startedByCustomer(noticed, options);
  const { phone_number } = subscription;
  const stored = await discoverSubscription(
    {
      subscription,
      phone_digest: phone_number === null ? null : phoneDigest(phone_number, options.vault),
      announcement: {
        id: newId(subscription.slot, options),
        resource: showSubscription(subscription, provider),
      },
    },
    notice.provider_reference,
    { ...options, offset_ms: options.clock.offset_ms },
  );
  if (!stored) return await findMeant(noticed, options);
  options.announced();
  return subscription;
}

function startedByCustomer(
  { connection, notice }: NoticedSubscription,
  options: NoticesOptions,
): StoredSubscription {
  const created_at = options.clock.now();
  const { provider_reference, phone_number, provider_options } = notice;
  const { slot } = referenceKey(provider_reference, options.vault);
  const { merchant_id, environment, provider } = connection;
  return {
    ...{ merchant_id, environment, provider, slot, phone_number, provider_options },
    id: newId(slot, options),
    connection_id: connection.id,
    origin: "provider",
    status: "pending",
    version: 1,
    amount_minor: null,
    currency: null,
    trial_days: null,
    activation: "automatic",
    reference: null,
    description: null,
    metadata: {},
    phone_masked: phone_number === null ? null : maskNumber(phone_number),
    outcome: outcomeOf(accepted, { evidence: null, at: created_at, provider: noWords, safe: false }),
    memory: { ...firstSubscriptionMemory("provider", created_at), provider_reference },
    created_at,
    updated_at: created_at,
  };
}
