import { accept } from "../../src/store/accept.ts";
import { type Applied, apply, type Happening } from "../../src/store/apply.ts";
import type { StoredOperation } from "../../src/store/stored-operation.ts";
import { readEvents } from "../../src/store/timeline.ts";
import { newAcceptance, type Wish } from "./acceptances.ts";
import { timed, type Untimed } from "./operations.ts";
import type { StoreNode } from "./store-node.ts";

/** A payment that the node has accepted. */
export async function storedOperation(node: StoreNode, wish: Wish = {}): Promise<StoredOperation> {
  const acceptance = newAcceptance(wish, node);
  await accept([acceptance], node);
  return acceptance.operation;
}

export function happening(operation: StoredOperation, event: Untimed, node: StoreNode): Happening {
  const { slot, id } = operation;
  return { slot, id, event: timed(operation, event, node.clock.now()), raw: null };
}

/** These things happen to the operation one after the other, each in a batch of its own. */
export async function happen(
  operation: StoredOperation,
  history: readonly Untimed[],
  node: StoreNode,
): Promise<readonly Applied[]> {
  const applied: Applied[] = [];
  for (const event of history) {
    const [result] = await applyAll([happening(operation, event, node)], node);
    if (result === null || result === undefined) throw new Error("There is no such operation.");
    applied.push(result);
  }
  return applied;
}

/** In one batch, in which nothing may fail. */
export async function applyAll(
  batch: readonly Happening[],
  node: StoreNode,
): Promise<readonly (Applied | null)[]> {
  return (await apply(batch, node)).map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}

/** Its whole timeline. */
export function timelineOf({ slot, id }: StoredOperation, { database }: Pick<StoreNode, "database">) {
  return readEvents({ slot, operation_id: id, after_seq: 0, limit: 1_000 }, database);
}
