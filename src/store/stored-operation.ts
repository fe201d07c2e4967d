import type { Memory, Operation, OperationKind } from "../core/operation.ts";
import type { Outcome, Status } from "../core/outcome.ts";
import type { Vault } from "./vault.ts";

/** An operation as it is kept: what decides its fate, and all that was asked for. Times are milliseconds. */
export interface StoredOperation extends Omit<Operation, "terms"> {
  readonly slot: number;
  /** UUID. */
  readonly id: string;
  readonly merchant_id: string;
  readonly connection_id: string;
  readonly environment: Environment;
  readonly provider: string;
  readonly currency: string;
  readonly capture: "automatic" | "manual";
  readonly reference: string | null;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly provider_options: Readonly<Record<string, unknown>>;
  /** E.164 with `+`. */
  readonly phone_number: string | null;
  readonly phone_masked: string | null;
  /** UUID of a refund's payment, or of the subscription that a payment belongs to; null for what stands alone. */
  readonly parent_id: string | null;
  readonly updated_at: number;
}

export type Environment = "sandbox" | "live";

/** A row of `operations` as the database gives it. */
export interface OperationRow {
  readonly slot: number;
  readonly id: string;
  readonly merchant_id: string;
  readonly connection_id: string;
  readonly environment: Environment;
  readonly kind: OperationKind;
  readonly provider: string;
  readonly status: Status;
  readonly version: number;
  readonly amount_minor: bigint;
  readonly currency: string;
  readonly capture: "automatic" | "manual";
  readonly reference: string | null;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly provider_options: Readonly<Record<string, unknown>>;
  readonly sealed_phone: Buffer | null;
  readonly phone_masked: string | null;
  readonly parent_id: string | null;
  readonly outcome: Outcome;
  /** Without the two facts that have columns of their own. */
  readonly memory: KeptMemory;
  readonly sealed_provider_reference: Buffer | null;
  readonly receipt: string | null;
  readonly created_at: number;
  readonly updated_at: number;
}

type KeptMemory = Omit<Memory, "provider_reference" | "receipt">;

export function fromRow(row: OperationRow, vault: Vault): StoredOperation {
  const { sealed_phone, sealed_provider_reference, receipt, memory, ...rest } = row;
  const place = (field: string) => ({
    table: "operations",
    row: row.id,
    field,
    merchant_id: row.merchant_id,
  });
  return {
    ...rest,
    phone_number: sealed_phone === null ? null : vault.openText(place("phone"), sealed_phone),
    memory: {
      ...memory,
      provider_reference:
        sealed_provider_reference === null
          ? null
          : vault.openText(place("provider_reference"), sealed_provider_reference),
      receipt,
    },
  };
}

/** The columns that change with an event. */
export function changingColumns(operation: StoredOperation, vault: Vault): ChangingColumns {
  const { provider_reference, receipt, ...memory } = operation.memory;
  const place = {
    table: "operations",
    row: operation.id,
    field: "provider_reference",
    merchant_id: operation.merchant_id,
  };
  return {
    status: operation.status,
    version: operation.version,
    outcome: JSON.stringify(operation.outcome),
    memory: JSON.stringify(memory),
    sealed_provider_reference: provider_reference === null ? null : vault.seal(place, provider_reference),
    receipt,
  };
}

export interface ChangingColumns {
  readonly status: Status;
  readonly version: number;
  readonly outcome: string;
  readonly memory: string;
  readonly sealed_provider_reference: Buffer | null;
  readonly receipt: string | null;
}
