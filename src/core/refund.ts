import type { Operation } from "./operation.ts";
import { isFinalStatus } from "./outcome.ts";

/** How much of its payment a refund may still have given back, or has: all of it, until it is certain that it failed. */
export function promisedBy({ status, amount_minor }: Pick<Operation, "status" | "amount_minor">): bigint {
  return status === "failed" || status === "cancelled" ? 0n : amount_minor;
}

/** Whether a payment's money can be given back: it was taken for certain, and no person has to look at it. */
export function canBeGivenBack({ status, memory }: Pick<Operation, "status" | "memory">): boolean {
  return status === "succeeded" && memory.review === null;
}

/** Nobody can tell whether it was carried out. */
export function isInDoubt({ status, memory }: Pick<Operation, "status" | "memory">): boolean {
  return !isFinalStatus(status) && (status === "in_reconciliation" || memory.silence || memory.doubt);
}
