import { expect, test, vi } from "vitest";
import { ask } from "../support/ask.ts";
import { holdPhone } from "../support/holds.ts";
import { judge } from "../support/judge.ts";
import { openWorld } from "../support/world.ts";

const PHONE = "+254711000001";

test("two nodes that both hold a payment theirs ask for one prompt", async () => {
  await using world = await openWorld({ nodes: 2 });
  const hold = await holdPhone(world, PHONE);
  const payment = await world.pay({ phone_number: PHONE });
  // The first stands still for so long that its lease ends, and wakes up when the second is about to call.
  await vi.waitUntil(
    async () => {
      await ask(world.database.url, "update hakika.work set due_at = now()");
      return (await hold.waiting()).length === 2;
    },
    { timeout: 10_000, interval: 50 },
  );
  await hold.release();
  await world.settle(payment);
  expect(world.wire.arrived("submit", PHONE)).toBe(1);
  expect(await judge(world)).toEqual([]);
});
