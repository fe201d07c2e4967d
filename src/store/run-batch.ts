import { isBadRow, isPassingConflict } from "./database.ts";

/**
 * Runs a batch as a whole. Two writers that met in the wrong order: once more. One row that the database cannot take:
 * one by one, so that it fails alone and never its neighbours.
 */
export async function runBatch<Item, Result>(
  items: readonly Item[],
  run: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<readonly PromiseSettledResult<Result>[]> {
  try {
    return fulfilled(await onceMoreAfterConflict(items, run));
  } catch (error) {
    if (!isBadRow(error) || items.length === 1) throw error;
    const settled: PromiseSettledResult<Result>[] = [];
    for (const item of items) settled.push(await settleOne(item, run));
    return settled;
  }
}

/** Whom the database chose to give way when two waited for each other has lost nothing by coming again. */
export async function onceMoreAfterConflict<Item, Result>(
  items: readonly Item[],
  run: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<readonly Result[]> {
  try {
    return await run(items);
  } catch (error) {
    if (!isPassingConflict(error)) throw error;
    return await run(items);
  }
}

async function settleOne<Item, Result>(
  item: Item,
  run: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<PromiseSettledResult<Result>> {
  try {
    const [value] = fulfilled(await onceMoreAfterConflict([item], run));
    if (value === undefined) throw new Error("The batch gave no result for its only item.");
    return value;
  } catch (reason) {
    return { status: "rejected", reason };
  }
}

function fulfilled<Result>(results: readonly Result[]): readonly PromiseFulfilledResult<Result>[] {
  return results.map((value) => ({ status: "fulfilled", value }));
}
