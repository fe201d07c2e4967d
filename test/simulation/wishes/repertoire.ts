import type { SubscriptionRequest } from "../../../src/api/subscriptions/order.ts";
import type { Provider } from "../../../src/connector/provider.ts";
import type { Json } from "../../../src/connector/simulator.ts";
import type { SubscriptionChange } from "../../../src/core/subscription.ts";
import type { Chance } from "../chance.ts";
import type { Wish } from "../merchant.ts";

/** What a merchant can want of a provider, and in how many ways its simulator can be set. */
export interface Repertoire {
  readonly provider: Provider;
  readonly settings: Readonly<Record<string, readonly Json[]>>;
  wish(chance: Chance): Wish;
  /** Left out: it knows no subscriptions. */
  subscription?(chance: Chance): SubscriptionWish;
}

export interface SubscriptionWish {
  readonly request: SubscriptionRequest;
  /** What is asked of it at any moment within so many milliseconds, whether it can be done then or not. */
  readonly changes: readonly WishedChange[];
  /** Payments that charge the customer, asked for in the same way. Left out: the provider charges by itself. */
  readonly charges?: readonly (Omit<Wish, "kind"> & { readonly within_ms: number })[];
}

export interface WishedChange {
  readonly change: SubscriptionChange;
  readonly within_ms: number;
  /** What the customer gave for a confirm. */
  readonly payer_answer?: string;
  /** How many periods a `free_period` gives away. */
  readonly periods?: number;
}

/** So that some share a phone, and wait for each other's prompts. */
const ORDINARY_PHONES = 3;

/** In the currency's smallest units; null: all that is left. More than there is, too. */
export function partsGivenBack(whole: number): readonly NonNullable<Wish["refunds"]>[] {
  const third = Math.floor(whole / 3);
  return [[], [null], [third, third], [2 * third, 2 * third, null], [whole, whole]];
}

/** Numbers whose holders are in a fix that the simulator knows. */
export function magicPhones(
  provider: Provider,
  field: string,
  write: (value: string) => string,
): readonly string[] {
  const { pattern } = provider.limits.phone_number ?? { pattern: /^$/ };
  const values = provider.simulator.magic
    .filter((magic) => magic.field === field)
    .map(({ value }) => write(value));
  return values.filter((number) => pattern.test(number));
}

/** Half of the time somebody ordinary, of whom there are few. */
export function pickPhone(
  chance: Chance,
  { ordinary, magic }: { readonly ordinary: string; readonly magic: readonly string[] },
): string {
  const somebody = `${ordinary}${chance.between(1, ORDINARY_PHONES)}`;
  return chance.happens(0.5) ? somebody : chance.pick(magic);
}
