import type { Announcement } from "../../../src/store/announcements.ts";
import type { NewCallback } from "../../../src/store/callbacks.ts";
import type { Delivery } from "../../../src/store/deliveries.ts";
import type { WebhookEndpoint } from "../../../src/store/endpoints.ts";
import type { Review } from "../../../src/store/reviews.ts";
import type { Environment, OperationRow } from "../../../src/store/stored-operation.ts";
import type { SubscriptionRow } from "../../../src/store/stored-subscription.ts";
import type { StoredEvent } from "../../../src/store/timeline.ts";
import type { Work } from "../../../src/store/work.ts";
import { Journal, Table } from "./table.ts";

/** Rows as the migrations define them. Times are milliseconds, JSON is parsed, and 64-bit integers are bigints. */
export interface Rows {
  readonly operations: OperationRow & { readonly phone_digest: Buffer | null };
  readonly idempotency_keys: {
    readonly slot: number;
    readonly merchant_id: string;
    readonly key_digest: Buffer;
    readonly request_digest: Buffer;
    readonly operation_id: string;
    readonly answer: Buffer;
  };
  readonly events: StoredEvent & {
    readonly slot: number;
    readonly operation_id: string;
    readonly sealed_raw: Buffer | null;
  };
  readonly announcements: Announcement & { readonly environment: Environment };
  readonly work: Work & { readonly due_at: number; readonly owner: string | null };
  readonly reviews: Omit<Review, "operation_kind">;
  readonly callbacks: NewCallback;
  readonly phone_locks: {
    readonly slot: number;
    readonly provider: string;
    readonly phone_digest: Buffer;
    readonly operation_id: string;
    readonly locked_until: number;
    /** Newest last. */
    readonly prompted_at: readonly number[];
  };
  readonly webhook_deliveries: Omit<Delivery, "type"> & {
    readonly merchant_id: string;
    readonly environment: Environment;
  };
  readonly webhook_endpoints: WebhookEndpoint & {
    readonly sealed_secret: Buffer;
    readonly sealed_previous: Buffer | null;
  };
  readonly connections: {
    readonly id: string;
    readonly merchant_id: string;
    readonly provider: string;
    readonly environment: Environment;
    readonly sealed_config: Buffer;
  };
  readonly merchants: { readonly id: string; readonly name: string };
  readonly refunded_payments: {
    readonly slot: number;
    readonly payment_id: string;
    readonly promised_minor: bigint;
    readonly in_doubt: number;
  };
  readonly call_references: {
    readonly slot: number;
    readonly connection_id: string;
    readonly digest: Buffer;
    readonly operation_id: string;
    readonly attempt: number;
  };
  readonly subscriptions: SubscriptionRow & { readonly phone_digest: Buffer | null };
  readonly subscription_events: StoredEvent & {
    readonly slot: number;
    readonly subscription_id: string;
    readonly sealed_raw: Buffer | null;
  };
  readonly subscription_references: {
    readonly slot: number;
    readonly connection_id: string;
    readonly digest: Buffer;
    readonly subscription_id: string;
  };
  readonly rates: {
    readonly slot: number;
    readonly digest: Buffer;
    readonly next_ms: bigint;
    readonly queue_ms: bigint;
    readonly granted: number;
  };
}

export type Tables = { readonly [Name in keyof Rows]: Table<Rows[Name]> } & { readonly journal: Journal };

/** Empty tables under their primary keys. */
export function emptyTables(): Tables {
  const journal = new Journal();
  const table = <Name extends keyof Rows>(name: Name, keyOf: (row: Rows[Name]) => string) =>
    new Table<Rows[Name]>(name, keyOf, journal);
  return {
    journal,
    operations: table("operations", byId),
    idempotency_keys: table("idempotency_keys", keyName),
    events: table("events", (row) => `${row.operation_id} ${row.seq}`),
    announcements: table("announcements", byId),
    work: table("work", (row) => row.subject_id),
    reviews: table("reviews", byId),
    callbacks: table("callbacks", byId),
    phone_locks: table("phone_locks", phoneName),
    webhook_deliveries: table("webhook_deliveries", byId),
    webhook_endpoints: table("webhook_endpoints", byId),
    connections: table("connections", byId),
    merchants: table("merchants", byId),
    refunded_payments: table("refunded_payments", (row) => row.payment_id),
    call_references: table("call_references", (row) => row.digest.toString("hex")),
    subscriptions: table("subscriptions", byId),
    subscription_events: table("subscription_events", (row) => `${row.subscription_id} ${row.seq}`),
    subscription_references: table("subscription_references", referenceName),
    rates: table("rates", (row) => row.digest.toString("hex")),
  };
}

/** An id tells its slot, so the slot adds nothing to a key. */
function byId({ id }: { readonly id: string }): string {
  return id;
}

export function keyName(row: Pick<Rows["idempotency_keys"], "slot" | "merchant_id" | "key_digest">): string {
  return `${row.slot} ${row.merchant_id} ${row.key_digest.toString("hex")}`;
}

export function phoneName(row: { readonly provider: string; readonly phone_digest: Buffer }): string {
  return `${row.provider} ${row.phone_digest.toString("hex")}`;
}

export function referenceName(
  row: Pick<Rows["subscription_references"], "connection_id" | "digest">,
): string {
  return `${row.connection_id} ${row.digest.toString("hex")}`;
}
