import type { Json, SimulatorHost } from "../../../../connector/simulator.ts";
import { newUuid } from "../ids.ts";
import { has, operatorByCode } from "../operator/operators.ts";
import { type Environment, type Service, serviceByUri } from "../services.ts";
import { wholeSeconds } from "../timestamps.ts";
import type { Mode } from "../transactions.ts";

export type State =
  | "ACTIVE"
  | "TRIAL"
  | "FREE"
  | "GRACE"
  | "PROCESSING"
  | "SUSPENDED"
  | "INACTIVE"
  | "CREATED"
  | "FAILED"
  | "PURGED"
  | "REMOVED"
  | "DELETED"
  | "CANCELLED"
  | "INACTIVE_ACCOUNT";

/** A customer who pays for a service again and again. Kept under its uuid. */
export type Subscription = {
  readonly uuid: string;
  readonly merchant: string;
  readonly campaign: string;
  readonly operator: string;
  readonly msisdn: string;
  readonly environment: Environment;
  readonly state: State;
  readonly created_at_ms: number;
  /** Empty where the create had none. */
  readonly correlator: string;
  /** How it came about. */
  readonly mode: Mode;
  /** The period that was charged last, or is to be charged. */
  readonly bill_id: string | null;
  /** When the operator is asked again; null where it never is. */
  readonly next_payment_ms: number | null;
  /** Retries of a period that could not be paid; null while nothing is owed. */
  readonly pool: Pool | null;
  readonly removed_at_ms: number | null;
  /** What it becomes if the operator, whose decision is waited for, says no. */
  readonly if_declined: State;
  readonly had_trial: boolean;
  /** Charges, oldest first. */
  readonly transaction_ids: readonly string[];
};

export type Pool = {
  readonly first_failed_ms: number;
  readonly attempts: number;
  /** The next thing to come is the end of the grace period, not another attempt. */
  readonly over: boolean;
};

export type NewSubscription = Pick<
  Subscription,
  "merchant" | "campaign" | "operator" | "msisdn" | "environment" | "correlator" | "mode"
>;

/** Not kept yet. */
export function newSubscription(host: SimulatorHost, known: NewSubscription): Subscription {
  return {
    ...known,
    uuid: newUuid(host),
    state: "PROCESSING",
    created_at_ms: host.now(),
    bill_id: null,
    next_payment_ms: null,
    pool: null,
    removed_at_ms: null,
    if_declined: "FAILED",
    had_trial: false,
    transaction_ids: [],
  };
}

export function putSubscription(host: SimulatorHost, subscription: Subscription): Subscription {
  const { uuid } = subscription;
  if (findSubscription(host, uuid) === undefined) {
    const key = customerKey(subscription);
    const before = host.records.get<readonly string[]>("subscriptions_of", key) ?? [];
    host.records.put("subscriptions_of", key, [...before, uuid]);
  }
  host.records.put("subscription", uuid, subscription);
  return subscription;
}

export function findSubscription(host: SimulatorHost, uuid: string): Subscription | undefined {
  return host.records.get<Subscription>("subscription", uuid);
}

/** Those of one customer to one service, oldest first. */
export function subscriptionsOf(
  host: SimulatorHost,
  of: Pick<Subscription, "msisdn" | "campaign">,
): readonly Subscription[] {
  const uuids = host.records.get<readonly string[]>("subscriptions_of", customerKey(of)) ?? [];
  return uuids.flatMap((uuid) => findSubscription(host, uuid) ?? []);
}

function customerKey({ msisdn, campaign }: Pick<Subscription, "msisdn" | "campaign">): string {
  return `${msisdn} ${campaign}`;
}

/** A service is never taken away. */
export function serviceOfSubscription(host: SimulatorHost, { campaign }: Subscription): Service {
  const service = serviceByUri(host, campaign);
  if (service === undefined) throw new Error(`The service ${campaign} of a subscription is gone.`);
  return service;
}

/** What a result says of a subscription, beside its charge. */
export function fieldsOfSubscription(
  host: SimulatorHost,
  subscription: Subscription,
): Readonly<Record<string, Json>> {
  const { next_payment_ms, operator: code } = subscription;
  const operator = operatorByCode(code);
  return {
    frequency: serviceOfSubscription(host, subscription).frequency,
    ...(operator !== undefined && has(operator, "customer_picks_renewal") && { "auto-renewal": true }),
    ...(next_payment_ms !== null && { next_payment_timestamp: wholeSeconds(next_payment_ms) }),
  };
}
