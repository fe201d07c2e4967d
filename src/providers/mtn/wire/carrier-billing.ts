import { objectAt, textAt, type WireObject } from "../../../connector/json-fields.ts";
import type { MtnConfig } from "../config.ts";
import type { Fate } from "./payment.ts";

/** Carrier billing by content token. It counts in whole cents of the rand, and the only currency has a name of its own. */
const BILL = "/v1/customer/bill";
const SYSTEM = "targetSystem=Pantheon";

export const paths = {
  debit: `${BILL}/debit?${SYSTEM}`,
  refund: `${BILL}/refund?${SYSTEM}`,
} as const;

/** The caller's id is spelt in another way here than anywhere else. */
export function statusPath(type: "debit" | "refund", transactionId: string): string {
  return `${BILL}/transactionStatus?${SYSTEM}&${new URLSearchParams({ type, originTransactionID: transactionId })}`;
}

interface Debit {
  readonly transactionId: string;
  readonly contentToken: string;
  readonly cents: bigint;
  readonly description: string | null;
}

const DESCRIPTION_LENGTH_MAX = 100;

export function debitBody({ transactionId, contentToken, cents, description }: Debit, config: MtnConfig) {
  return {
    transactionId,
    ...partnersOf(config),
    contentToken,
    debitAmount: Number(cents),
    ...(description !== null && { contentDescription: description.slice(0, DESCRIPTION_LENGTH_MAX) }),
  };
}

interface Refund {
  readonly transactionId: string;
  readonly contentToken: string;
  readonly cents: bigint;
  readonly refundType: "Full" | "Partial";
  /** The message number of the debit, and when it was made (milliseconds since the epoch). */
  readonly originalPaymentRef: string;
  readonly original_at: number;
}

export function refundBody({ cents, original_at, ...fields }: Refund, config: MtnConfig): object {
  const originalDateTime = `${new Date(original_at).toISOString().slice(0, 19)}Z`;
  return {
    ...fields,
    ...partnersOf(config),
    originalDateTime,
    totalAmount: Number(cents),
    currency: "RANDS",
  };
}

function partnersOf({ contracting_partner_id, platform_partner_id }: MtnConfig) {
  return { contractingPartnerId: contracting_partner_id, platformPartnerId: platform_partner_id };
}

/** Our name for what its status call says of a debit or refund: that there is one. It has no field for a failure. */
const CARRIED_OUT = "carried_out";

/** In the answer to the debit itself the message number says no more than that it was taken. */
export function readFate(fields: WireObject, about: "answer" | "inquiry"): Fate {
  const msn = textAt(objectAt(fields, "data"), "msn");
  return {
    correlatorId: null,
    status: about === "inquiry" && msn !== null ? CARRIED_OUT : null,
    amount: null,
    provider_reference: msn,
    receipt: null,
    is_unfulfilled: false,
  };
}
