import { objectAt, textAt, type WireObject } from "../../../connector/json-fields.ts";
import type { Fate } from "./payment.ts";

/** A prepaid account is topped up from the partner's float. It is a PATCH, and yet each one adds money. */
export function refillPath(msisdn: string): string {
  return `/v2/customers/${encodeURIComponent(msisdn)}/plans/refill`;
}

/** Amounts are texts here, in whole units of the currency. */
export function refillBody(transactionAmount: bigint, refillProfileId: string): object {
  return { refillType: "voucherless", refillProfileId, transactionAmount: String(transactionAmount) };
}

export function readFate(fields: WireObject): Fate & { readonly currency: string | null } {
  const data = objectAt(fields, "data");
  return {
    correlatorId: null,
    status: textAt(data, "status")?.toLowerCase() ?? null,
    amount: textAt(data, "amount"),
    currency: textAt(data, "currencyCode"),
    provider_reference: textAt(fields, "sequenceNo"),
    receipt: null,
    is_unfulfilled: false,
  };
}
