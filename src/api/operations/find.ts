import type { FastifyRequest } from "fastify";
import type { Status } from "../../core/outcome.ts";
import type { Caller } from "../../store/keys.ts";
import { listOperations, readOperation } from "../../store/operations.ts";
import type { StoredOperation } from "../../store/stored-operation.ts";
import { callerOf } from "../authentication.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { findId } from "../ids.ts";
import { ownPage, type Wanted } from "../own-page.ts";
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

/** One page of the caller's own, newest first. `parent_id`: those of one payment or subscription. */
export async function listOwn(
  wanted: Wanted<Status> & { readonly parent_id?: string },
  { kind: { kind }, caller }: Whose,
  dependencies: ApiDependencies,
) {
  const parent_id = wanted.parent_id ?? null;
  const { items, next_cursor } = await ownPage(wanted, caller, (filter) =>
    listOperations({ ...filter, kind, parent_id }, dependencies),
  );
  return { data: items.map((operation) => show(operation, dependencies)), next_cursor };
}
