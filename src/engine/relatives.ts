import type { SubscribedCustomer } from "../connector/connector.ts";
import { slotOf } from "../core/ids.ts";
import { canBeGivenBack } from "../core/refund.ts";
import type { Database } from "../store/database.ts";
import { readOperations } from "../store/operations.ts";
import type { StoredOperation } from "../store/stored-operation.ts";
import type { Vault } from "../store/vault.ts";
import type { Subject } from "./calls.ts";

export interface RelativesSource {
  readonly database: Database;
  readonly vault: Vault;
  /** What is known of a subscription's customer; null where there is no such subscription. */
  readonly subscribedCustomer: (subscription_id: string) => Promise<SubscribedCustomer | null>;
}

/** Reads the payment of a refund, or the subscription of a payment. Most operations stand alone, and nothing is read. */
export async function withRelatives(
  subject: Pick<Subject, "operation" | "connection" | "provider">,
  source: RelativesSource,
): Promise<Subject> {
  const { kind, parent_id } = subject.operation;
  if (parent_id === null) return { ...subject, refunded: null, subscription: null };
  if (kind === "refund")
    return { ...subject, refunded: await readPayment(parent_id, source), subscription: null };
  return { ...subject, refunded: null, subscription: await source.subscribedCustomer(parent_id) };
}

/** False of a refund whose payment is not certain to have taken the money any more. */
export async function mayBeGivenBack(
  { kind, parent_id }: StoredOperation,
  source: RelativesSource,
): Promise<boolean> {
  return kind !== "refund" || parent_id === null || canBeGivenBack(await readPayment(parent_id, source));
}

async function readPayment(id: string, source: RelativesSource): Promise<StoredOperation> {
  const payment = (await readOperations([{ slot: slotOf(id), id }], source)).get(id);
  if (payment === undefined) throw new Error("A refund's payment is not stored.");
  return payment;
}
