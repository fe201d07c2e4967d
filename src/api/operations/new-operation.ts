import { newId } from "../../core/ids.ts";
import { firstMemory, outcomeOf } from "../../core/operation.ts";
import type { Clock, Randomness } from "../../core/ports.ts";
import { accepted, noWords } from "../../core/readings.ts";
import { maskNumber } from "../../lib/mask.ts";
import type { Caller } from "../../store/keys.ts";
import type { StoredOperation } from "../../store/stored-operation.ts";
import type { Choice } from "./choose-provider.ts";
import type { Kind, OperationRequest } from "./kind.ts";
import type { AcceptableOrder } from "./order.ts";

interface Asked {
  readonly kind: Kind["kind"];
  readonly request: Pick<OperationRequest, "reference" | "description" | "metadata" | "text">;
  readonly order: AcceptableOrder;
  readonly choice: Choice;
  readonly caller: Caller;
  readonly slot: number;
  /** UUID of a refund's payment, or of a payment's subscription. */
  readonly parent_id: string | null;
}

/** An operation as it is when it was just taken: nothing sent, its first attempt due at once. */
export function newOperation(
  { kind, request, order, choice, caller, slot, parent_id }: Asked,
  source: { readonly clock: Clock; readonly randomness: Randomness },
): StoredOperation {
  const created_at = source.clock.now();
  const { amount, phone_number, capture, provider_options } = order;
  return {
    kind,
    slot,
    id: newId(slot, source),
    merchant_id: caller.merchant_id,
    environment: caller.environment,
    connection_id: choice.connection.id,
    provider: choice.provider.id,
    status: "created",
    version: 1,
    amount_minor: amount.minor,
    currency: amount.currency,
    capture,
    reference: request.reference ?? null,
    description: request.text ?? request.description ?? null,
    metadata: request.metadata ?? {},
    provider_options,
    phone_number,
    phone_masked: phone_number === null ? null : maskNumber(phone_number),
    parent_id,
    outcome: outcomeOf(accepted, { evidence: null, at: created_at, provider: noWords, safe: false }),
    memory: firstMemory(created_at),
    created_at,
    updated_at: created_at,
  };
}
