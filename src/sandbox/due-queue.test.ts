import fc from "fast-check";
import { expect, test } from "vitest";
import { DueQueue } from "./due-queue.ts";

test("whatever is pushed and withdrawn, the rest comes in the order of its time, and of its coming among equals", () => {
  const pushes = fc.array(fc.record({ due_at: fc.integer({ min: 0, max: 20 }), withdrawn: fc.boolean() }));
  fc.assert(
    fc.property(pushes, (wanted) => {
      const queue = new DueQueue<number>();
      for (const [order, { due_at, withdrawn }] of wanted.entries())
        queue.push(due_at, order).withdrawn = withdrawn;
      const popped: number[] = [];
      for (let due = queue.popDue(20); due !== undefined; due = queue.popDue(20)) popped.push(due.value);
      const expected = [...wanted.entries()].filter(([, { withdrawn }]) => !withdrawn);
      expected.sort(([one, a], [other, b]) => a.due_at - b.due_at || one - other);
      expect(popped).toEqual(expected.map(([order]) => order));
    }),
  );
});

test("nothing comes before its time", () => {
  const queue = new DueQueue<string>();
  queue.push(10, "later");
  expect(queue.popDue(9)).toBeUndefined();
  expect(queue.popDue(10)?.value).toBe("later");
});
