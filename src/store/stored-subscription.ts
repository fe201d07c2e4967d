import type { Outcome } from "../core/outcome.ts";
import type { SubscriptionStatus } from "../core/subscription.ts";
import type { Subscription, SubscriptionMemory } from "../core/subscription-life.ts";
import type { Environment } from "./stored-operation.ts";
import type { Vault } from "./vault.ts";

/** A subscription as it is kept: what decides its fate, and all that was asked for. Times are milliseconds. */
export interface StoredSubscription extends Omit<Subscription, "terms"> {
  readonly slot: number;
  /** UUID. */
  readonly id: string;
  readonly merchant_id: string;
  readonly connection_id: string;
  readonly environment: Environment;
  readonly provider: string;
  /** Null where each period's price stands in the provider's own settings. */
  readonly amount_minor: bigint | null;
  readonly currency: string | null;
  readonly trial_days: number | null;
  readonly activation: "automatic" | "manual";
  readonly reference: string | null;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly provider_options: Readonly<Record<string, unknown>>;
  /** E.164 with `+`. */
  readonly phone_number: string | null;
  readonly phone_masked: string | null;
  readonly updated_at: number;
}

/** A row of `subscriptions` as the database gives it. */
export interface SubscriptionRow extends Omit<StoredSubscription, "phone_number" | "memory"> {
  readonly status: SubscriptionStatus;
  readonly outcome: Outcome;
  readonly sealed_phone: Buffer | null;
  /** Without what is sealed in columns of its own. */
  readonly memory: Omit<SubscriptionMemory, "provider_reference" | "secret" | "payer_answer">;
  readonly sealed_provider_reference: Buffer | null;
  readonly sealed_secret: Buffer | null;
  readonly sealed_payer_answer: Buffer | null;
}

export function fromSubscriptionRow(row: SubscriptionRow, vault: Vault): StoredSubscription {
  const { sealed_phone, sealed_provider_reference, sealed_secret, sealed_payer_answer, memory, ...rest } =
    row;
  const open = (field: string, sealed: Buffer | null) =>
    sealed === null ? null : vault.openText(placeOf(row, field), sealed);
  return {
    ...rest,
    phone_number: open("phone", sealed_phone),
    memory: {
      ...memory,
      provider_reference: open("provider_reference", sealed_provider_reference),
      secret: open("secret", sealed_secret),
      payer_answer: open("payer_answer", sealed_payer_answer),
    },
  };
}

/** The columns that change with an event. */
export function changingSubscriptionColumns(subscription: StoredSubscription, vault: Vault) {
  const { provider_reference, secret, payer_answer, ...memory } = subscription.memory;
  const seal = (field: string, value: string | null) =>
    value === null ? null : vault.seal(placeOf(subscription, field), value);
  return {
    status: subscription.status,
    version: subscription.version,
    outcome: JSON.stringify(subscription.outcome),
    memory: JSON.stringify(memory),
    sealed_provider_reference: seal("provider_reference", provider_reference),
    sealed_secret: seal("secret", secret),
    sealed_payer_answer: seal("payer_answer", payer_answer),
  };
}

export function sealPhone(subscription: StoredSubscription, vault: Vault): Buffer | null {
  const { phone_number } = subscription;
  return phone_number === null ? null : vault.seal(placeOf(subscription, "phone"), phone_number);
}

function placeOf({ id, merchant_id }: Pick<StoredSubscription, "id" | "merchant_id">, field: string) {
  return { table: "subscriptions", row: id, field, merchant_id };
}
