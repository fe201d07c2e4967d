import type { FastifyRequest } from "fastify";
import type { Caller } from "../../store/keys.ts";
import { listOperations, type OperationFilter, readOperation } from "../../store/operations.ts";
import type { StoredOperation } from "../../store/stored-operation.ts";
import { callerOf } from "../authentication.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { findId } from "../ids.ts";
import { pageOf } from "../page.ts";
import { Problem } from "../problem.ts";
import type { Kind } from "./kind.ts";
import { show } from "./show.ts";

/** The caller's own; another merchant's, or another environment's, is not found. */
export async function findOperation(
  kind: Kind,
  request: FastifyRequest<{ Params: { id: string } }>,
  dependencies: ApiDependencies,
): Promise<StoredOperation> {
  return await findOperationById(kind, { id: request.params.id, caller: callerOf(request) }, dependencies);
}

/** The same, by its shown id. */
export async function findOperationById(
  kind: Kind,
  { id, caller }: { readonly id: string; readonly caller: Caller },
  dependencies: ApiDependencies,
): Promise<StoredOperation> {
  const { merchant_id, environment } = caller;
  const operation = await readOperation({ ...findId(kind.kind, id), merchant_id, environment }, dependencies);
  // An id's last part is the same whatever stands before it, so a top-up's could be asked for as a payment's.
  if (operation?.kind !== kind.kind) throw new Problem("not_found");
  return operation;
}

interface Whose {
  readonly kind: Kind;
  readonly caller: Caller;
}

type Wanted = Partial<
  Pick<OperationFilter, "status" | "provider" | "reference" | "phone_digest" | "parent_id">
> &
  Partial<Pick<OperationFilter, "created_from" | "created_to">> & {
    readonly limit?: number;
    readonly cursor?: string;
  };

/** One page of the caller's own, newest first. */
export async function listOwn(
  wanted: Wanted,
  { kind: { kind }, caller: { merchant_id, environment } }: Whose,
  dependencies: ApiDependencies,
) {
  const { items, next_cursor } = await pageOf(wanted, {
    read: async (after, limit) =>
      await listOperations(
        {
          merchant_id,
          environment,
          kind,
          status: wanted.status ?? null,
          provider: wanted.provider ?? null,
          reference: wanted.reference ?? null,
          phone_digest: wanted.phone_digest ?? null,
          parent_id: wanted.parent_id ?? null,
          created_from: wanted.created_from ?? null,
          created_to: wanted.created_to ?? null,
          after: after === null ? null : { created_at: after.at, id: after.id },
          limit,
        },
        dependencies,
      ),
    placeOf: ({ created_at, id }) => ({ at: created_at, id }),
  });
  return { data: items.map((operation) => show(operation, dependencies)), next_cursor };
}
