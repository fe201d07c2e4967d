import { expect, test } from "vitest";
import { Batcher, QueueFull } from "./batcher.ts";

/** A batcher whose batches end when the test says so. */
function gated(limits = { batch_max: 200, batches_in_flight: 2, queue_max: 1000 }) {
  const batches: { readonly items: readonly number[]; end(): void; fail(error: Error): void }[] = [];
  const batcher = new Batcher<number, string>(
    (items) =>
      new Promise((resolve, reject) => {
        const end = () => resolve(items.map((item) => ({ status: "fulfilled", value: `done ${item}` })));
        batches.push({ items, end, fail: reject });
      }),
    limits,
  );
  return { batcher, batches };
}

test("a lone call goes at once, in a batch of its own", async () => {
  const { batcher, batches } = gated();
  const result = batcher.add(1);
  expect(batches.map(({ items }) => items)).toEqual([[1]]);
  batches[0]?.end();
  expect(await result).toBe("done 1");
});

test("calls that come while two batches are in flight go together in the next one", async () => {
  const { batcher, batches } = gated();
  const results = [1, 2, 3, 4, 5].map((item) => batcher.add(item));
  expect(batches.map(({ items }) => items)).toEqual([[1], [2]]);
  batches[0]?.end();
  await results[0];
  await Promise.resolve();
  expect(batches[2]?.items).toEqual([3, 4, 5]);
  for (const batch of batches) batch.end();
  expect(await Promise.all(results)).toEqual(["done 1", "done 2", "done 3", "done 4", "done 5"]);
});

test("a batch is never larger than its limit", async () => {
  const { batcher, batches } = gated({ batch_max: 2, batches_in_flight: 1, queue_max: 1000 });
  const results = [1, 2, 3, 4].map((item) => batcher.add(item));
  batches[0]?.end();
  await results[0];
  await Promise.resolve();
  expect(batches[1]?.items).toEqual([2, 3]);
});

test("a failed batch fails its own calls and no others", async () => {
  const { batcher, batches } = gated({ batch_max: 1, batches_in_flight: 2, queue_max: 1000 });
  const [first, second] = [batcher.add(1), batcher.add(2)];
  batches[0]?.fail(new Error("the database is away"));
  batches[1]?.end();
  await expect(first).rejects.toThrow("the database is away");
  expect(await second).toBe("done 2");
});

test("one item may fail alone", async () => {
  const batcher = new Batcher<number, number>(
    async (items) =>
      items.map((item) =>
        item === 2
          ? { status: "rejected", reason: new Error("bad row") }
          : { status: "fulfilled", value: item },
      ),
    { batch_max: 10, batches_in_flight: 1, queue_max: 10 },
  );
  const results = await Promise.allSettled([batcher.add(1), batcher.add(2), batcher.add(3)]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

test("beyond the queue's limit callers are turned away instead of piling up", async () => {
  const { batcher } = gated({ batch_max: 1, batches_in_flight: 1, queue_max: 2 });
  void batcher.add(1);
  void batcher.add(2);
  void batcher.add(3);
  await expect(batcher.add(4)).rejects.toBeInstanceOf(QueueFull);
});
