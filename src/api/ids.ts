import { type IdKind, newId, readId, SLOTS, slotOf } from "../core/ids.ts";
import { operationKinds } from "../core/operation.ts";
import type { Clock, Randomness } from "../core/ports.ts";
import { Problem } from "./problem.ts";

/** The UUID and slot in a shown id. What is no id at all is not found either, as another merchant's is not. */
export function findId(kind: IdKind, shown: string): { readonly id: string; readonly slot: number } {
  const id = readId(kind, shown);
  if (id === undefined) throw new Problem("not_found");
  return { id, slot: slotOf(id) };
}

/** The UUID in an optional filter; null where it was left out. */
export function filterId(kind: IdKind, shown: string | undefined, name: string): string | null {
  if (shown === undefined) return null;
  const id = readId(kind, shown);
  if (id === undefined)
    throw new Problem("invalid_request", { field: `?${name}`, detail: "It is not an id of that kind." });
  return id;
}

/** The same for an operation of any kind. */
export function filterOperationId(shown: string | undefined): string | null {
  if (shown === undefined) return null;
  const kinds = [...operationKinds, "subscription"] as const;
  const id = kinds.map((kind) => readId(kind, shown)).find((read) => read !== undefined);
  if (id === undefined)
    throw new Problem("invalid_request", {
      field: "?operation",
      detail: "It is not the id of a payment, top-up, refund, message or subscription.",
    });
  return id;
}

/** An id of something that belongs to no operation, and so to no slot in particular. */
export function newFreeId(source: { readonly clock: Clock; readonly randomness: Randomness }): string {
  return newId((source.randomness.bytes(1)[0] ?? 0) % SLOTS, source);
}
